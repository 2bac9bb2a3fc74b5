import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxMessage } from '../../../sandbox/conversations';
import { loginOf } from '../../../scripts/n8n/dataFolder';
import { N8nClient } from '../../../scripts/n8n/n8nClient';
import { freePort } from '../../../scripts/ports';
import { inboxAt } from '../sandbox/inbox';
import { npmStart } from './npmStart';

/** What `npm start` opens: n8n, signed in to, and the inbox of the sandbox. */
export interface OpenStack {
	n8n: N8nClient;
	sandboxUrl: string;
	/** Everything that the sandbox received since it was last cleared, refused or not. */
	messages(): Promise<SandboxMessage[]>;
	clear(): Promise<void>;
	stop(): Promise<void>;
}

/** Runs `npm start` with an empty data folder. */
export async function openStack(): Promise<OpenStack> {
	const data = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	const n8nPort = await freePort();
	const sandboxPort = await freePort();
	const ports = ['--n8n-port', String(n8nPort), '--sandbox-port', String(sandboxPort)];
	const start = npmStart(['--data', data, ...ports]);
	const stop = async () => {
		start.interrupt();
		await start.ended;
		rmSync(data, { recursive: true, force: true });
	};
	try {
		await start.printed('Ctrl-C stops everything.');
		const n8n = new N8nClient(`http://127.0.0.1:${n8nPort}`, loginOf(data));
		await n8n.signIn();
		const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
		const { messages, clear } = inboxAt(sandboxUrl);
		return {
			n8n,
			sandboxUrl,
			messages,
			clear,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
