import { randomUUID } from 'node:crypto';
import type { NodeJson } from '../../scripts/n8nClient';
import { sandboxCredentials } from '../../scripts/sandboxCredentials';
import { node } from './deliveryWorkflows';

export const TRIGGER = 'WhatsApp Gateway Trigger';

/** The node behind the trigger, which runs only for what is new. */
export const AFTER = 'After';

const CREDENTIALS = {
	aisoule: 'aisouleApi',
	evolution: 'evolutionServerApi',
	vambe: 'vambeApi',
	vobiz: 'vobizMessagingApi',
};

/** The trigger as a person sets it up, listening to everything. */
export function trigger(
	provider: keyof typeof CREDENTIALS,
	{ credentialName, ...parameters }: Record<string, unknown> = {},
): NodeJson {
	const type = CREDENTIALS[provider];
	const { name } = sandboxCredentials('').find((known) => known.type === type)!;
	return {
		...node(TRIGGER, '', 2, { provider, events: ['*'], ...parameters }),
		type: 'n8n-nodes-whatsapp-gateways.whatsAppGatewayTrigger',
		webhookId: randomUUID(),
		credentials: { [type]: { name: String(credentialName ?? name) } },
	};
}

export const after = (): NodeJson => node(AFTER, 'noOp', 1);
