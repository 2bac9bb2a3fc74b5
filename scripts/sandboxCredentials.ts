import { WEBHOOK_SECRET as AISOULE_WEBHOOK_SECRET } from '../sandbox/aisoule/account';
import { WEBHOOK_SECRET as VAMBE_WEBHOOK_SECRET } from '../sandbox/vambe/account';
import type { N8nClient } from './n8nClient';

export { AISOULE_WEBHOOK_SECRET, VAMBE_WEBHOOK_SECRET };

/** The credentials that the examples name, with what the sandbox takes. */
export const sandboxCredentials = (sandboxUrl: string) => [
	{
		name: 'Vambe (sandbox)',
		type: 'vambeApi',
		data: {
			apiKey: 'vambe-sandbox-key',
			baseUrl: `${sandboxUrl}/vambe`,
			webhookSecret: VAMBE_WEBHOOK_SECRET,
		},
	},
	{
		name: 'Vobiz (sandbox)',
		type: 'vobizMessagingApi',
		data: {
			authId: 'MA_SANDBOX',
			authToken: 'vobiz-sandbox-token',
			baseUrl: `${sandboxUrl}/vobiz`,
		},
	},
	{
		name: 'AIsoule (sandbox)',
		type: 'aisouleApi',
		data: {
			apiKey: 'aisoule-sandbox-key',
			baseUrl: `${sandboxUrl}/aisoule`,
			webhookSecret: AISOULE_WEBHOOK_SECRET,
		},
	},
	{
		name: 'Evolution (sandbox)',
		type: 'evolutionServerApi',
		data: { apiKey: 'evolution-sandbox-key', serverUrl: `${sandboxUrl}/evolution-v2` },
	},
];

/** Saves them in an n8n; returns their ids by type. */
export async function saveCredentials(
	n8n: N8nClient,
	sandboxUrl: string,
): Promise<Record<string, string>> {
	const ids: Record<string, string> = {};
	for (const { name, type, data } of sandboxCredentials(sandboxUrl)) {
		ids[type] = await n8n.saveCredential(name, type, data);
	}
	return ids;
}
