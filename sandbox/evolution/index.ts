import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { valueAt } from '../lib/jsonAccess';
import { operationOf, type SandboxProvider } from '../provider';
import { chatOperations } from './chat';
import { contentOf } from './content';
import { refusalBody, type Dialect } from './dialect';
import { EvolutionError } from './evolutionError';
import { readForm } from './forms';
import { inboundOf } from './inbound';
import {
	GLOBAL_KEY,
	instanceNamed,
	instances,
	NUMBER_LOOKED_UP,
	NUMBER_NOT_ON_WHATSAPP,
	NUMBER_OUTSIDE_WINDOW,
	type OfInstance,
} from './instances';
import { KnownMessages } from './knownMessages';
import { MessageStore } from './messageStore';
import { metaError, OUTSIDE_WINDOW, UNKNOWN_ERROR } from './metaErrors';
import { NOT_ACTIVATED, notActivated } from './notActivated';
import { undefinedRead } from './phone';
import { compileSchema, wordsFor } from './schemaWords';
import { sendOperations } from './send';
import { v1 } from './v1';
import { v2 } from './v2';
import { webhookOperations } from './webhooks';

const serverUrl = (name: string, { host }: FastifyRequest) => `http://${host}/${name}`;

/** The instance first, then the key, as recorded. */
function guard(request: FastifyRequest) {
	const operation = operationOf(request);
	if (operation === undefined || operation === 'welcome') return;
	const { instance: name } = request.params as { instance?: string };
	if (name !== undefined && !instanceNamed(name)) {
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

const explain =
	({ chat }: Dialect) =>
	async (
		error: FastifyError & Partial<EvolutionError>,
		request: FastifyRequest,
		reply: FastifyReply,
	) => {
		const status = error.statusCode ?? 500;
		const words = error.validation
			? [(error.validation as ErrorObject[]).map(wordsFor)]
			: (error.words ??
				(error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? CUT_JSON : error.message));
		// A body that is not valid JSON is a 400 that calls itself an internal error, as on the real servers.
		const named = error.validation || error.words ? status : 500;
		const refusal = refusalBody(status, words, STATUS_CODES[named]!);
		const isBare = status === 400 && chat.barelyRefused.includes(operationOf(request) ?? '');
		const { response, ...enclosing } = refusal;
		return await reply.status(status).send(isBare ? { ...enclosing, ...response } : refusal);
	};

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
	const store = new MessageStore();
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
		contentOf: (request, files) => contentOf(dialect, request, files),
		// An error of Meta's, which comes as a success.
		isRefusal: (answer) =>
			valueAt(answer, 'key') === undefined && valueAt(answer, 'code') !== undefined,
		errorBody: (status, message) =>
			refusalBody(status, (WORDED[status] ?? inList)(message), STATUS_CODES[status]!),
		errorWords: { 400: 'Invalid format', 404: 'The "cap" instance does not exist' },
		ownWords: ownWordsOf(dialect),
		inbound: inboundOf(name, dialect, store),
		async routes(app, { webhooks, conversations, files }) {
			const known = new KnownMessages(name, conversations);
			conversations.on('cleared', () => store.clear());
			app.addHook('preValidation', async (request) => {
				guard(request);
				await readForm(request, dialect.sending.takesForms ? (operationOf(request) ?? '') : '');
			});
			app.setValidatorCompiler(compileSchema);
			app.setErrorHandler(explain(dialect));
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
						const { name: instanceName, state } = instanceNamed(params.instance)!;
						return { instance: { instanceName, state } };
					},
					...sendOperations(dialect, known, store),
					...chatOperations(dialect, { known, store, files }),
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
