import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SandboxMessage } from '../../sandbox/conversations';

/** The sandbox as everybody uses it: a process of its own, spoken to over HTTP. */
export interface SandboxProcess {
	url: string;
	messages(): Promise<SandboxMessage[]>;
	clear(): Promise<void>;
	/** Sets how it misbehaves; `{}` behaves again. See docs/sandbox.md. */
	misbehave(settings: object): Promise<void>;
	stop(): Promise<void>;
}

export async function startSandboxProcess(): Promise<SandboxProcess> {
	const project = join(__dirname, '..', '..');
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
		cwd: project,
		env: { ...process.env, SANDBOX_PORT: '0' },
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
		async messages() {
			return (await (await fetch(`${url}/inbox/messages`)).json()) as SandboxMessage[];
		},
		async clear() {
			await fetch(`${url}/inbox/messages`, { method: 'DELETE' });
		},
		async misbehave(settings) {
			const response = await fetch(`${url}/inbox/faults`, {
				method: 'PUT',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(settings),
			});
			if (!response.ok) throw new Error(await response.text());
		},
		async stop() {
			const ended = once(child, 'exit');
			child.kill('SIGTERM');
			await ended;
		},
	};
}
