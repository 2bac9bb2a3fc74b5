import { createHash, createHmac } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Inbound } from '../contract/inbound';

/**
 * What the provider may prove its calls with; blank where there is none.
 * - `own`: entered into the credential, and at the provider.
 * - `derived`: registered by us.
 */
export function secretsOf(
	node: IHookFunctions | IWebhookFunctions,
	{ derivesSecretFrom }: Inbound,
	credentials: ICredentialDataDecryptedObject,
) {
	const key = derivesSecretFrom?.(credentials) ?? '';
	return {
		own: String(credentials.webhookSecret ?? '').trim(),
		derived: key && derivedSecret(key, String(node.getWorkflow().id), node.getNode().id),
	};
}

/**
 * A secret that needs no place to be kept: always the same for an account and a node, and nothing
 * from which the account's key could be derived.
 */
export const derivedSecret = (key: string, workflowId: string, nodeId: string): string =>
	createHmac('sha256', key).update(`webhook ${workflowId} ${nodeId}`).digest('hex');

/** Tells one secret from another, and nothing about it. */
export const fingerprintOf = (secret: string): string =>
	createHash('sha256').update(secret).digest('hex').slice(0, 8);
