import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ContactCard, MessageContent } from '../conversations';
import { listAt, textAt, valueAt } from '../lib/jsonAccess';
import { conversationWith, digitsOf } from '../lib/recipient';
import { operationOf, type SandboxProvider } from '../provider';
import { refusalBody, type Dialect, type Dispatch } from './dialect';
import { EvolutionError } from './evolutionError';
import { inboundOf } from './inbound';
import {
	GLOBAL_KEY,
	instances,
	NUMBER_LOOKED_UP,
	NUMBER_NOT_ON_WHATSAPP,
	NUMBER_OUTSIDE_WINDOW,
	type Instance,
} from './instances';
import { addressOn, jidOf } from './jid';
import { metaError, OUTSIDE_WINDOW, UNKNOWN_ERROR } from './metaErrors';
import { NOT_ACTIVATED, notActivated } from './notActivated';
import { compileSchema, wordsFor } from './schemaWords';
import { v1 } from './v1';
import { v2 } from './v2';
import { webhookOperations } from './webhooks';

/** The body of `sendContact` and `sendText`, once the OpenAPI part has passed it. */
interface Sending {
	number: string;
}

type OfInstance = FastifyRequest<{ Params: { instance: string }; Body: Sending }>;

const instanceOf = (name: string) => instances.find((instance) => instance.name === name);

const serverUrl = (name: string, { host }: FastifyRequest) => `http://${host}/${name}`;

/** The instance first, then the key, as recorded. */
function guard(request: FastifyRequest) {
	const operation = operationOf(request);
	if (operation === undefined || operation === 'welcome') return;
	const { instance: name } = request.params as { instance?: string };
	if (name !== undefined && !instanceOf(name)) {
		throw new EvolutionError(404, [`The "${name}" instance does not exist`]);
	}
	const { apikey } = request.headers;
	const allowed = instances.filter(
		(instance) => apikey === GLOBAL_KEY || apikey === instance.token,
	);
	if (!allowed.some((instance) => name === undefined || instance.name === name)) {
		throw new EvolutionError(401, 'Unauthorized');
	}
}

async function send(
	dialect: Dialect,
	{ params, body }: OfInstance,
	reply: FastifyReply,
	content: Dispatch['content'],
) {
	const instance = instanceOf(params.instance)!;
	const remoteJid = addressOn(instance, body.number);
	const dispatch = { instance, remoteJid, content, quoted: dialect.quotedIn(body) };
	if (instance.integration === 'WHATSAPP-BUSINESS') {
		// Meta refuses it, and the server does not understand how.
		if (content === '') throw new EvolutionError(400, [dialect.afterSending['out-type-error']]);
		if (digitsOf(body.number) === NUMBER_OUTSIDE_WINDOW) {
			const { status, body: rejection } = dialect.rejectedByMeta(metaError(OUTSIDE_WINDOW));
			return await reply.status(status).send(rejection);
		}
	} else if (instance.integration === 'EVOLUTION') {
		requireText(content);
	} else {
		requirePhone(dispatch, body.number);
	}
	await wait(dialect.delayIn(body, dispatch));
	return await reply.status(201).send(dialect.sent(dispatch));
}

function requireText(content: Dispatch['content']) {
	if (typeof content !== 'string') {
		throw new EvolutionError(400, ['Method not available on Evolution Channel']);
	}
}

/** A number is looked up on the phone first, but for one that was before; a group never is. */
function requirePhone({ instance, remoteJid, content }: Dispatch, number: string) {
	if (content === '') throw new EvolutionError(400, ['Text is required']);
	if (instance.state !== 'open') throw notConnected(instance, remoteJid, number);
	if (digitsOf(number) === NUMBER_NOT_ON_WHATSAPP) {
		throw new EvolutionError(400, [{ jid: remoteJid, exists: false, number }]);
	}
}

const undefinedRead = (name: string) => `Cannot read properties of undefined (reading '${name}')`;

/** As recorded: one state of the phone, three forms. */
function notConnected({ paired }: Instance, remoteJid: string, number: string): EvolutionError {
	if (remoteJid.endsWith('@g.us')) return new EvolutionError(400, ['[object Object]']);
	if (digitsOf(number) === NUMBER_LOOKED_UP) {
		const words = paired ? 'Error: Connection Closed' : `TypeError: ${undefinedRead('id')}`;
		return new EvolutionError(400, [words]);
	}
	return new EvolutionError(500, paired ? 'Connection Closed' : undefinedRead('onWhatsApp'));
}

async function fetchInstances(
	dialect: Dialect,
	url: string,
	{ query, headers }: FastifyRequest,
	reply: FastifyReply,
) {
	const global = headers.apikey === GLOBAL_KEY;
	if (!global && !dialect.instanceKeyMayList) throw new EvolutionError(401, 'Unauthorized');
	const { instanceName, instanceId } = query as { instanceName?: string; instanceId?: string };
	const found = instances
		.filter(({ token }) => global || token === headers.apikey)
		.filter(({ name }) => instanceName === undefined || name === instanceName)
		.filter(({ id }) => instanceId === undefined || id === instanceId);
	if (found.length === 0) {
		const { status, body } = dialect.notListed(instanceName ?? instanceId ?? '');
		return await reply.status(status).send(body);
	}
	return await reply.send(found.map((instance) => dialect.listed(instance, url)));
}

/** What Express says to half of a body; to other broken ones it names the place. */
const CUT_JSON = 'Unexpected end of JSON input';

async function explain(
	error: FastifyError & Partial<EvolutionError>,
	_request: FastifyRequest,
	reply: FastifyReply,
) {
	const status = error.statusCode ?? 500;
	const words = error.validation
		? [(error.validation as ErrorObject[]).map(wordsFor)]
		: (error.words ?? (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? CUT_JSON : error.message));
	// A body that is not valid JSON is a 400 that calls itself an internal error, as on the real servers.
	const named = error.validation || error.words ? status : 500;
	return await reply.status(status).send(refusalBody(status, words, STATUS_CODES[named]!));
}

function contentOf(dialect: Dialect, request: FastifyRequest): MessageContent | null {
	const operation = operationOf(request);
	if (operation !== 'sendContact' && operation !== 'sendText') return null;
	const { body } = request;
	const common = {
		to: conversationOf(valueAt(body, 'number')),
		contactName: null,
		contactId: null,
		sender: (request.params as { instance: string }).instance,
	};
	if (operation === 'sendText') return { ...common, type: 'text', text: dialect.textIn(body) };
	const cards = [...listAt(body, 'contact'), ...listAt(body, 'contactMessage')];
	const ours = dialect.contactsIn(body);
	return {
		...common,
		text: null,
		type: 'contacts',
		contacts: (ours.length > 0 ? ours : cards).map(cardOf),
	};
}

/** A person by number, however it is written; a group by its JID. */
function conversationOf(number: unknown): string | null {
	const [user, server] = jidOf(String(number ?? '')).split('@');
	if (server !== 's.whatsapp.net') return `${user}@${server}`;
	return conversationWith(String(number ?? '').split('@')[0]);
}

const cardOf = (contact: unknown): ContactCard => ({
	name: textAt(contact, 'fullName') ?? '',
	phoneNumber: textAt(contact, 'phoneNumber') ?? '',
	organization: textAt(contact, 'organization'),
	email: textAt(contact, 'email'),
	url: textAt(contact, 'url'),
});

/** What encloses the words of an error: those of a schema a list of lists, those of a key nothing. */
const inList = (words: string): unknown => [words];
const WORDED: Record<number, typeof inList> = {
	400: (words) => [[words]],
	401: (words) => words,
};

function ownWordsOf(dialect: Dialect): SandboxProvider['ownWords'] {
	const refusal = dialect.rejectedByMeta(metaError(OUTSIDE_WINDOW));
	const afterSending = Object.entries(dialect.afterSending).map(([kind, words]) => [
		kind,
		() => ({ status: 400, body: refusalBody(400, [words], 'Bad Request') }),
	]);
	return {
		...(Object.fromEntries(afterSending) as SandboxProvider['ownWords']),
		'meta-refusal': ({ code = OUTSIDE_WINDOW }) => dialect.rejectedByMeta(metaError(code)),
		'out-meta-error': () => dialect.rejectedByMeta(metaError(UNKNOWN_ERROR)),
		...(refusal.status < 300 && { 'refusal-2xx': () => refusal }),
	};
}

function evolution(name: string, dialect: Dialect): SandboxProvider {
	return {
		name,
		title: `Evolution Server API, version ${dialect.version}`,
		brand: 'Evolution',
		place: 4,
		keyHeaders: ['apikey'],
		// [EV2] Express takes JSON of 136 MB.
		bodyLimit: 136 * 1024 * 1024,
		takesForms: true,
		convertsFiles: true,
		credential: {
			type: 'evolutionServerApi',
			baseUrl: { name: 'serverUrl', label: 'Server URL' },
			fields: [{ name: 'apiKey', label: 'API Key', value: GLOBAL_KEY }],
		},
		faults: [
			{
				enter: `${NUMBER_OUTSIDE_WINDOW} on instance cap (Cloud API)`,
				answers: metaError(OUTSIDE_WINDOW).message,
			},
			{
				enter: `${NUMBER_NOT_ON_WHATSAPP} on instance phone (Baileys)`,
				answers: '400: not on WhatsApp',
			},
			{ enter: 'Instance capbai', answers: '500: Connection Closed' },
			{ enter: 'Instance unpaired', answers: `500: ${undefinedRead('onWhatsApp')}` },
			{
				enter: `${NUMBER_LOOKED_UP} on instance capbai or unpaired`,
				answers: '400: the same, in other words',
			},
			{ enter: 'Instance channel', answers: '400: Method not available on Evolution Channel' },
			...(dialect.hasLicence
				? [
						{
							enter: `Server URL with ${NOT_ACTIVATED} behind it`,
							answers: '503: a server 2.4 whose licence is not activated',
						},
					]
				: []),
		],
		contentOf: (request) => contentOf(dialect, request),
		isRefusal: (answer) => valueAt(answer, 'key') === undefined,
		errorBody: (status, message) =>
			refusalBody(status, (WORDED[status] ?? inList)(message), STATUS_CODES[status]!),
		errorWords: { 400: 'Invalid format', 404: 'The "cap" instance does not exist' },
		ownWords: ownWordsOf(dialect),
		inbound: inboundOf(name, dialect),
		async routes(app, { webhooks }) {
			app.addHook('preValidation', async (request) => guard(request));
			app.setValidatorCompiler(compileSchema);
			app.setErrorHandler(explain);
			app.setNotFoundHandler(async ({ method, url }, reply) => {
				const words = [`Cannot ${method} ${url}`];
				return await reply.status(404).send(refusalBody(404, words, 'Not Found'));
			});
			if (dialect.hasLicence) await app.register(notActivated, { prefix: NOT_ACTIVATED });
			await app.register(import('fastify-openapi-glue'), {
				specification: join(__dirname, dialect.specification),
				serviceHandlers: {
					welcome: async (request: FastifyRequest) => dialect.welcome(serverUrl(name, request)),
					fetchInstances: async (request: FastifyRequest, reply: FastifyReply) =>
						await fetchInstances(dialect, serverUrl(name, request), request, reply),
					connectionState: async ({ params }: OfInstance) => {
						const { name: instanceName, state } = instanceOf(params.instance)!;
						return { instance: { instanceName, state } };
					},
					sendContact: async (request: OfInstance, reply: FastifyReply) =>
						await send(dialect, request, reply, dialect.contactsIn(request.body)),
					sendText: async (request: OfInstance, reply: FastifyReply) =>
						await send(dialect, request, reply, dialect.textIn(request.body)),
					...webhookOperations(name, dialect, webhooks),
				},
			});
		},
	};
}

export const providers: SandboxProvider[] = [
	evolution('evolution-v1', v1),
	evolution('evolution-v2', v2),
];
