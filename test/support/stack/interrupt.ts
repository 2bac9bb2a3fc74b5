import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendants } from './descendants';
import { until } from './until';

const STOP_SECONDS = 10;

/**
 * Ctrl-C ends what the tests have started, too, and removes what they have written. Jest runs this
 * once, outside of the tests, where signals are heard.
 */
export default function watchForInterrupts() {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-tests-'));
	// PostgreSQL is another user.
	chmodSync(folder, 0o755);
	process.env.TMPDIR = folder;
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const end = async () => {
		for (const signal of ['SIGINT', 'SIGKILL'] as const) {
			for (const { pid } of descendants()) signalTo(pid, signal);
			await until(STOP_SECONDS, () => descendants().length === 0).catch(() => {});
		}
		process.exit(130);
	};
	process.once('SIGINT', () => void end());
	process.once('SIGTERM', () => void end());
}

function signalTo(pid: number, signal: NodeJS.Signals) {
	try {
		process.kill(pid, signal);
	} catch {
		// It ended in the meantime.
	}
}
