import { randomUUID } from 'node:crypto';
import type { NodeJson } from '../../scripts/n8nClient';
import {
	AISOULE_WEBHOOK_SECRET,
	sandboxCredentials,
	VAMBE_WEBHOOK_SECRET,
} from '../../scripts/sandboxCredentials';
import { node } from './deliveryWorkflows';
import type { Inbox } from './inbox';

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

/** What a person enters at the two providers that do not register. */
export async function enterByHand(inbox: Inbox, provider: string, url: string): Promise<void> {
	if (provider === 'vambe')
		await inbox.enter('vambe', { url: `${url}?secret=${VAMBE_WEBHOOK_SECRET}` });
	if (provider === 'aisoule') await inbox.enter('aisoule', { url, secret: AISOULE_WEBHOOK_SECRET });
}
