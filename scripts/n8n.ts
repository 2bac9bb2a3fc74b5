import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import { Explained } from './progress';

/** A login for an n8n that listens on loopback only. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Sandbox-2026',
	firstName: 'Sandbox',
	lastName: 'Owner',
};

const START_SECONDS = 180;
const STOP_SECONDS = 15;
const RUN_SECONDS = 120;
const LOG_LINES_SHOWN = 40;

export interface WorkflowJson {
	name: string;
	nodes: Array<{
		name: string;
		type: string;
		credentials?: Record<string, { id?: string; name: string }>;
	}>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

interface NodeRun {
	data?: { main: Array<Array<{ json: Record<string, unknown> }> | null> };
}

/** What came of one execution, by node. */
export interface Execution {
	status: string;
	error?: { message: string; description?: string };
	/** The output items of a node's first output, over all its runs. */
	outputOf(nodeName: string): Array<Record<string, unknown>>;
}

export interface N8nOptions {
	/** Where n8n is installed. */
	host: string;
	/** Holds n8n's database, its log and its community packages. */
	userFolder: string;
	port: number;
	/** For n8n's own task runners; never opened by a person. */
	brokerPort: number;
}

/** A running n8n and its REST interface, the one that its editor uses. */
export class N8n {
	private cookie = '';

	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
		private readonly logFile: string,
	) {}

	/** @throws Explained where n8n ends early or does not answer, with the end of its log */
	static async start({ host, userFolder, port, brokerPort }: N8nOptions): Promise<N8n> {
		mkdirSync(userFolder, { recursive: true });
		const logFile = join(userFolder, 'n8n.log');
		const log = openSync(logFile, 'w');
		const bin = join(host, 'node_modules', '.bin');
		const child = spawn(
			join(bin, process.platform === 'win32' ? 'node.cmd' : 'node'),
			[join(host, 'node_modules', 'n8n', 'bin', 'n8n'), 'start'],
			{
				stdio: ['ignore', log, log],
				// A process group of its own: what n8n starts ends with it, and Ctrl-C reaches us first.
				detached: process.platform !== 'win32',
				env: {
					...process.env,
					PATH: bin + delimiter + process.env.PATH,
					NODE_ENV: 'production',
					NODE_OPTIONS: '',
					N8N_USER_FOLDER: userFolder,
					N8N_PORT: String(port),
					N8N_RUNNERS_BROKER_PORT: String(brokerPort),
					N8N_LISTEN_ADDRESS: '127.0.0.1',
					N8N_HOST: '127.0.0.1',
					N8N_ENCRYPTION_KEY: 'sandbox-encryption-key',
					N8N_SECURE_COOKIE: 'false',
					N8N_DIAGNOSTICS_ENABLED: 'false',
					N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
					N8N_TEMPLATES_ENABLED: 'false',
					N8N_PERSONALIZATION_ENABLED: 'false',
					N8N_HIRING_BANNER_ENABLED: 'false',
				},
			},
		);

		const n8n = new N8n(child, `http://127.0.0.1:${port}`, logFile);
		try {
			await n8n.untilReady();
		} catch (error) {
			await n8n.stop();
			throw error;
		}
		return n8n;
	}

	private async untilReady() {
		const deadline = Date.now() + START_SECONDS * 1000;
		while (Date.now() < deadline) {
			if (this.child.exitCode !== null || this.child.signalCode !== null) {
				throw new Explained(`n8n ended while it was starting. Its log:\n${this.log()}`);
			}
			const response = await fetch(`${this.url}/rest/settings`).catch(() => undefined);
			if (response?.headers.get('content-type')?.includes('json') && response.ok) return;
			await sleep(250);
		}
		throw new Explained(`n8n did not answer within ${START_SECONDS} s. Its log:\n${this.log()}`);
	}

	/** The end of what n8n printed. */
	log(): string {
		return readFileSync(this.logFile, 'utf8').split('\n').slice(-LOG_LINES_SHOWN).join('\n');
	}

	/** @throws Explained where n8n refuses */
	async rest<Data>(method: string, path: string, body?: unknown): Promise<Data> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) {
			throw new Explained(`n8n refused ${method} ${path} (HTTP ${response.status}): ${text}`);
		}
		const [session] = response.headers.getSetCookie();
		if (session) [this.cookie] = session.split(';');
		return (JSON.parse(text) as { data: Data }).data;
	}

	/** Creates the owner the first time, and signs in. */
	async signIn(): Promise<void> {
		const settings = await this.rest<{
			userManagement: { showSetupOnFirstLoad: boolean };
		}>('GET', '/settings');
		if (settings.userManagement.showSetupOnFirstLoad) {
			await this.rest('POST', '/owner/setup', OWNER);
		} else {
			await this.rest('POST', '/login', {
				emailOrLdapLoginId: OWNER.email,
				password: OWNER.password,
			});
		}
	}

	/** Creates a credential, or sets it to these values; returns its id. */
	async saveCredential(name: string, type: string, data: Record<string, unknown>): Promise<string> {
		const known = await this.rest<Array<{ id: string; name: string; type: string }>>(
			'GET',
			'/credentials',
		);
		const existing = known.find((entry) => entry.name === name && entry.type === type);
		const [method, path] = existing
			? ['PATCH', `/credentials/${existing.id}`]
			: ['POST', '/credentials'];
		return (await this.rest<{ id: string }>(method, path, { name, type, data })).id;
	}

	/** Imports a workflow unless one of that name is there, which the person may have changed. */
	async importWorkflow(
		workflow: WorkflowJson,
		credentialIds: Record<string, string>,
	): Promise<string> {
		const known = await this.rest<Array<{ id: string; name: string }>>('GET', '/workflows');
		const existing = known.find(({ name }) => name === workflow.name);
		if (existing) return existing.id;
		const nodes = workflow.nodes.map((node) => ({
			...node,
			credentials: Object.fromEntries(
				Object.entries(node.credentials ?? {}).map(([type, { name }]) => [
					type,
					{ id: credentialIds[type], name },
				]),
			),
		}));
		return (await this.rest<{ id: string }>('POST', '/workflows', { ...workflow, nodes })).id;
	}

	/** Runs a workflow from its trigger, as "Execute workflow" does, and waits for the end. */
	async run(workflowId: string, triggerName: string): Promise<Execution> {
		const { executionId } = await this.rest<{ executionId: string }>(
			'POST',
			`/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: triggerName } },
		);
		const deadline = Date.now() + RUN_SECONDS * 1000;
		while (Date.now() < deadline) {
			const execution = await this.rest<{ status: string; data: string }>(
				'GET',
				`/executions/${executionId}`,
			);
			if (!['new', 'running', 'waiting'].includes(execution.status)) {
				return readExecution(execution.status, execution.data);
			}
			await sleep(200);
		}
		throw new Explained(`The workflow did not end within ${RUN_SECONDS} s.`);
	}

	/** Ends n8n and what it started. */
	async stop(): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		const ended = once(this.child, 'exit');
		this.signal('SIGTERM');
		const inTime = await Promise.race([ended.then(() => true), sleep(STOP_SECONDS * 1000, false)]);
		if (inTime) return;
		this.signal('SIGKILL');
		await ended;
	}

	private signal(signal: NodeJS.Signals) {
		const { pid } = this.child;
		if (pid === undefined) return;
		if (process.platform === 'win32') this.child.kill(signal);
		else process.kill(-pid, signal);
	}
}

function readExecution(status: string, data: string): Execution {
	const { resultData } = parse(data) as {
		resultData: { runData: Record<string, NodeRun[]>; error?: Execution['error'] };
	};
	return {
		status,
		error: resultData.error,
		outputOf: (nodeName) =>
			(resultData.runData[nodeName] ?? []).flatMap((run) =>
				(run.data?.main[0] ?? []).map(({ json }) => json),
			),
	};
}
