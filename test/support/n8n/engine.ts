import { basename, join } from 'node:path';
import {
	CredentialTestContext,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { folderOf, partOf, providersWith } from '../../providers/providers';
import { sandboxCredential } from '../workflows/credentialOf';
import type { Parameters } from './parameters';

export type { Parameters };

const dist = join(__dirname, '..', '..', '..', 'dist');

function load<Class>(file: string, name: string): Class {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- the built file is CommonJS
	const exported = require(join(dist, file)) as Record<string, new () => Class>;
	return new exported[name]();
}

/** A node of ours as built, with the credential that it runs with. */
export interface NodeUnderTest {
	type: INodeType;
	credentialType: ICredentialType;
	credential: ICredentialDataDecryptedObject;
}

type Values = ICredentialDataDecryptedObject;

/**
 * A node that works with the credential of this provider, such as the trigger of all.
 * @param file in the built nodes/, without its ending
 */
export function nodeWith(provider: string, file: string, credential: Values): NodeUnderTest {
	const { className } = partOf(provider, 'samples').credential;
	return {
		type: load<INodeType>(`nodes/${file}.node.js`, basename(file)),
		credentialType: load<ICredentialType>(`credentials/${className}.credentials.js`, className),
		credential,
	};
}

/** The version that a node has which is added to a workflow today. */
export function newestVersion({ type: { description } }: NodeUnderTest): number {
	const { version, defaultVersion } = description;
	return defaultVersion ?? Math.max(...[version].flat());
}

function nodeOf(provider: string, name: string, address: string, values: Values): NodeUnderTest {
	const { credential, senders } = partOf(provider, 'samples');
	return nodeWith(provider, `${folderOf(provider)}/${senders[name].className}`, {
		...sandboxCredential(provider, ''),
		[credential.address]: address,
		...values,
	});
}

/** The nodes that send, with the credentials that the sandbox takes; a test may change some values. */
export const nodesAt = (sandboxUrl: string, values: Values = {}): Record<string, NodeUnderTest> =>
	Object.fromEntries(
		providersWith('samples').flatMap(([provider, { senders }]) =>
			Object.entries(senders).map(([name, { server }]) => [
				name,
				nodeOf(provider, name, `${sandboxUrl}/${server}`, values),
			]),
		),
	);

/** One of them, where the server of the provider is at this very address. */
export function nodeAt(name: string, address: string, values: Values = {}): NodeUnderTest {
	const [provider] = providersWith('samples').find(([, { senders }]) => name in senders)!;
	return nodeOf(provider, name, address, values);
}

const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

export interface RunResult {
	status: string;
	/** What n8n shows beside the output. */
	hints: string[];
	error?: {
		message: string;
		description?: string | null;
		failure?: unknown;
		context: { itemIndex?: number; data?: IDataObject };
	};
	/** Items by output: the first is success, the second the error branch. */
	outputs: INodeExecutionData[][];
	/** Everything that n8n keeps of the run. */
	readonly everything: string;
}

type OnError = INode['onError'];

interface RunSetting {
	mode?: WorkflowExecuteMode;
	cancel?: AbortSignal;
	/** The binary field `data` of each item. */
	files?: IBinaryData[];
}

const itemWith =
	(files: IBinaryData[] = []) =>
	(json: IDataObject, index: number): INodeExecutionData => ({
		json,
		...(files[index] && { binary: { data: files[index] } }),
	});

/** Runs one node in n8n's own engine, as built, with everything real but the credential store. */
export async function runNode(
	node: NodeUnderTest,
	parameters: Parameters,
	items: IDataObject[],
	onError: OnError = 'stopWorkflow',
	settings: Partial<INode> = {},
	{ mode = 'manual', cancel, files }: RunSetting = {},
): Promise<RunResult> {
	const { workflow, additionalData } = wire(node, parameters, onError, settings);
	const startNode = workflow.getNode('Start')!;
	const run = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: startNode, data: { main: [items.map(itemWith(files))] }, source: null },
			],
		},
	});
	const execution = new WorkflowExecute(additionalData, mode, run);
	const running = execution.processRunExecutionData(workflow);
	cancel?.addEventListener('abort', () => running.cancel());
	const result = await running;
	const [taskData] = result.data.resultData.runData.Node ?? [];
	return {
		status: result.status,
		hints: (taskData?.hints ?? []).map(({ message }) => message),
		error: result.data.resultData.error as RunResult['error'],
		outputs: (taskData?.data?.main ?? []).map((output) => output ?? []),
		get everything() {
			return JSON.stringify(result);
		},
	};
}

/** Calls a search method of the node's dropdowns. */
export async function searchList(
	node: NodeUnderTest,
	method: string,
	filter?: string,
	parameters: Parameters = {},
) {
	const { workflow, additionalData } = wire(node, parameters, 'stopWorkflow');
	const context = new LoadOptionsContext(workflow, workflow.getNode('Node')!, additionalData, '');
	return await node.type.methods!.listSearch![method].call(context, filter);
}

/** Asks the node for the fields of a resource mapper. */
export async function mapFields(node: NodeUnderTest, method: string, parameters: Parameters) {
	const { workflow, additionalData } = wire(node, parameters, 'stopWorkflow');
	const context = new LoadOptionsContext(workflow, workflow.getNode('Node')!, additionalData, '');
	return await node.type.methods!.resourceMapping![method].call(context);
}

/** Runs the connection test of the node's credential. */
export async function testCredential(node: NodeUnderTest) {
	const { additionalData } = wire(node, {}, 'stopWorkflow');
	const [{ testedBy }] = node.type.description.credentials!;
	const test = node.type.methods!.credentialTest![String(testedBy)];
	const credential = { data: node.credential } as ICredentialsDecrypted;
	return await test.call(new CredentialTestContext(additionalData), credential);
}

/** A call of a webhook, as it comes over the wire. */
export interface WebhookCall {
	rawBody: Buffer;
	headers: Record<string, string>;
	query: Record<string, string>;
}

/**
 * Calls the webhook of a trigger in n8n's own context.
 * @returns what n8n starts the workflow with, and the HTTP status of the answer
 */
export async function callTrigger(
	node: NodeUnderTest,
	parameters: Parameters,
	call: WebhookCall,
	settings: Partial<INode> = {},
): Promise<IWebhookResponseData & { status: number }> {
	const { workflow, additionalData } = wire(node, parameters, 'stopWorkflow', settings);
	let status = 200;
	const answer = {
		status(code: number) {
			status = code;
			return answer;
		},
		send: () => answer,
	};
	Object.assign(additionalData, {
		httpRequest: { ...call, params: {}, readRawBody: async () => {} },
		httpResponse: answer,
	});
	const context = new WebhookContext(
		workflow,
		workflow.getNode('Node')!,
		additionalData,
		'webhook',
		{ webhookDescription: node.type.description.webhooks![0] } as IWebhookData,
		[],
		null,
	);
	return { ...(await node.type.webhook!.call(context)), status };
}

export function wire(
	{ type, credentialType, credential }: NodeUnderTest,
	parameters: Parameters,
	onError: OnError,
	settings: Partial<INode> = {},
) {
	const credentialName = credentialType.name;
	const nodes: INode[] = [
		{ id: '1', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: '2',
			name: 'Node',
			type: 'underTest',
			typeVersion: 1,
			position: [200, 0],
			parameters: parameters as INode['parameters'],
			credentials: { [credentialName]: { id: '1', name: 'My account' } },
			onError,
			...settings,
		},
	];
	const nodeTypes: INodeTypes = {
		getByName: (name) => (name === 'start' ? start : type),
		getByNameAndVersion: (name) => (name === 'start' ? start : type),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'test',
		nodes,
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: {},
	});
	const url = 'http://localhost:5678/';
	const additionalData = {
		hooks: new ExecutionLifecycleHooks('manual', '1', {} as never),
		credentialsHelper: {
			getParentTypes: () => [],
			getDecrypted: async () => credential,
			preAuthentication: async () => undefined,
			isCredentialUsableByNode: () => true,
			authenticate: async (
				values: ICredentialDataDecryptedObject,
				_type: string,
				request: IHttpRequestOptions,
			) => await signed(request, credentialType, values),
		},
		webhookBaseUrl: url,
		instanceBaseUrl: url,
		restApiUrl: url,
		webhookWaitingBaseUrl: url,
		formWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		variables: {},
		userId: 'user',
		setExecutionStatus: () => {},
		externalSecretsProxy: {},
		executionId: '7',
		currentNodeParameters: parameters,
	} as unknown as IWorkflowExecuteAdditionalData;
	return { workflow, additionalData };
}

/** Signs a request as n8n's own helper does; other packages declare their headers. */
async function signed(
	request: IHttpRequestOptions,
	{ authenticate }: ICredentialType,
	values: ICredentialDataDecryptedObject,
): Promise<IHttpRequestOptions> {
	if (typeof authenticate === 'function') return await authenticate(values, request);
	const declared = Object.entries(authenticate?.properties.headers ?? {});
	const headers = declared.map(([name, template]) => [
		name,
		String(template).replace(/^=\{\{\s*\$credentials\.(\w+)\s*\}\}$/, (_, field: string) =>
			String(values[field]),
		),
	]);
	return { ...request, headers: { ...request.headers, ...Object.fromEntries(headers) } };
}
