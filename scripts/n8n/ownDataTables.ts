import { SCOPES } from '../../nodes/shared/sharedMemory/n8nDataTables';
import type { N8nClient } from './n8nClient';

/** The credential of the shared memory, as the examples name it. */
export const OWN_DATA_TABLES = {
	type: 'whatsAppSharedMemoryApi',
	name: 'Shared Memory (this n8n)',
};

/** Of the API key. */
const LABEL = 'Shared Memory of npm start';

/**
 * Makes the data tables of an n8n the shared memory of its own nodes. The port may be another one than at
 * the last start, and n8n shows a key once: so each start makes a new key in place of the last.
 * @returns the id of the credential by its type
 */
export async function saveOwnDataTables(n8n: N8nClient): Promise<Record<string, string>> {
	const { items } = await n8n.rest<{ items: Array<{ id: string; label: string }> }>(
		'GET',
		'/api-keys',
	);
	for (const { id } of items.filter(({ label }) => label === LABEL)) {
		await n8n.rest('DELETE', `/api-keys/${id}`);
	}
	const apiKey = await n8n.createApiKey(LABEL, SCOPES);
	const { type, name } = OWN_DATA_TABLES;
	return { [type]: await n8n.saveCredential(name, type, { n8nAddress: n8n.url, apiKey }) };
}
