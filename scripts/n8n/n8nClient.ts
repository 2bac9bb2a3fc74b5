import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import { UserError } from '../setup/progress';
import { LOGIN_FILE, type Login } from './dataFolder';

/** Of every data folder, before each had its own. */
const FORMER_PASSWORD = 'Sandbox-2026';

const RUN_SECONDS = 120;
const ACTIVATION_SECONDS = 30;

export interface NodeJson {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	position: [number, number];
	credentials?: Record<string, { id?: string; name: string }>;
	/** Where a trigger listens. */
	webhookId?: string;
	retryOnFail?: boolean;
	maxTries?: number;
	/** In ms. */
	waitBetweenTries?: number;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
}

export interface WorkflowJson {
	name: string;
	nodes: NodeJson[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	/** What a node gives in manual runs, by its name. */
	pinData?: Record<string, Array<{ json: Record<string, unknown> }>>;
}

interface NodeRun {
	data?: { main: Array<Array<{ json: Record<string, unknown> }> | null> };
}

interface ExecutionData {
	resultData?: {
		runData: Record<string, NodeRun[]>;
		error?: Execution['error'];
	};
	/** What is still to be run. */
	executionData?: { nodeExecutionStack: unknown[] };
}

/** What a trigger waits for, such as a form that is submitted. */
export interface TriggerEvent {
	happen(): Promise<unknown>;
	/** The chat that it happens in, if it is one. */
	chatSessionId?: string;
}

/** How far n8n is with what was published. */
interface Publication {
	status: string;
	triggers: Array<{ errorMessage: string | null }>;
}

/** What came of one execution, by node. */
export interface Execution {
	id: string;
	status: string;
	error?: { message: string; description?: string };
	/** The output items of a node's first output, over all its runs. */
	outputOf(nodeName: string): Array<Record<string, unknown>>;
}

/** The REST interface of a running n8n, the one that its editor uses. */
export class N8nClient {
	private cookie = '';

	constructor(
		readonly url: string,
		readonly login: Login,
	) {}

	/** @param path answers with JSON when it is, and otherwise with an error or a page */
	async isReady(path: string): Promise<boolean> {
		const response = await fetch(`${this.url}${path}`).catch(() => undefined);
		return response?.ok === true && response.headers.get('content-type')?.includes('json') === true;
	}

	/** @throws UserError where n8n refuses */
	async rest<Data>(method: string, path: string, body?: unknown): Promise<Data> {
		return await this.read(await this.ask(method, `/rest${path}`, body), `${method} ${path}`);
	}

	private async read<Data>(response: Response, asked: string): Promise<Data> {
		const text = await response.text();
		if (!response.ok) {
			throw new UserError(`n8n refused ${asked} (HTTP ${response.status}): ${text}`);
		}
		const [session] = response.headers.getSetCookie();
		if (session) [this.cookie] = session.split(';');
		return (JSON.parse(text) as { data: Data }).data;
	}

	/** Asks n8n as its editor does. */
	async ask(method: string, path: string, body?: unknown): Promise<Response> {
		return await fetch(this.url + path, {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
	}

	/** Creates the owner the first time, and signs in. */
	async signIn(): Promise<void> {
		const settings = await this.rest<{
			userManagement: { showSetupOnFirstLoad: boolean };
		}>('GET', '/settings');
		const { email, password } = this.login;
		if (settings.userManagement.showSetupOnFirstLoad) {
			const owner = { email, password, firstName: 'Sandbox', lastName: 'Owner' };
			await this.rest('POST', '/owner/setup', owner);
			return;
		}
		if (await this.enter(password)) return;
		if (!(await this.enter(FORMER_PASSWORD))) {
			throw new UserError(
				`n8n does not accept the password of ${email} in ${LOGIN_FILE} of its data folder. If you changed it in n8n, enter the new one there too.`,
			);
		}
		const change = { currentPassword: FORMER_PASSWORD, newPassword: password };
		await this.rest('PATCH', '/me/password', change);
	}

	/** @returns whether n8n accepts the password */
	private async enter(password: string): Promise<boolean> {
		const body = { emailOrLdapLoginId: this.login.email, password };
		const response = await this.ask('POST', '/rest/login', body);
		if (response.status === 401) return false;
		await this.read(response, 'POST /login');
		return true;
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

	/**
	 * Creates a key to n8n's public API, as the settings of n8n do. Each label can be used once.
	 * @param scopes what it may do; n8n 2.8 and earlier give it all that its owner may do
	 */
	async createApiKey(label: string, scopes: readonly string[]): Promise<string> {
		const body = { label, scopes, expiresAt: null };
		return (await this.rest<{ rawApiKey: string }>('POST', '/api-keys', body)).rawApiKey;
	}

	/** The id of the workflow of this name. */
	async findWorkflow(name: string): Promise<string | undefined> {
		const known = await this.rest<Array<{ id: string; name: string }>>('GET', '/workflows');
		return known.find((workflow) => workflow.name === name)?.id;
	}

	/**
	 * Imports a workflow unless one of that name is there, which the person may have changed.
	 * @param credentialIds by type; n8n asks the person for the others
	 */
	async importWorkflow(
		workflow: WorkflowJson,
		credentialIds: Record<string, string>,
	): Promise<string> {
		const existing = await this.findWorkflow(workflow.name);
		if (existing) return existing;
		const nodes = withCredentials(workflow.nodes, credentialIds);
		const body = { active: false, ...workflow, nodes };
		return (await this.rest<{ id: string }>('POST', '/workflows', body)).id;
	}

	/**
	 * Runs a workflow from its trigger, as "Execute workflow" does, and waits for the end.
	 * @param event what the trigger waits for, where it does
	 */
	async run(workflowId: string, triggerName: string, event?: TriggerEvent): Promise<Execution> {
		const path = `/workflows/${workflowId}`;
		const started = await this.rest<{ executionId?: string }>('POST', `${path}/run`, {
			// Older versions of n8n run what they are given, newer ones what is saved.
			workflowData: await this.rest('GET', path),
			triggerToStartFrom: { name: triggerName },
			chatSessionId: event?.chatSessionId,
		});
		if (started.executionId) return await this.untilEnded(started.executionId);
		if (!event) throw new UserError(`"${triggerName}" waits for something that did not happen.`);
		await event.happen();
		return await this.untilEnded(await this.lastExecution(workflowId));
	}

	/**
	 * Retries a failed execution from the node that failed, and waits for the end.
	 * @param loadWorkflow with the workflow as it is saved now, not as it was then
	 */
	async retryExecution(executionId: string, loadWorkflow: boolean): Promise<Execution> {
		const { id } = await this.rest<{ id: string }>('POST', `/executions/${executionId}/retry`, {
			loadWorkflow,
		});
		return await this.untilEnded(id);
	}

	/**
	 * Publishes a workflow as it is saved now, and waits until its triggers listen.
	 * @throws UserError with what a trigger says
	 */
	async activate(workflowId: string): Promise<void> {
		const path = `/workflows/${workflowId}`;
		const { versionId } = await this.rest<{ versionId: string }>('GET', path);
		await this.rest('POST', `${path}/activate`, { versionId });
		const deadline = Date.now() + ACTIVATION_SECONDS * 1000;
		while (Date.now() < deadline) {
			const response = await this.ask('GET', `/rest${path}/publication-status`);
			// Older versions of n8n answer the activation itself when the triggers listen.
			if (response.status === 404) return;
			const { status, triggers } = await this.read<Publication>(response, path);
			if (status === 'published') return;
			if (status === 'failed') {
				throw new UserError(
					String(triggers.find(({ errorMessage }) => errorMessage)?.errorMessage),
				);
			}
			await sleep(50);
		}
		throw new UserError(`The workflow did not listen within ${ACTIVATION_SECONDS} s.`);
	}

	/** Its triggers listen no more. */
	async deactivate(workflowId: string): Promise<void> {
		await this.rest('POST', `/workflows/${workflowId}/deactivate`);
	}

	/** The ids of the last executions of a workflow, the newest first. */
	async executionsOf(workflowId: string, limit: number): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.rest<{ results: Array<{ id: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=${limit}`,
		);
		// One that ends while n8n looks is in the list of those that run and of those that ended.
		return [...new Set(results.map(({ id }) => id))];
	}

	private async lastExecution(workflowId: string): Promise<string> {
		const [id] = await this.executionsOf(workflowId, 1);
		if (id === undefined) {
			throw new UserError('What the trigger waited for did not start the workflow.');
		}
		return id;
	}

	/** Waits for the end of an execution that was begun. */
	async untilEnded(executionId: string): Promise<Execution> {
		const deadline = Date.now() + RUN_SECONDS * 1000;
		while (Date.now() < deadline) {
			const ended = await this.endOf(executionId);
			if (ended) return { id: executionId, ...ended };
			await sleep(200);
		}
		throw new UserError(`The workflow did not end within ${RUN_SECONDS} s.`);
	}

	private async endOf(executionId: string): Promise<Omit<Execution, 'id'> | undefined> {
		const path = `/executions/${executionId}`;
		// n8n 2.20 returns an error as long as nothing has come of the execution yet.
		const response = await this.ask('GET', `/rest${path}`);
		if (response.status === 500) return undefined;
		const { status, data } = await this.read<{ status: string; data: string }>(response, path);
		return ['new', 'running', 'waiting'].includes(status) ? undefined : readExecution(status, data);
	}
}

/** Examples name their credentials; here they get the IDs that n8n gave them. */
function withCredentials(nodes: NodeJson[], credentialIds: Record<string, string>): NodeJson[] {
	return nodes.map(({ credentials = {}, ...node }) => ({
		...node,
		credentials: Object.fromEntries(
			Object.entries(credentials).flatMap(([type, { name }]) =>
				type in credentialIds ? [[type, { id: credentialIds[type], name }]] : [],
			),
		),
	}));
}

/** @returns nothing where n8n has saved how the execution ended, and not yet what came of it */
function readExecution(status: string, data: string): Omit<Execution, 'id'> | undefined {
	const { executionData, resultData } = (parse(data) ?? {}) as ExecutionData;
	const { runData = {}, error } = resultData ?? {};
	const begun = executionData?.nodeExecutionStack.length !== 0;
	if ((status === 'success' && begun) || (status === 'error' && !error)) return undefined;
	return {
		status,
		error,
		outputOf: (nodeName) =>
			(runData[nodeName] ?? []).flatMap((run) => (run.data?.main[0] ?? []).map(({ json }) => json)),
	};
}
