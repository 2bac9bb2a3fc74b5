import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inboxAt, type Inbox } from './inbox';

/** The sandbox as everybody uses it: a process of its own, spoken to over HTTP. */
export interface SandboxProcess extends Inbox {
	url: string;
	stop(): Promise<void>;
}

/** @param env of it, beside the environment of the tests */
export async function startSandboxProcess(
	env: Record<string, string> = {},
): Promise<SandboxProcess> {
	const project = join(__dirname, '..', '..', '..');
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
		cwd: project,
		env: { ...process.env, SANDBOX_PORT: '0', ...env },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout });
	const ended = once(child, 'exit').then(() => {
		throw new Error('The sandbox ended while it was starting.');
	});
	const [firstLine] = (await Promise.race([once(lines, 'line'), ended])) as [string];
	ended.catch(() => {});
	const url = /http:\S+/.exec(firstLine)![0];
	return {
		url,
		...inboxAt(url),
		async stop() {
			const ended = once(child, 'exit');
			child.kill('SIGTERM');
			await ended;
		},
	};
}
