import { randomUUID } from 'node:crypto';
import type { SandboxMessage } from '../../../sandbox/conversations';
import type { N8nClient, NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { SHARED_MEMORY } from '../n8n/sharedMemory';
import type { Inbox } from '../sandbox/inbox';
import { until } from '../stack/until';
import { callWebhook } from '../stack/webhookCall';
import { credentialOf } from './credentialOf';
import { node, webhook, workflowOf } from './deliveryWorkflows';
import { after } from './triggerWorkflow';

type Json = Record<string, unknown>;

/** The name of the node that asks. */
export const ASK = 'Ask';

const SECONDS = 30;

/** The node that asks through AIsoule whom it is told, with buttons, as a person sets it up. */
export const asker = (parameters: Json = {}, differences: Partial<NodeJson> = {}): NodeJson => ({
	...node(ASK, '', 2, {
		operation: 'sendAndWait',
		recipient: '={{ $json.body.to }}',
		message: '={{ $json.body.text }}',
		responseType: 'approval',
		answerBy: 'buttons',
		options: {},
		...parameters,
	}),
	type: 'n8n-nodes-whatsapp-gateways.aisouleSend',
	credentials: {
		...credentialOf('aisoule'),
		...((parameters.options as Json | undefined)?.sharedMemory === true && SHARED_MEMORY),
	},
	...differences,
});

/** Answers at once: the rest takes until somebody answers. */
export const startedBy = (path: string) => {
	const { parameters, ...start } = webhook(path);
	return { ...start, parameters: { ...parameters, responseMode: 'onReceived' } };
};

/** Where questions are asked and answered. */
export interface Asking {
	n8n: N8nClient;
	/** Of what takes webhooks: n8n itself, or its webhook process. */
	webhookUrl: string;
	inbox: Inbox;
	credentialIds: Record<string, string>;
}

/** A question that went out. */
export interface Asked {
	executionId: string;
	to: string;
	message: SandboxMessage;
}

/** A workflow that asks whom it is told, and goes on with the answer. */
export interface AskingWorkflow {
	workflowId: string;
	/** Starts an execution. */
	post(body: Json): Promise<void>;
	/** The same, one at a time; returns its ID. */
	start(body: Json): Promise<string>;
	/** Starts one, and waits for its message. @param more in the body of the call */
	ask(to: string, text: string, more?: Json): Promise<Asked>;
	/** The same, until it waits for the answer. */
	askAndWait(to: string, text: string, more?: Json): Promise<Asked>;
}

/**
 * @param nodes between the start and what goes on with the answer
 * @param connections of those that another node follows than the next
 */
export async function openAsking(
	{ n8n, webhookUrl, inbox, credentialIds }: Asking,
	nodes = [asker()],
	connections: WorkflowJson['connections'] = {},
): Promise<AskingWorkflow> {
	const path = randomUUID();
	const workflow = workflowOf(path, [startedBy(path), ...nodes, after()]);
	const workflowId = await n8n.importWorkflow(
		{ ...workflow, connections: { ...workflow.connections, ...connections } },
		credentialIds,
	);
	await n8n.activate(workflowId);
	const newest = async () => (await n8n.executionsOf(workflowId, 1))[0];
	const post = async (body: Json) => void (await callWebhook(webhookUrl, path, body));
	const ask = async (to: string, text: string, more: Json = {}): Promise<Asked> => {
		await post({ to, text, ...more });
		const message = await untilAsked(inbox, to, text);
		return { executionId: executionIn(message), to, message };
	};
	return {
		workflowId,
		post,
		async start(body) {
			const before = await newest();
			await post(body);
			await until(SECONDS, async () => (await newest()) !== before, 'an execution');
			return await newest();
		},
		ask,
		async askAndWait(to, text, more) {
			const asked = await ask(to, text, more);
			await untilWaiting(n8n, asked.executionId);
			return asked;
		},
	};
}

/** The last message to somebody that begins with these words, once it is there. */
export async function untilAsked(inbox: Inbox, to: string, text: string): Promise<SandboxMessage> {
	const find = async () =>
		(await inbox.messages()).findLast(
			({ direction, content }) => direction === 'outgoing' && isAbout(content, to, text),
		);
	await until(SECONDS, async () => (await find()) !== undefined, `"${text}" to ${to}`);
	return (await find())!;
}

const isAbout = ({ to, text }: SandboxMessage['content'], recipient: string, words: string) =>
	to === recipient && text?.startsWith(words) === true;

export const statusOf = async (n8n: N8nClient, executionId: string) =>
	(await n8n.rest<{ status: string }>('GET', `/executions/${executionId}`)).status;

export const untilWaiting = async (n8n: N8nClient, executionId: string) =>
	await until(SECONDS, async () => (await statusOf(n8n, executionId)) === 'waiting');

/** The buttons below a message, as they are tapped. */
export const buttonsOf = ({ content }: SandboxMessage) =>
	('card' in content ? content.card.buttons : []).map(({ label, tap }) => ({
		title: label,
		...tap,
	}));

/** What the buttons of a message carry. */
export const referencesOf = (message: SandboxMessage) =>
	buttonsOf(message).flatMap((button) =>
		'id' in button ? button.id : 'payload' in button ? button.payload : [],
	);

/** Where a message leads to. */
export function linkIn({ content }: SandboxMessage): string {
	const [link] = /https?:\S+/.exec(content.text ?? '') ?? [];
	if (link === undefined) throw new Error(`There is no link in "${content.text}".`);
	return link;
}

/** The execution that waits for the answer: its ID is in the buttons, or in the link. */
export function executionIn(message: SandboxMessage): string {
	const [reference] = referencesOf(message);
	return reference?.split('.')[1] ?? new URL(linkIn(message)).pathname.split('/').at(-2)!;
}
