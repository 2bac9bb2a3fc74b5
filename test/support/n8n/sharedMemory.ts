import { randomUUID } from 'node:crypto';
import { SCOPES } from '../../../nodes/shared/sharedMemory/n8nDataTables';
import type { N8nClient, NodeJson } from '../../../scripts/n8n/n8nClient';

const TYPE = 'whatsAppSharedMemoryApi';

/** The credential as it is saved in a workflow. */
export const SHARED_MEMORY: NodeJson['credentials'] = { [TYPE]: { name: 'Shared Memory' } };

interface SharedMemoryCredential {
	name?: string;
	/** Of its API key. */
	scopes?: readonly string[];
	n8nAddress?: string;
}

/**
 * Saves the credential in an n8n, with a new API key; returns its id by type.
 * @param n8n whose data tables are the memory: in queue mode, the main process
 */
export async function saveSharedMemory(
	n8n: N8nClient,
	{ name = 'Shared Memory', scopes = SCOPES, ...data }: SharedMemoryCredential = {},
): Promise<Record<string, string>> {
	const apiKey = await n8n.createApiKey(`Shared Memory ${randomUUID().slice(0, 8)}`, scopes);
	const credential = { n8nAddress: n8n.url, apiKey, keepDays: 90, ...data };
	return { [TYPE]: await n8n.saveCredential(name, TYPE, credential) };
}
