import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';

const TYPES = {
	aisoule: 'aisouleApi',
	evolution: 'evolutionServerApi',
	vambe: 'vambeApi',
	vobiz: 'vobizMessagingApi',
};

export type ProviderName = keyof typeof TYPES;

/**
 * The credential of a node, as it stands in a workflow.
 * @param name where it is not the one that `npm start` creates
 */
export function credentialOf(provider: ProviderName, name?: string): NodeJson['credentials'] {
	const type = TYPES[provider];
	const created = sandboxCredentials('').find((known) => known.type === type)!;
	return { [type]: { name: name ?? created.name } };
}
