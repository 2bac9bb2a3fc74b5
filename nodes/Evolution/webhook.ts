import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import type { EventName } from '../shared/contract/event';
import type { Registration, WebhookEndpoint } from '../shared/contract/inbound';
import { webhookFailed, type Verdict, type VerdictTable } from '../shared/contract/verdict';
import { withoutLogin } from '../shared/http/baseUrl';
import { requestOrThrow } from '../shared/http/requestOrThrow';
import { at, listOf, textOf } from '../shared/lib/jsonAccess';
import { errorSaying } from '../shared/outcome/nodeError';
import { isSameEndpoint, isSameNode } from '../shared/webhook/endpoint';
import type { ApiVersion } from './apiVersion';
import { evolution } from './evolution';
import { warnOfMixedUpSenders } from './senders';

/** What version 2 sends along with every call. */
export const SECRET_HEADER = 'x-webhook-secret';

const unclear: Verdict = {
	...webhookFailed,
	code: 'no-usable-answer',
	reason: 'The Evolution server did not answer as expected when the webhook was set up',
	whatToDo:
		'Check the server URL in the credential "{credential}", then activate the workflow again.',
	failure: { cause: 'temporarily-unavailable' },
};

const verdicts: VerdictTable = {
	400: {
		...webhookFailed,
		code: 'n8n-unreachable',
		reason: 'The Evolution server did not accept the webhook',
		whatToDo:
			'Check that N8N_WEBHOOK_URL of your n8n (WEBHOOK_URL in older versions) is an address that the server can reach.',
		failure: { cause: 'configuration-invalid' },
	},
};

/** The server's names; version 1 refuses the whole request for one that it does not know. */
const NAMES: Record<EventName, string[]> = {
	'message.received': ['MESSAGES_UPSERT'],
	'message.sent': ['MESSAGES_UPSERT', 'SEND_MESSAGE'],
	'message.status': ['MESSAGES_UPDATE'],
	// Edited and deleted messages come as messages too, in the phone's protocol.
	'message.edited': ['MESSAGES_EDITED', 'SEND_MESSAGE_UPDATE', 'MESSAGES_UPSERT'],
	'message.deleted': ['MESSAGES_DELETE', 'MESSAGES_UPDATE', 'MESSAGES_UPSERT'],
	'contact.created': ['CONTACTS_UPSERT'],
	'contact.updated': ['CONTACTS_UPSERT', 'CONTACTS_UPDATE'],
	'ticket.created': [],
	'ticket.updated': [],
	'ticket.closed': [],
	'stage.changed': [],
	'connection.changed': ['CONNECTION_UPDATE', 'QRCODE_UPDATED', 'LOGOUT_INSTANCE'],
	call: ['CALL'],
	other: ['CHATS_UPSERT', 'CHATS_UPDATE', 'PRESENCE_UPDATE', 'GROUPS_UPSERT', 'GROUP_UPDATE'],
};

const ONLY_V2 = ['LOGOUT_INSTANCE', 'MESSAGES_EDITED', 'SEND_MESSAGE_UPDATE'];

const namesOf = (events: readonly EventName[], version: ApiVersion) =>
	[...new Set(events.flatMap((event) => NAMES[event]))]
		.filter((name) => version === 'v2' || !ONLY_V2.includes(name))
		.sort();

const instanceOf = (node: IHookFunctions) =>
	encodeURIComponent(
		String(node.getNodeParameter('instance', undefined, { extractValue: true }) ?? ''),
	);

/** Columns of the table that version 2 keeps webhooks in. */
const ONLY_IN_V2 = ['id', 'instanceId', 'webhookByEvents'];

/**
 * GET /webhook/find/{instance}: without one, {} in version 1 and `null` in version 2. So it
 * shows the version too, which GET / does only once it has reached web.whatsapp.com.
 */
async function registered(node: IHookFunctions) {
	const path = `/webhook/find/${instanceOf(node)}`;
	const { body } = await requestOrThrow(
		node,
		evolution,
		{ method: 'GET', path },
		{ unclear, needsBody: true },
	);
	const isV2 = body === null || ONLY_IN_V2.some((column) => at(body, column) !== undefined);
	const version: ApiVersion = isV2 ? 'v2' : 'v1';
	const url = textOf(at(body, 'url'));
	if (url === null || at(body, 'enabled') === false) return { version };
	const events = listOf(at(body, 'events')).map(String).sort();
	return { version, current: { url, events, secret: textOf(at(body, 'headers', SECRET_HEADER)) } };
}

/** Version 1 has no headers of ours, so that the secret has to be in the address. */
const addressFor = ({ url, secret }: WebhookEndpoint, version: ApiVersion) =>
	version === 'v1' ? `${url}?secret=${secret}` : url;

/** POST /webhook/set/{instance}: flat in version 1, nested in version 2; what is left out stays as it was. */
async function set(node: IHookFunctions, version: ApiVersion, webhook: Settings) {
	const { enabled, url, headers, base64, events } = webhook;
	const body: IDataObject =
		version === 'v1'
			? { enabled, url, events, webhook_by_events: false, webhook_base64: base64 }
			: { webhook: { enabled, url, headers, byEvents: false, base64, events } };
	const path = `/webhook/set/${instanceOf(node)}`;
	await requestOrThrow(node, evolution, { method: 'POST', path, body }, { unclear, verdicts });
}

interface Settings {
	enabled: boolean;
	url: string;
	headers: Record<string, string>;
	base64: boolean;
	events: string[];
}

/** Less what may be a secret in it. */
const shown = (url: string) => withoutLogin(url).replace(/[?#].*$/, '');

/**
 * An instance has one webhook: its address shows whose it is. Sources: the server's code and
 * recordings of 1.8.6 and 2.3.6.
 */
export const registration: Registration = {
	async exists(node, endpoint) {
		const { version, current } = await registered(node);
		return (
			current?.url === addressFor(endpoint, version) &&
			// Another one where the key in the credential was changed.
			(version === 'v1' || current.secret === endpoint.secret) &&
			current.events.join() === namesOf(endpoint.events, version).join()
		);
	},
	async create(node, endpoint) {
		const { version, current } = await registered(node);
		if (current && !isSameEndpoint(current.url, endpoint.url)) {
			requirePermission(node, current.url, endpoint);
		}
		const settings = {
			enabled: true,
			url: addressFor(endpoint, version),
			headers: { [SECRET_HEADER]: endpoint.secret },
			base64: node.getNodeParameter('options.downloadMedia', false) === true,
			events: namesOf(endpoint.events, version),
		};
		await set(node, version, settings).catch(async (error: Error) => {
			if (version === 'v1' || !isAboutEvents(error)) throw error;
			await set(node, version, { ...settings, events: namesOf(endpoint.events, 'v1') });
		});
		if (version === 'v2') await warnOfMixedUpSenders(node);
	},
	async remove(node, endpoint) {
		const { version, current } = await registered(node);
		// Somebody else's by now, or nobody's.
		if (!current || !isSameEndpoint(current.url, endpoint.url)) return;
		await set(node, version, {
			enabled: false,
			url: endpoint.url,
			headers: {},
			base64: false,
			events: [],
		});
	},
};

/** The first servers of version 2 know fewer events, and refuse the whole request for one that they do not know. */
const isAboutEvents = ({ message }: Error) => /events.* not one of enum values/.test(message);

/** @throws NodeOperationError where the address that the instance calls now may not be replaced */
function requirePermission(node: IHookFunctions, current: string, { url }: WebhookEndpoint) {
	const isTest = node.getActivationMode() === 'manual';
	const isOurs = isSameNode(current, url);
	// The address of a test that is over, or nearly.
	if (isOurs && !isTest) return;
	if (!isOurs && node.getNodeParameter('replaceWebhook', false) === true) return;
	throw errorSaying(
		isOurs
			? 'This workflow is active, and an Evolution instance calls only one address: a test would take it away from the active workflow. Deactivate the workflow for the test, or look at its executions.'
			: `This instance already calls another address: ${shown(current)}. An instance has only one. Remove that one in the manager of the Evolution server, or turn on 'Replace Existing Webhook'.`,
		'webhook-in-use',
		node.getNode(),
		{ failure: { cause: 'configuration-invalid' } },
	);
}
