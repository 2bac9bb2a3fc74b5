import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

/** A change of the credential is seen within this time. */
const RECENT_MS = 10_000;

interface CachedCredential {
	credentials: ICredentialDataDecryptedObject;
	/** `performance.now()` when it began. */
	at: number;
}

/** By workflow, node and credential. */
const cached = new Map<string, CachedCredential>();

/** Those under way: whoever needs one shares it, and nobody else waits for it. */
const underWay = new Map<string, Promise<ICredentialDataDecryptedObject>>();

/**
 * The credential of a node, as it was read lately: n8n starts an engine for expressions to read one,
 * which takes longer than all else that is done for a call.
 * @param maxAgeMs how long ago it may have been read
 * @throws what n8n throws where the node has no such credential
 */
export async function cachedCredential(
	node: IWebhookFunctions,
	type: string,
	maxAgeMs = RECENT_MS,
): Promise<ICredentialDataDecryptedObject> {
	const { id, credentials: chosen } = node.getNode();
	const place = [node.getWorkflow().id, id, type, chosen?.[type]?.id].join(' ');
	const known = cached.get(place);
	if (known && performance.now() - known.at < maxAgeMs) return known.credentials;
	return await (underWay.get(place) ?? read(node, type, place));
}

async function read(node: IWebhookFunctions, type: string, place: string) {
	const at = performance.now();
	const reading = node.getCredentials(type);
	underWay.set(place, reading);
	try {
		const credentials = await reading;
		cached.set(place, { credentials, at });
		return credentials;
	} finally {
		underWay.delete(place);
	}
}

/** The node, whose requests take the credential as it was read lately, too. */
export const withCachedCredentials = (node: IWebhookFunctions): IWebhookFunctions =>
	Object.create(node, {
		getCredentials: { value: async (type: string) => await cachedCredential(node, type) },
	}) as IWebhookFunctions;
