import { createHash } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
	JsonValue,
} from 'n8n-workflow';
import type { GatewayEvent, ReadEvent } from '../contract/event';
import type { Inbound, WebhookRequest } from '../contract/inbound';
import { redact, redactText } from '../lib/redact';
import { mayHaveSignatures, signaturesIn } from '../lib/resumeReference';
import { mayAnswer, mayBeWritten } from './mayAnswer';
import { cachedCredential } from './cachedCredential';
import { complete } from './completeEvent';
import { passes, readFilters } from './filter';
import { secretsOf } from './secrets';
import { isVerified } from './verify';

/** An event on its way from the call to the execution. */
export interface ReceivedItem extends INodeExecutionData {
	caution?: string;
}

/** Above what any provider sends; a file as base64 among it. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * One call of a provider: proven, read, filtered. Whatever is wrong with it, nothing of a body that
 * was not proven is logged or kept.
 * @returns what n8n starts the workflow with; nothing where there is nothing to start it for
 */
export async function receive(
	node: IWebhookFunctions,
	inbound: Inbound,
): Promise<IWebhookResponseData> {
	const call = node.getRequestObject();
	const rawBody = await bytesOf(call);
	if (!rawBody || rawBody.length > MAX_BYTES) return reject(node);
	const request: WebhookRequest = { rawBody, headers: call.headers, query: call.query };
	const proof = await proofOf(node, inbound, request);
	if (!proof) return reject(node);

	const delivery = readDelivery(request, inbound, proof.secrets);
	const said = proof.proves ? delivery.events : delivery.events.map(provenByItself);
	const isWritten = (read: ReadEvent) =>
		proof.proves &&
		mayBeWritten(read) &&
		// It may come from another person.
		inbound.caution?.(eventOf(read, inbound, delivery), request.headers) === undefined;
	const { events: reads, failed } = await withoutAnswers(node, inbound, said, isWritten);
	// All of it comes again: nothing of it may start the workflow now.
	if (failed) return comeAgain(node);
	const filter = readFilters(node);
	const events = reads
		.filter((read) => passes(read, filter))
		.map((read) => eventOf(read, inbound, delivery));
	if (events.length === 0) return { webhookResponse: 'Nothing to do' };
	const shown = mayHaveSignatures(rawBody) ? events.map(withoutSignatures) : events;
	return { workflowData: [shown.map((event) => itemOf(event, inbound, request))] };
}

/** Our own messages come back, and are quoted: whoever sees the execution cannot answer by them. */
function withoutSignatures(event: GatewayEvent): GatewayEvent {
	const given = event as unknown as JsonValue;
	return redact(given, signaturesIn(JSON.stringify(given))) as unknown as GatewayEvent;
}

/** Anybody may have made the call: an answer in it has n8n's signature, and none is looked up. */
const provenByItself = (event: ReadEvent): ReadEvent => ({ ...event, questionRequest: undefined });

/**
 * Whatever the filters say: an answer is for the execution that asked.
 * @param isWritten whether the words of an event may answer a question that they do not quote
 */
async function withoutAnswers(
	node: IWebhookFunctions,
	inbound: Inbound,
	events: ReadEvent[],
	isWritten: (event: ReadEvent) => boolean,
) {
	if (!events.some((event) => mayAnswer(event) || isWritten(event))) {
		return { events, failed: false };
	}
	const { handOnAnswers } = await import('./answers');
	return await handOnAnswers(node, inbound, events, isWritten);
}

function comeAgain(node: IWebhookFunctions): IWebhookResponseData {
	node.logger.warn(
		`${node.getNode().name}: an answer, or what may be one, could not be handed to the execution that waits for it, so that the provider is asked to send it again`,
	);
	node.getResponseObject().status(503).send('Try again later');
	return { noWebhookResponse: true };
}

function itemOf(
	event: GatewayEvent,
	{ caution }: Inbound,
	{ headers }: WebhookRequest,
): ReceivedItem {
	const json = event as unknown as IDataObject;
	const warning = caution?.(event, headers);
	return warning === undefined ? { json } : { json, caution: warning };
}

/** After this time an unproven call reads the credential again, as it may have changed. */
const FRESH_MS = 1000;

/** What a call is taken with. */
interface Proof {
	/** Otherwise the node accepts all. */
	proves: boolean;
	/** All that must not come back in an event. */
	secrets: string[];
}

/** @returns `undefined` where nothing proves the call, and it has to be proven */
async function proofOf(
	node: IWebhookFunctions,
	inbound: Inbound,
	request: WebhookRequest,
): Promise<Proof | undefined> {
	const { credential, secretFields } = inbound.provider;
	const proofBy = (credentials: ICredentialDataDecryptedObject): Proof => {
		const proving = Object.values(secretsOf(node, inbound, credentials));
		const proves = isVerified(request, inbound.verifications, proving, Date.now());
		const fields = secretFields.map((field) => String(credentials[field] ?? ''));
		return { proves, secrets: [...proving, ...fields] };
	};
	const recent = await cachedCredential(node, credential);
	const first = proofBy(recent);
	const acceptsAll = () => node.getNodeParameter('options.acceptUnsigned', false) === true;
	if (first.proves || acceptsAll()) return first;

	const fresh = await cachedCredential(node, credential, FRESH_MS);
	if (fresh === recent) return undefined;
	const second = proofBy(fresh);
	return second.proves ? second : undefined;
}

type Call = ReturnType<IWebhookFunctions['getRequestObject']>;

/** n8n itself reads only what says that it is JSON, a form or text. */
async function bytesOf(call: Call): Promise<Buffer | undefined> {
	try {
		await call.readRawBody();
		return call.rawBody;
	} catch {
		return undefined;
	}
}

function reject(node: IWebhookFunctions): IWebhookResponseData {
	node.logger.debug(`${node.getNode().name}: refused a call without a valid signature or secret`);
	node.getResponseObject().status(401).send('Unauthorized');
	return { noWebhookResponse: true };
}

/** What one call brings. */
interface Delivery {
	/** The provider's ID of it, or what stands for it. */
	eventId: string;
	/** Less secrets. */
	body: JsonValue;
	events: ReadEvent[];
}

function readDelivery(
	{ rawBody }: WebhookRequest,
	inbound: Inbound,
	secrets: readonly string[],
): Delivery {
	// Without the byte order mark that some proxies put before it.
	const body = bodyOf(new TextDecoder().decode(rawBody), inbound, secrets);
	const { eventId, events } = inbound.read(body);
	return {
		eventId: eventId ?? createHash('sha256').update(rawBody).digest('hex'),
		body,
		events,
	};
}

function eventOf(
	read: ReadEvent,
	{ provider }: Inbound,
	{ eventId, body }: Delivery,
): GatewayEvent {
	const { raw = body, message } = read;
	const file = message?.media?.base64;
	return complete(read, {
		provider: provider.name,
		eventId,
		// The file is in the message already: storing it twice would double its size.
		raw: file ? redact(raw, [file]) : raw,
	});
}

/** Without secrets; a body that is not JSON, or nested too deep, is its text. */
function bodyOf(text: string, { secretsIn }: Inbound, secrets: readonly string[]): JsonValue {
	try {
		const body = JSON.parse(text) as JsonValue;
		const carried = (secretsIn?.(body) ?? []).filter((secret) => secret !== null);
		return redact(body, [...secrets, ...carried]);
	} catch {
		return { text: redactText(text, secrets) };
	}
}
