import { createHash } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
	JsonValue,
} from 'n8n-workflow';
import { complete, type GatewayEvent, type ReadEvent } from './event';
import { passes, readFilters } from './eventFilter';
import { secretsOf, type Inbound } from './inbound';
import { isProven, type Delivery } from './proof';
import { redact, redactText } from './redact';

/** Above what any provider sends; a file as base64 among it. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * One call of a provider: proven, read, filtered. Whatever is wrong with it, nothing of a body that
 * was not proven is logged or kept.
 * @returns what n8n starts the workflow with; nothing where there is nothing to start it for
 */
export async function receive(
	node: IWebhookFunctions,
	inbound: Inbound,
): Promise<IWebhookResponseData> {
	const request = node.getRequestObject();
	const rawBody = request.rawBody as Buffer | undefined;
	const delivery: Delivery | undefined = rawBody && {
		rawBody,
		headers: request.headers,
		query: request.query,
	};
	const credentials: ICredentialDataDecryptedObject = await node.getCredentials(
		inbound.provider.credential,
	);
	const secrets = Object.values(secretsOf(node, inbound, credentials));
	const unsigned = node.getNodeParameter('options.acceptUnsigned', false) === true;
	const isProof =
		delivery !== undefined &&
		delivery.rawBody.length <= MOST_BYTES &&
		(unsigned || isProven(delivery, inbound.proofs, secrets, Date.now()));
	if (!isProof) return refuse(node);

	const keys = inbound.provider.secretFields.map((field) => String(credentials[field] ?? ''));
	const filter = readFilters(node);
	const events = eventsIn(delivery, inbound, [...secrets, ...keys], (read) => passes(read, filter));
	if (events.length === 0) return { webhookResponse: 'Nothing to do' };
	return { workflowData: [events.map((event) => ({ json: event as unknown as IDataObject }))] };
}

function refuse(node: IWebhookFunctions): IWebhookResponseData {
	node.logger.debug(`${node.getNode().name}: refused a call that does not prove where it is from`);
	node.getResponseObject().status(401).send('Unauthorized');
	return { noWebhookResponse: true };
}

function eventsIn(
	{ rawBody }: Delivery,
	inbound: Inbound,
	secrets: string[],
	isWanted: (read: ReadEvent) => boolean,
): GatewayEvent[] {
	const text = rawBody.toString('utf8');
	const body = bodyOf(text, inbound, secrets);
	const { eventId, events } = inbound.read(body);
	const common = {
		provider: inbound.provider.name,
		eventId: eventId ?? createHash('sha256').update(rawBody).digest('hex'),
	};
	return events.filter(isWanted).map((read) => {
		// A file stands in the message alone: twice would be twice too much to store.
		const raw = redact(body, read.message?.media?.base64 ? [read.message.media.base64] : []);
		return complete(read, { ...common, raw });
	});
}

/** Without secrets; what is no JSON, or too deep for it, is its text. */
function bodyOf(text: string, { secretsIn }: Inbound, secrets: readonly string[]): JsonValue {
	try {
		const body = JSON.parse(text) as JsonValue;
		const carried = (secretsIn?.(body) ?? []).filter((secret) => secret !== null);
		return redact(body, [...secrets, ...carried]);
	} catch {
		return { text: redactText(text, secrets) };
	}
}
