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

const RUN_SECONDS = 120;

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

/** The REST interface of a running n8n, the one that its editor uses. */
export class N8nClient {
	private cookie = '';

	constructor(readonly url: string) {}

	async isReady(): Promise<boolean> {
		const response = await fetch(`${this.url}/rest/settings`).catch(() => undefined);
		return response?.ok === true && response.headers.get('content-type')?.includes('json') === true;
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
