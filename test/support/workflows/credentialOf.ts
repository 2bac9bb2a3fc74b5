import type { NodeJson } from '../../../scripts/n8n/n8nClient';
import { sandboxCredentials } from '../../../scripts/n8n/sandboxCredentials';
import { partOf } from '../../providers/providers';

/** The credential of a provider that `npm start` creates. */
function created(provider: string, sandboxUrl: string) {
	const { className } = partOf(provider, 'samples').credential;
	const found = sandboxCredentials(sandboxUrl).find(
		({ type }) => type.toLowerCase() === className.toLowerCase(),
	);
	if (!found) throw new Error(`The sandbox has no credential for ${provider}.`);
	return found;
}

/** The values that the sandbox takes. */
export const sandboxCredential = (provider: string, sandboxUrl: string) =>
	created(provider, sandboxUrl).data;

/**
 * The credential of a node, as it stands in a workflow.
 * @param name where it is not the one that `npm start` creates
 */
export function credentialOf(provider: string, name?: string): NodeJson['credentials'] {
	const { type, name: usual } = created(provider, '');
	return { [type]: { name: name ?? usual } };
}
