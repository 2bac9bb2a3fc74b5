import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MEDIA_TYPES, type Content, type MediaType, type MessageContent } from '../conversations';
import { formatSchemaError } from '../http/formatSchemaError';
import { Refusal, refuseWith } from '../http/refusal';
import { listAt, textAt } from '../lib/jsonAccess';
import { conversationWith, digitsOf } from '../lib/recipient';
import { timestamp } from '../lib/timestamp';
import { uuidOf } from '../lib/uuid';
import { operationOf, type ProviderState, type SandboxProvider } from '../provider';
import { AUTH_ID, AUTH_TOKEN, channels, templates } from './account';
import { contactOperations } from './contactOperations';
import { Contacts } from './contacts';
import { contactIdOf, conversationIdOf, phoneNumberIdOf } from './ids';
import { inbound } from './inbound';
import { filled, misfit } from './templateFilling';
import { threadOperations } from './threadOperations';
import { webhookOperations } from './webhooks';

/** The body of `sendMessage`, once the OpenAPI part has passed it. */
interface SendMessage {
	channel_id: string;
	waba_id: string;
	to: string;
	type: 'text' | 'template' | MediaType;
	text?: object;
	media?: object;
	template?: { name: string; language: { code: string }; components?: object[] };
}

type TemplatesRequest = FastifyRequest<{
	Params: { channelId: string };
	Querystring: { status?: string; page?: string; limit?: string };
}>;

const OPENED = '2026-01-05T08:00:00Z';

const FAULTS: Record<number, string> = {
	400: 'Missing or invalid fields',
	401: 'Missing or invalid authentication credentials',
	402: 'Insufficient balance',
	403: 'Insufficient permissions for this channel',
	429: 'Too many requests',
	500: 'Internal server error',
};

/** To whom the busy channel has said no already. */
const turnedAway = new Set<string>();

const channelOf = (channelId: unknown) => channels.find(({ id }) => id === channelId);

function permittedChannel(channelId: string) {
	const channel = channelOf(channelId);
	if (!channel) throw new Refusal(404, 'Channel not found');
	if (channel.answers === 403) throw new Refusal(403, FAULTS[403]);
	return channel;
}

async function sendMessage({ body }: FastifyRequest<{ Body: SendMessage }>, reply: FastifyReply) {
	const { to, type } = body;
	const channel = permittedChannel(body.channel_id);
	if (channel.waba_id !== body.waba_id) {
		throw new Refusal(400, `waba_id ${body.waba_id} does not belong to channel ${channel.id}`);
	}
	if (channel.answers) throw fault(channel.answers);
	if (channel.busy && !turnedAway.delete(to)) {
		turnedAway.add(to);
		throw fault(429);
	}
	if (body.template) requireFit(channel.waba_id, body.template);

	return await reply.status(201).send({
		id: randomUUID(),
		account_id: AUTH_ID,
		channel_id: channel.id,
		contact_id: contactIdOf(to),
		conversation_id: conversationIdOf(channel.id, to),
		direction: 'outbound',
		type,
		status: 'pending',
		content: JSON.stringify(body.text ?? body.media ?? body.template),
		meta_message_id: null,
		created_at: timestamp(new Date()),
	});
}

const fault = (status: number) =>
	new Refusal(status, FAULTS[status], status === 429 ? { 'retry-after': '1' } : {});

function requireFit(wabaId: string, sent: NonNullable<SendMessage['template']>) {
	const { name, language, components = [] } = sent;
	const template = templateOf(wabaId, name, language.code);
	if (!template) {
		throw new Refusal(
			400,
			`(#132001) Template name does not exist in the translation: template name (${name}) does not exist in ${language.code}`,
		);
	}
	if (template.status !== 'APPROVED') {
		throw new Refusal(400, `Template ${name} (${language.code}) is ${template.status}`);
	}
	const wrong = misfit(template, components);
	if (wrong) throw new Refusal(400, wrong);
}

const templateOf = (wabaId: unknown, name: unknown, language: unknown) =>
	templates.find(
		(known) => known.waba_id === wabaId && known.name === name && known.language === language,
	);

async function listTemplates({ params, query }: TemplatesRequest) {
	const channel = permittedChannel(params.channelId);
	const page = Number(query.page ?? 1);
	const limit = Number(query.limit ?? 20);
	const found = templates
		.filter(({ waba_id }) => waba_id === channel.waba_id)
		.filter(({ status }) => !query.status || status === query.status);
	const items = found
		.slice((page - 1) * limit, page * limit)
		.map(({ components, ...template }) => ({
			id: uuidOf(`vobiz template ${template.name} ${template.language} ${channel.id}`),
			account_id: AUTH_ID,
			channel_id: channel.id,
			meta_template_id: digitsOf(uuidOf(`${template.name} ${template.language}`)).slice(0, 15),
			...template,
			components: { components },
			quality_score: 'UNKNOWN',
			created_at: OPENED,
			updated_at: OPENED,
		}));
	return { items, total: found.length, page, limit, has_more: page * limit < found.length };
}

/** By their `operationId` in openapi.yaml. */
const operationsWith = (state: ProviderState) => ({
	...webhookOperations(state.webhooks),
	...contactOperations(new Contacts(state.conversations)),
	...threadOperations(state),
	sendMessage,
	listTemplates,
	listChannels: async () => ({
		items: channels.map(({ id, waba_id, phone_number, display_name }) => ({
			id,
			account_id: AUTH_ID,
			waba_id,
			phone_number_id: phoneNumberIdOf(id),
			phone_number,
			number_onboarding_mode: 'byon',
			number_provider: 'external',
			number_order_id: null,
			verification_status: 'verified',
			display_name,
			business_profile: null,
			status: 'active',
			created_at: OPENED,
			updated_at: OPENED,
		})),
	}),
});

function contentOf(request: FastifyRequest): MessageContent | null {
	if (operationOf(request) !== 'sendMessage') return null;
	const { body } = request;
	const to = conversationWith(textAt(body, 'to'));
	const channelId = textAt(body, 'channel_id');
	return {
		to,
		contactName: null,
		contactId: to && contactIdOf(to),
		sender: channelOf(channelId)?.display_name ?? `Channel ${channelId}`,
		...contentOfBody(body),
	};
}

function contentOfBody(body: unknown): Content & { text: string | null } {
	const type = textAt(body, 'type');
	if (type === 'text') return { type, text: textAt(body, 'text', 'body') };
	if (type === 'template') return templateContent(body);
	const kind = MEDIA_TYPES.find((known) => known === type);
	if (!kind) return { type: 'unreadable', text: null };
	const media = {
		kind,
		link: textAt(body, 'media', 'link'),
		id: textAt(body, 'media', 'id'),
		filename: textAt(body, 'media', 'filename'),
	};
	return { type: kind, media, text: textAt(body, 'media', 'caption') };
}

function templateContent(body: unknown): Content & { text: string | null } {
	const name = textAt(body, 'template', 'name');
	const language = textAt(body, 'template', 'language', 'code');
	const template = templateOf(textAt(body, 'waba_id'), name, language);
	const shown = template
		? filled(template, listAt(body, 'template', 'components'))
		: { text: null, card: { header: null, footer: null, buttons: [], list: null } };
	return { type: 'template', templateId: name, language, ...shown };
}

/** The document shows no error body. */
const errorBody = (_status: number, message: string) => ({ error: message });

const vobiz: SandboxProvider = {
	name: 'vobiz',
	title: 'Vobiz Messaging API',
	brand: 'Vobiz',
	place: 2,
	keyHeaders: ['x-auth-token'],
	credential: {
		type: 'vobizMessagingApi',
		baseUrl: { name: 'baseUrl', label: 'Base URL' },
		fields: [
			{ name: 'authId', label: 'Auth ID', value: AUTH_ID },
			{ name: 'authToken', label: 'Auth Token', value: AUTH_TOKEN },
		],
	},
	faults: channels
		.filter(({ answers, busy }) => answers ?? busy)
		.map(({ display_name, answers }) => ({
			enter: `Channel "${display_name}"`,
			answers: FAULTS[answers ?? 429],
		})),
	contentOf,
	errorBody,
	errorWords: FAULTS,
	inbound,
	async routes(app, state) {
		app.addHook('onRequest', async ({ headers }) => {
			if (headers['x-auth-id'] !== AUTH_ID || headers['x-auth-token'] !== AUTH_TOKEN) {
				throw new Refusal(401, FAULTS[401]);
			}
		});
		app.setSchemaErrorFormatter(formatSchemaError);
		app.setErrorHandler<Error>(refuseWith(errorBody));
		await app.register(import('fastify-openapi-glue'), {
			specification: join(__dirname, 'openapi.yaml'),
			serviceHandlers: operationsWith(state),
		});
	},
};

export const providers: SandboxProvider[] = [vobiz];
