import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MEDIA_TYPES, type Content, type MessageContent } from '../conversations';
import { formatSchemaError } from '../http/formatSchemaError';
import { Refusal, refuseWith } from '../http/refusal';
import { listAt, textAt, valueAt } from '../lib/jsonAccess';
import { conversationWith } from '../lib/recipient';
import { parametersFor, quickReply } from '../lib/templateComponents';
import { operationOf, type SandboxProvider } from '../provider';
import {
	accounts,
	API_KEY,
	DEFAULT_ACCOUNT,
	LIMIT_EXCEEDED,
	templates,
	WEBHOOK_SECRET,
} from './account';
import { inbound } from './inbound';
import { brokenRule, cardOf, type Interactive } from './interactive';

/** The body of `sendMessage`, once the OpenAPI part has passed it. */
interface SendMessage {
	to: string;
	type: string;
	whatsapp_account?: string;
	template?: { name: string; language: string; components?: object[] };
	interactive?: Interactive;
}

/** To whom the busy account has said no already. */
const turnedAway = new Set<string>();

const accountOf = (id: string | null | undefined) =>
	accounts.find((account) => account.id === (id ?? DEFAULT_ACCOUNT));

async function sendMessage({ body }: FastifyRequest<{ Body: SendMessage }>, reply: FastifyReply) {
	const { to, template, interactive } = body;
	const account = accountOf(body.whatsapp_account);
	if (!account) throw new Refusal(400, `Unknown whatsapp_account ${body.whatsapp_account}`);
	if (account.busy && !turnedAway.delete(to)) {
		turnedAway.add(to);
		throw limitExceeded();
	}
	if (account.answers) {
		const { status, message } = account.answers;
		throw status === 429 ? limitExceeded() : new Refusal(status, message);
	}
	if (template) requireFit(template);
	const broken = interactive && brokenRule(interactive);
	if (broken) throw new Refusal(400, broken);

	return await reply.send({
		data: { message_id: `wamid.${randomBytes(24).toString('base64')}`, status: 'sent' },
		status: 'success',
	});
}

/** The real limits are 100 in a minute and 10 in a second, and waiting is longer. */
const limitExceeded = () =>
	new Refusal(429, LIMIT_EXCEEDED, {
		'retry-after': '1',
		'x-ratelimit-limit': '100',
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1),
	});

const templateOf = (name: string | null, language: string | null) =>
	templates.find((known) => known.name === name && known.language === language);

const valuesOf = (template: unknown) =>
	parametersFor(listAt(template, 'components'), 'body').map((parameter) =>
		textAt(parameter, 'text'),
	);

function requireFit(sent: NonNullable<SendMessage['template']>) {
	const template = templateOf(sent.name, sent.language);
	if (!template) throw new Refusal(404, 'Template not found');
	const count = valuesOf(sent).length;
	if (count !== template.variables) {
		throw new Refusal(
			400,
			`Template ${sent.name} has ${template.variables} variables, not ${count}`,
		);
	}
	const indexes = listAt(sent, 'components')
		.filter((component) => textAt(component, 'type') === 'button')
		.map((button) => String(valueAt(button, 'index')));
	const unknown = indexes.find((index) => template.quickReplies[Number(index)] === undefined);
	if (unknown !== undefined) {
		throw new Refusal(400, `Template ${sent.name} has no button at index ${unknown}`);
	}
}

/** By their `operationId` in openapi.yaml. */
const operations = {
	sendMessage,
	listAccounts: async () => ({
		data: { accounts: accounts.map(({ id, name }) => ({ id, name })) },
		status: 'success',
	}),
	listTemplates: async () => ({
		data: { templates: templates.map((template) => ({ ...template, quickReplies: undefined })) },
		status: 'success',
	}),
};

function contentOf(request: FastifyRequest): MessageContent | null {
	if (operationOf(request) !== 'sendMessage') return null;
	const { body } = request;
	const accountId = textAt(body, 'whatsapp_account');
	return {
		to: conversationWith(textAt(body, 'to')),
		contactName: null,
		contactId: null,
		sender: accountOf(accountId)?.name ?? `Account ${accountId}`,
		...contentOfBody(body),
	};
}

function contentOfBody(body: unknown): Content & { text: string | null } {
	const type = textAt(body, 'type');
	if (type === 'text') return { type, text: textAt(body, 'text') };
	if (type === 'template') return templateContent(valueAt(body, 'template'));
	if (type === 'interactive') {
		const interactive = valueAt(body, 'interactive');
		return { type, text: textAt(interactive, 'body', 'text'), card: cardOf(interactive) };
	}
	const kind = MEDIA_TYPES.find((known) => known === type);
	if (!kind) return { type: 'unreadable', text: null };
	const media = {
		kind,
		link: textAt(body, kind, 'url'),
		id: null,
		filename: textAt(body, kind, 'filename'),
	};
	return { type: kind, media, text: textAt(body, kind, 'caption') };
}

function templateContent(sent: unknown): Content & { text: string | null } {
	const name = textAt(sent, 'name');
	const language = textAt(sent, 'language');
	const values = valuesOf(sent);
	const template = templateOf(name, language);
	const text = template?.body.replace(
		/\{\{(\d)\}\}/g,
		(variable, place: string) => values[Number(place) - 1] ?? variable,
	);
	const components = listAt(sent, 'components');
	const buttons = (template?.quickReplies ?? []).map((label, index) =>
		quickReply(label, parametersFor(components, 'button', index)),
	);
	return {
		type: 'template',
		templateId: name,
		language,
		text: text ?? null,
		card: { header: null, footer: null, buttons, list: null },
	};
}

const errorBody = (_status: number, message: string) => ({ message, status: 'error' });

const aisoule: SandboxProvider = {
	name: 'aisoule',
	title: 'AIsoule API',
	brand: 'AIsoule',
	place: 3,
	keyHeaders: ['x-api-key'],
	credential: {
		type: 'aisouleApi',
		baseUrl: { name: 'baseUrl', label: 'Base URL' },
		fields: [
			{ name: 'apiKey', label: 'API Key', value: API_KEY },
			{ name: 'webhookSecret', label: 'Webhook Secret', value: WEBHOOK_SECRET },
		],
	},
	faults: [
		...accounts
			.filter(({ answers, busy }) => answers ?? busy)
			.map(({ id, name, answers }) => ({
				enter: `WhatsApp account ${id}`,
				answers: answers ? `${answers.status}: ${answers.message}` : name,
			})),
		{
			enter: `Any template but ${templates.map(({ name }) => name).join(' and ')} (en)`,
			answers: '404: Template not found',
		},
	],
	contentOf,
	isRefusal: (answer) => textAt(answer, 'status') === 'error',
	errorBody,
	errorWords: {
		400: 'Invalid request',
		401: 'Invalid API key',
		404: 'Contact not found',
		429: LIMIT_EXCEEDED,
		500: 'Server error',
	},
	ownWords: {
		'refusal-2xx': () => ({ status: 200, body: errorBody(200, 'Recipient not on WhatsApp') }),
	},
	inbound,
	limit: {
		windows: [
			{ max: 10, seconds: 1 },
			{ max: 100, seconds: 60 },
		],
		account: ({ headers }) => String(headers['x-api-key']),
		message: (seconds) => `Rate limit exceeded. Try again in ${seconds} seconds.`,
		tellsWhen: true,
	},
	async routes(app) {
		app.addHook('onRequest', async ({ headers }) => {
			if (headers['x-api-key'] !== API_KEY) throw new Refusal(401, 'Invalid API key');
		});
		app.setSchemaErrorFormatter(formatSchemaError);
		app.setErrorHandler<Error>(refuseWith(errorBody));
		await app.register(import('fastify-openapi-glue'), {
			specification: join(__dirname, 'openapi.yaml'),
			serviceHandlers: operations,
		});
	},
};

export const providers: SandboxProvider[] = [aisoule];
