import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { EVENT_NAMES } from '../../../nodes/shared/contract/event';
import type { Inbound, WebhookEndpoint } from '../../../nodes/shared/contract/inbound';
import {
	createWebhook,
	deleteWebhook,
	webhookExists,
} from '../../../nodes/shared/webhook/registration';
import { derivedSecret } from '../../../nodes/shared/webhook/secrets';
import { acme } from '../../support/n8n/acme';

const URL = 'https://n8n.example/webhook/abc/webhook';

const nodeWith = (parameters: IDataObject, credential: IDataObject = {}) =>
	({
		getNode: () => ({
			id: 'node',
			name: 'Trigger',
			credentials: { acmeApi: { name: 'My account' } },
		}),
		getWorkflow: () => ({ id: 'workflow' }),
		getCredentials: async () => credential,
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getNodeWebhookUrl: () => URL,
	}) as unknown as IHookFunctions;

/** A provider that is asked to register, and by what. */
function registering(exists = false) {
	const calls: Array<[string, WebhookEndpoint]> = [];
	const note = (name: string) => async (_node: IHookFunctions, endpoint: WebhookEndpoint) => {
		calls.push([name, endpoint]);
		return exists;
	};
	const inbound = {
		provider: acme,
		derivesSecretFrom: ({ apiKey }) => String(apiKey),
		registration: {
			exists: note('exists'),
			create: async (node, endpoint) => void (await note('create')(node, endpoint)),
			remove: async (node, endpoint) => void (await note('remove')(node, endpoint)),
		},
	} as Partial<Inbound> as Inbound;
	return { inbound, calls };
}

const byHand = { provider: acme } as Inbound;

test('the provider is told our address, the events and a secret that is derived from its key', async () => {
	const { inbound, calls } = registering();
	const node = nodeWith({ events: ['message.received'] }, { apiKey: 'key' });
	expect(await webhookExists(node, inbound)).toBe(false);
	expect(await createWebhook(node, inbound)).toBe(true);
	expect(await deleteWebhook(node, inbound)).toBe(true);
	const endpoint = {
		url: URL,
		secret: derivedSecret('key', 'workflow', 'node'),
		events: ['message.received'],
	};
	expect(calls).toEqual([
		['exists', endpoint],
		['create', endpoint],
		['remove', endpoint],
	]);
});

test('messages are asked for beside whatever the workflow listens to: answers are among them', async () => {
	const { inbound, calls } = registering();
	await createWebhook(nodeWith({ events: ['message.status'] }, { apiKey: 'key' }), inbound);
	expect(calls[0][1].events).toEqual(['message.status', 'message.received']);
});

test('all events are asked for by their names', async () => {
	const { inbound, calls } = registering(true);
	expect(await webhookExists(nodeWith({ events: ['*'] }, { apiKey: 'key' }), inbound)).toBe(true);
	expect(calls[0][1].events).toBe(EVENT_NAMES);
});

test('what is entered by hand counts as there', async () => {
	const { inbound, calls } = registering();
	const node = nodeWith({ registration: 'byHand' }, { webhookSecret: 'own' });
	for (const each of [inbound, byHand]) {
		expect(await webhookExists(node, each)).toBe(true);
		expect(await createWebhook(node, each)).toBe(true);
		expect(await deleteWebhook(node, each)).toBe(true);
	}
	expect(calls).toEqual([]);
});

test.each([
	['by hand, without a secret of the credential', byHand, {}, {}],
	['registered, without a key', registering().inbound, {}, { apiKey: '', webhookSecret: 'own' }],
	[
		'by hand, where only a secret could be derived',
		registering().inbound,
		{ registration: 'byHand' },
		{ apiKey: 'key' },
	],
])('no secret, no start: %s', async (_name, inbound, parameters, credential) => {
	await expect(createWebhook(nodeWith(parameters, credential), inbound)).rejects.toMatchObject({
		message: expect.stringMatching(
			/^Without a secret, anybody could start this workflow\. Open the credential "My account"/,
		),
		description: expect.stringContaining('#missing-secret'),
		failure: { cause: 'configuration-invalid' },
	});
});

test('unless whoever calls is welcome', async () => {
	const node = nodeWith({ 'options.acceptUnsigned': true });
	expect(await createWebhook(node, byHand)).toBe(true);
});
