import { rmSync, mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants } from '../support/descendants';

const STOP_SECONDS = 10;

/**
 * Ctrl-C ends what the tests have started, too, and removes what they have written. Jest runs this
 * once, outside of the tests, where signals are heard.
 */
export default function watchForInterrupts() {
	const folder = mkdtempSync(join(tmpdir(), 'queue-mode-'));
	// PostgreSQL is another user.
	chmodSync(folder, 0o755);
	process.env.TMPDIR = folder;
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const end = async () => {
		for (const signal of ['SIGINT', 'SIGKILL'] as const) {
			for (const { pid } of descendants()) signalTo(pid, signal);
			for (let s = 0; s < STOP_SECONDS * 10 && descendants().length > 0; s++) await sleep(100);
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
