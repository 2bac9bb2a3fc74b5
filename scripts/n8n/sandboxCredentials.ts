import { providers } from '../../sandbox/providers';
import type { N8nClient } from './n8nClient';

/** The credentials that the examples name, each for the newest version that the sandbox plays. */
export function sandboxCredentials(sandboxUrl: string) {
	const newest = new Map(providers.map((provider) => [provider.brand, provider]));
	return [...newest.values()].map(({ brand, name, credential: { type, baseUrl, fields } }) => ({
		name: `${brand} (sandbox)`,
		type,
		data: Object.fromEntries([
			[baseUrl.name, `${sandboxUrl}/${name}`],
			...fields.map((field) => [field.name, field.value]),
		]) as Record<string, string>,
	}));
}

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
