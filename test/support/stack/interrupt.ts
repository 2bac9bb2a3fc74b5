import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOnInterrupt } from './endOnInterrupt';

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
	endOnInterrupt(130);
}
