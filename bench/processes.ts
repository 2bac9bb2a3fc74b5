import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { host, nodeOf } from '../scripts/n8n/n8nVersions';

/** All measured processes run on the Node that n8n runs on. */
export const nodeOfN8n = nodeOf(host);

function start(file: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
	return fork(join(__dirname, 'workers', file), args, {
		execPath: nodeOfN8n,
		execArgv: ['--expose-gc', '--import', 'tsx'],
		env: { ...process.env, ...env },
	});
}

async function messageOf<Message>(child: ChildProcess): Promise<Message> {
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`A process of the bench ended with ${code} before it answered.`);
	});
	ended.catch(() => {});
	const [message] = (await Promise.race([once(child, 'message'), ended])) as [Message];
	return message;
}

/**
 * Gives a process its job and waits for what it measured.
 * @param worker a file in workers/
 */
export async function measure<Figures>(
	worker: string,
	job: object,
	env: NodeJS.ProcessEnv = {},
): Promise<Figures> {
	const child = start(worker, [], env);
	child.send(job);
	const figures = await messageOf<Figures>(child);
	await once(child, 'exit');
	return figures;
}

/** A stand-in for the providers, until it is stopped. */
export async function startProvider(latencyMs: number) {
	const child = start('provider.ts', [String(latencyMs)]);
	const url = await messageOf<string>(child);
	return {
		url,
		async stop() {
			const ended = once(child, 'exit');
			child.kill();
			await ended;
		},
	};
}
