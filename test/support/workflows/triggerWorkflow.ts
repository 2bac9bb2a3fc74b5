import { createHmac, randomUUID } from 'node:crypto';
import { WEBHOOK_SECRET as AISOULE_WEBHOOK_SECRET } from '../../../sandbox/aisoule/account';
import type { Execution, N8nClient, NodeJson } from '../../../scripts/n8n/n8nClient';
import { partOf } from '../../providers/providers';
import { credentialOf } from './credentialOf';
import { SHARED_MEMORY } from '../n8n/sharedMemory';
import { node } from './deliveryWorkflows';
import type { Inbox } from '../sandbox/inbox';
import { until } from '../stack/until';

export const TRIGGER = 'WhatsApp Gateway Trigger';

/** The node behind the trigger, which runs only for what is new. */
export const AFTER = 'After';

interface TriggerParameters {
	/** Where it is not the one that `npm start` creates. */
	credentialName?: string;
	options?: Record<string, unknown>;
	[parameter: string]: unknown;
}

/** The trigger as a person sets it up, listening to everything. */
export function trigger(
	provider: string,
	{ credentialName, ...parameters }: TriggerParameters = {},
): NodeJson {
	return {
		...node(TRIGGER, '', 2, { provider, events: ['*'], ...parameters }),
		type: 'n8n-nodes-whatsapp-gateways.whatsAppGatewayTrigger',
		webhookId: randomUUID(),
		credentials: {
			...credentialOf(provider, credentialName),
			...(parameters.options?.sharedMemory === true && SHARED_MEMORY),
		},
	};
}

export const after = (): NodeJson => node(AFTER, 'noOp', 1);

/**
 * What a person enters at a provider that n8n does not register its address at.
 * @param provider as a node has it; nothing where it is the default of earlier triggers, which registers
 * itself, and where the node waits for something else
 */
export async function enterByHand(inbox: Inbox, provider: unknown, url: string): Promise<void> {
	if (provider === undefined) return;
	const { enteredByHand, players } = partOf(String(provider), 'samples').webhook;
	if (enteredByHand) await inbox.enter(players[0].server, enteredByHand(url));
}

/** Where n8n takes the calls of the provider. */
export const productionUrl = (url: string, { webhookId }: NodeJson) =>
	`${url}/webhook/${webhookId}/webhook`;

/** A message with this id, as AIsoule tells of it. */
export async function tellAsAisoule(
	url: string,
	id: string,
	{ from = '+56912345678', text = id } = {},
): Promise<void> {
	const data = { message_id: id, from, type: 'text', text };
	const body = JSON.stringify({ event: 'message.incoming', data });
	const signature = createHmac('sha256', AISOULE_WEBHOOK_SECRET).update(body).digest('hex');
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-webhook-signature': signature },
		body,
	});
	await response.arrayBuffer();
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

/** The executions of a workflow, when there are as many and all have ended. */
export async function endedExecutions(
	n8n: N8nClient,
	workflowId: string,
	count: number,
): Promise<Execution[]> {
	let ids: string[] = [];
	await until(120, async () => {
		ids = await n8n.executionsOf(workflowId, 100);
		return ids.length >= count;
	});
	return await Promise.all(ids.map(async (id) => await n8n.untilEnded(id)));
}

/** The events that the node behind the trigger got. */
export const passedOn = (executions: Execution[]) =>
	executions.flatMap((execution) => execution.outputOf(AFTER));
