import type { IHookFunctions } from 'n8n-workflow';
import { EVENT_NAMES } from '../contract/event';
import type { Inbound, Registration, WebhookEndpoint } from '../contract/inbound';
import { errorSaying } from '../outcome/nodeError';
import { chosenEvents } from './filter';
import { secretsOf } from './secrets';

interface Registered {
	endpoint: WebhookEndpoint;
	/** Absent: the person enters the address at the provider. */
	registration?: Registration;
}

/** @throws NodeOperationError where nothing could prove a call: no secret, no start */
async function prepare(node: IHookFunctions, inbound: Inbound): Promise<Registered> {
	const byHand = node.getNodeParameter('registration', 'automatic') === 'byHand';
	const registration = byHand ? undefined : inbound.registration;
	const credentials = await node.getCredentials(inbound.provider.credential);
	const { own, derived } = secretsOf(node, inbound, credentials);
	const secret = registration ? derived : own;
	if (!secret && node.getNodeParameter('options.acceptUnsigned', false) !== true) {
		throw noSecret(node, inbound);
	}
	const events = chosenEvents(node.getNodeParameter('events', []));
	return {
		registration,
		endpoint: {
			url: String(node.getNodeWebhookUrl('default')),
			secret,
			// Answers to questions of Send and Wait are messages, whatever the workflow listens to.
			events:
				events === 'all' ? EVENT_NAMES : [...new Set([...events, 'message.received' as const])],
		},
	};
}

const noSecret = (node: IHookFunctions, { provider: { credential, displayName } }: Inbound) =>
	errorSaying(
		`Without a secret, anybody could start this workflow. Open the credential "${node.getNode().credentials?.[credential]?.name ?? displayName}" and fill in 'Webhook Secret', or turn on the option 'Accept Unsigned Requests'.`,
		'missing-secret',
		node.getNode(),
		{ failure: { cause: 'configuration-invalid' } },
	);

/** What is entered by hand counts as there. */
export async function webhookExists(node: IHookFunctions, inbound: Inbound): Promise<boolean> {
	const { registration, endpoint } = await prepare(node, inbound);
	return registration ? await registration.exists(node, endpoint) : true;
}

export async function createWebhook(node: IHookFunctions, inbound: Inbound): Promise<boolean> {
	const { registration, endpoint } = await prepare(node, inbound);
	await registration?.create(node, endpoint);
	return true;
}

export async function deleteWebhook(node: IHookFunctions, inbound: Inbound): Promise<boolean> {
	const { registration, endpoint } = await prepare(node, inbound);
	await registration?.remove(node, endpoint);
	return true;
}
