import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxMessage } from '../../../sandbox/conversations';
import { loginOf } from '../../../scripts/n8n/dataFolder';
import { N8nClient } from '../../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../../scripts/n8n/n8nProcess';
import { freePort } from '../../../scripts/ports';
import { descendants } from './descendants';
import { inboxAt, type Inbox } from '../sandbox/inbox';
import { npmStart } from './npmStart';

/** How the messages to a provider ended, as the sandbox counts them. */
interface Counts {
	accepted: number;
	refused: Record<string, number>;
	/** Answers with HTTP 429. */
	tooMany: number;
}

/** What `npm start` opens, with an n8n that can end and start again while the sandbox stays. */
export interface RestartableStack {
	/** Of the n8n that runs at present. */
	readonly n8n: N8nClient;
	/** Of the sandbox, and what it may be asked. */
	readonly sandboxUrl: string;
	readonly inbox: Inbox;
	/** What n8n printed since it was started last. */
	log(): string;
	/** Ends n8n, at the end of its work or in the middle of it, and starts it with the same data. */
	restart(signal: 'SIGTERM' | 'SIGKILL', env?: Record<string, string>): Promise<void>;
	/** Starts a second n8n over the same database, as the workers of queue mode have one. */
	startAnother(): Promise<N8nProcess>;
	/** What n8n takes of the memory of the machine. */
	memoryMegabytes(): number;
	/** Everything that the sandbox received since it was last cleared, refused or not. */
	messages(): Promise<SandboxMessage[]>;
	counts(provider: string): Promise<Counts>;
	/** Makes the providers misbehave; see sandbox/faults. */
	misbehave(settings: object): Promise<void>;
	/** Forgets the messages and makes the providers behave. */
	clear(): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Runs `npm start` with an empty data folder.
 * @param env of n8n, until it is restarted
 */
export async function openRestartableStack(
	env: Record<string, string> = {},
): Promise<RestartableStack> {
	const data = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	const [n8nPort, sandboxPort] = [await freePort(), await freePort()];
	const ports = ['--n8n-port', String(n8nPort), '--sandbox-port', String(sandboxPort)];
	const start = npmStart(['--data', data, ...ports], env);
	const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
	const inbox = inboxAt(sandboxUrl);
	let restarted = false;
	let n8n = new N8nClient(`http://127.0.0.1:${n8nPort}`, loginOf(data));

	const startN8n = async (own: { port: number; log?: string; env?: Record<string, string> }) =>
		await N8nProcess.start({
			host: join(__dirname, '..', '..', '..', 'host'),
			userFolder: data,
			brokerPort: await freePort(),
			...own,
		});

	const stack: RestartableStack = {
		get n8n() {
			return n8n;
		},
		sandboxUrl,
		inbox,
		log: () => readFileSync(join(data, 'n8n.log'), 'utf8'),
		async restart(signal, env) {
			await end(n8nPid(), signal);
			n8n = (await startN8n({ port: n8nPort, env })).client;
			restarted = true;
			await n8n.signIn();
		},
		startAnother: async () => await startN8n({ port: await freePort(), log: 'another-n8n.log' }),
		memoryMegabytes() {
			const printed = execFileSync('ps', ['-o', 'rss=', '-p', String(n8nPid())], {
				encoding: 'utf8',
			});
			return Math.round(Number(printed) / 1024);
		},
		messages: inbox.messages,
		async counts(provider) {
			const response = await fetch(`${sandboxUrl}/inbox/counts`);
			return ((await response.json()) as Record<string, Counts>)[provider];
		},
		misbehave: inbox.misbehave,
		async clear() {
			await inbox.clear();
			await inbox.misbehave({});
		},
		async stop() {
			// The one that `npm start` began ends with it.
			if (restarted) await end(n8nPid(), 'SIGTERM');
			start.interrupt();
			await start.ended;
			rmSync(data, { recursive: true, force: true });
		},
	};
	try {
		await start.printed('Ctrl-C stops everything.');
		await n8n.signIn();
		await stack.clear();
		return stack;
	} catch (error) {
		await stack.stop();
		throw error;
	}
}

/** The n8n among all that this process started, and that those started. */
function n8nPid(): number {
	const n8n = descendants().find(({ command }) => /n8n[\\/]bin[\\/]n8n start$/.test(command));
	if (!n8n) throw new Error('This process started no n8n, or it ended.');
	return n8n.pid;
}

/** With all that it started: its group is named after it. */
async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
	process.kill(-pid, signal);
	while (isRunning(pid)) await sleep(50);
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
