import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import openapiGlue from 'fastify-openapi-glue';
import type { ContactCard, MessageContent } from '../conversations';
import { operationOf, type SandboxProvider } from '../provider';
import { listAt, textAt, valueAt } from '../reading';
import { conversationWith, digitsOf } from '../recipient';
import { refusalBody, type Dialect, type Dispatch } from './dialect';
import { EvolutionError } from './evolutionError';
import { inboundOf } from './inbound';
import {
	GLOBAL_KEY,
	instances,
	NUMBER_NOT_ON_WHATSAPP,
	NUMBER_OUTSIDE_WINDOW,
	type Instance,
} from './instances';
import { jidOf } from './jid';
import { compileSchema, wordsFor } from './schemaWords';
import { v1 } from './v1';
import { v2 } from './v2';
import { webhookOperations } from './webhooks';

/** The body of `sendContact` and `sendText`, once the OpenAPI part has passed it. */
interface Sending {
	number: string;
}

type OfInstance = FastifyRequest<{ Params: { instance: string }; Body: Sending }>;

const OUTSIDE_WINDOW = {
	code: 131047,
	message: '(#131047) Re-engagement message',
	details:
		'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
};

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
	await wait(dialect.delayIn(body, instance));
	requireConnected(instance);
	const remoteJid = jidOf(body.number);
	if (instance.integration === 'WHATSAPP-BUSINESS') {
		if (digitsOf(body.number) === NUMBER_OUTSIDE_WINDOW) {
			const { status, body: rejection } = dialect.rejectedByMeta(OUTSIDE_WINDOW);
			return await reply.status(status).send(rejection);
		}
	} else if (digitsOf(body.number) === NUMBER_NOT_ON_WHATSAPP) {
		throw new EvolutionError(400, [{ jid: remoteJid, exists: false, number: body.number }]);
	}
	return await reply.status(201).send(dialect.sent({ instance, remoteJid, content }));
}

function requireConnected({ integration, state }: Instance) {
	if (integration === 'EVOLUTION') {
		throw new EvolutionError(400, ['Method not available on Evolution Channel']);
	}
	if (state !== 'open') throw new EvolutionError(500, 'Connection Closed');
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

async function explain(
	error: FastifyError & Partial<EvolutionError>,
	_request: FastifyRequest,
	reply: FastifyReply,
) {
	const status = error.statusCode ?? 500;
	const words = error.validation
		? [(error.validation as ErrorObject[]).map(wordsFor)]
		: (error.words ?? error.message);
	// A body that is no JSON is a 400 that calls itself an internal error, as on the real servers.
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

function evolution(name: string, dialect: Dialect): SandboxProvider {
	return {
		name,
		title: `Evolution Server API, version ${dialect.version}`,
		credential: {
			baseUrlField: 'Server URL',
			fields: [{ field: 'API Key', value: GLOBAL_KEY }],
		},
		faults: [
			{
				enter: `${NUMBER_OUTSIDE_WINDOW} on instance cap (Cloud API)`,
				answers: OUTSIDE_WINDOW.message,
			},
			{
				enter: `${NUMBER_NOT_ON_WHATSAPP} on instance phone (Baileys)`,
				answers: '400: not on WhatsApp',
			},
			{ enter: 'Instance capbai', answers: '500: Connection Closed' },
			{ enter: 'Instance channel', answers: '400: Method not available on Evolution Channel' },
		],
		contentOf: (request) => contentOf(dialect, request),
		saysNo: (answer) => valueAt(answer, 'key') === undefined,
		errorBody: (status, message) => refusalBody(status, [message], STATUS_CODES[status]!),
		refusalWith2xx: () => ({ status: 201, body: dialect.rejectedByMeta(OUTSIDE_WINDOW).body }),
		inbound: inboundOf(name, dialect),
		async routes(app, { webhooks }) {
			app.addHook('preValidation', async (request) => guard(request));
			app.setValidatorCompiler(compileSchema);
			app.setErrorHandler(explain);
			app.setNotFoundHandler(async ({ method, url }, reply) => {
				const words = [`Cannot ${method} ${url}`];
				return await reply.status(404).send(refusalBody(404, words, 'Not Found'));
			});
			await app.register(openapiGlue, {
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

export const evolutionV1 = evolution('evolution-v1', v1);
export const evolutionV2 = evolution('evolution-v2', v2);
