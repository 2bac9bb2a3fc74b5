import { randomUUID } from 'node:crypto';
import type { N8nClient, NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { credentialOf } from './credentialOf';
import { located } from '../n8n/located';
import { SHARED_MEMORY } from '../n8n/sharedMemory';

export const START = 'When clicking ‘Execute workflow’';

/** The name of the node of ours in every workflow. */
export const SEND = 'Send';

type Json = Record<string, unknown>;

/** What differs from a node that sends `text` to `to` of every item. */
interface Differences extends Partial<NodeJson> {
	options?: Json;
}

const TEXT = { recipient: '={{ $json.to }}', messageText: '={{ $json.text }}' };

const providers = {
	vambe: {
		type: 'vambeTicket',
		parameters: {
			operation: 'open',
			channel: located('={{ $json.channel ?? "1001" }}'),
			stage: located('stage_initial_001'),
			firstMessage: 'text',
			...TEXT,
		},
	},
	vobiz: {
		type: 'vobizSend',
		parameters: {
			operation: 'send',
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			messageType: 'text',
			...TEXT,
		},
	},
	aisoule: {
		type: 'aisouleSend',
		parameters: { operation: 'send', messageType: 'text', ...TEXT },
	},
};

/** A node of n8n's own, or a whole type of another package. */
export const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Json = {},
): NodeJson => ({
	id: randomUUID(),
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
	position: [0, 0],
});

/** The node that sends, as a person sets it up. */
export function sender(
	provider: keyof typeof providers,
	{ options = {}, parameters, ...differences }: Differences = {},
): NodeJson {
	const { type, parameters: usual } = providers[provider];
	return {
		...node(SEND, type, 1, { ...usual, ...parameters, options }),
		type: `n8n-nodes-whatsapp-gateways.${type}`,
		credentials: { ...credentialOf(provider), ...(options.sharedMemory === true && SHARED_MEMORY) },
		...differences,
	};
}

/** Retry On Fail, as a person sets it. */
export const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

/** Answers with what comes out at the end of the workflow. */
export const webhook = (path: string) => ({
	...node('Webhook', 'webhook', 2.1, {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'allEntries',
		options: {},
	}),
	webhookId: randomUUID(),
});

export const startWith = (): NodeJson => node(START, 'manualTrigger', 1);

/** A workflow whose nodes follow one another, unless connections say otherwise. */
export const workflowOf = (
	name: string,
	nodes: NodeJson[],
	more: Partial<WorkflowJson> = {},
): WorkflowJson => ({
	name,
	nodes,
	connections: Object.fromEntries(
		nodes.slice(1).map((next, index) => [nodes[index].name, to(next.name)]),
	),
	settings: { executionOrder: 'v1' },
	...more,
});

/** Connections of one node: to one node after the other, by output. */
export const to = (...outputs: Array<string | string[]>) => ({
	main: outputs.map((names) =>
		[names].flat().map((name) => ({ node: name, type: 'main', index: 0 })),
	),
});

/** Items for the manual trigger. */
export const pinned = (items: Json[]): Partial<WorkflowJson> => ({
	pinData: { [START]: items.map((json) => ({ json })) },
});

/** Changes the parameters of the node that sends, and saves the workflow. */
export async function changeSender(n8n: N8nClient, workflowId: string, parameters: Json) {
	const workflow = await n8n.rest<WorkflowJson>('GET', `/workflows/${workflowId}`);
	const nodes = workflow.nodes.map((saved) =>
		saved.name === SEND ? { ...saved, parameters: { ...saved.parameters, ...parameters } } : saved,
	);
	await n8n.rest('PATCH', `/workflows/${workflowId}`, { ...workflow, nodes });
}
