import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from '../shared/lib/libraries';
import { validEntries } from '../shared/lib/validEntries';
import { fetchList, filterByName, listSearch } from '../shared/methods/listSearch';
import { evolution } from './evolution';
import { groupsPath } from './group/groups';

/** Version 1 nests what version 2 has flat. Both carry tokens, which stay here. */
const instance = z.union([
	z
		.object({ instance: z.object({ instanceName: z.string(), status: z.string().nullish() }) })
		.transform(({ instance: { instanceName, status } }) => ({ name: instanceName, state: status })),
	z
		.object({ name: z.string(), connectionStatus: z.string().nullish() })
		.transform(({ name, connectionStatus }) => ({ name, state: connectionStatus })),
]);

/** GET /instance/fetchInstances; needs the global key, or on version 2 that of an instance. */
export const listInstances = listSearch(evolution, '/instance/fetchInstances', (body) =>
	validEntries(body, instance).map(({ name, state }) => ({
		name: state === 'open' ? name : `${name} (not connected)`,
		value: name,
	})),
);

const group = z.object({ id: z.string(), subject: z.string().nullish() });

/** The groups of the instance that was picked: phones alone are in groups. */
export async function listGroups(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const chosen = node.getCurrentNodeParameter('instance', { extractValue: true });
	if (typeof chosen !== 'string' || chosen === '') return { results: [] };
	const body = await fetchList(node, evolution, groupsPath(chosen, false));
	const groups = validEntries(body, group).map(({ id, subject }) => ({
		name: subject || id,
		value: id,
	}));
	return filterByName(groups, filter);
}
