import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

/** A change of the credential is seen after this time at the latest. */
const RECENT_MS = 10_000;

interface Reading {
	credentials: Promise<ICredentialDataDecryptedObject>;
	/** `performance.now()` */
	at: number;
}

/** By workflow, node and credential. */
const readings = new Map<string, Reading>();

/**
 * The credential of a node, as it was read lately: n8n starts an engine for expressions to read one,
 * which takes longer than all else that is done for a call.
 * @param anew reads it now, for whom the one read lately is not enough
 * @throws what n8n throws where the node has no such credential
 */
export async function recentCredential(
	node: IWebhookFunctions,
	type: string,
	anew = false,
): Promise<ICredentialDataDecryptedObject> {
	const { id, credentials: chosen } = node.getNode();
	const place = [node.getWorkflow().id, id, type, chosen?.[type]?.id].join(' ');
	const known = readings.get(place);
	if (known && !anew && performance.now() - known.at < RECENT_MS) return await known.credentials;

	const credentials = node.getCredentials(type);
	readings.set(place, { credentials, at: performance.now() });
	credentials.catch(() => readings.delete(place));
	return await credentials;
}
