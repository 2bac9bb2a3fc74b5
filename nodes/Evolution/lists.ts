import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from '../shared/libraries';
import { lookUp, searched } from '../shared/lists';
import { evolution } from './evolution';

/** Version 1 nests what version 2 has flat. Both carry tokens, which stay here. */
const instances = z.array(
	z.union([
		z
			.object({ instance: z.object({ instanceName: z.string(), status: z.string().nullish() }) })
			.transform(({ instance }) => ({ name: instance.instanceName, state: instance.status })),
		z
			.object({ name: z.string(), connectionStatus: z.string().nullish() })
			.transform(({ name, connectionStatus }) => ({ name, state: connectionStatus })),
	]),
);

/** GET /instance/fetchInstances; needs the global key, or on version 2 that of an instance. */
export async function listInstances(
	node: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const parsed = instances.safeParse(await lookUp(node, evolution, '/instance/fetchInstances'));
	const known = parsed.success ? parsed.data : [];
	return searched(
		known.map(({ name, state }) => ({
			name: state === 'open' ? name : `${name} (not connected)`,
			value: name,
		})),
		filter,
	);
}
