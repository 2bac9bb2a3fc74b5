import { z } from '../shared/lib/libraries';
import { validEntries } from '../shared/lib/validEntries';
import { listSearch } from '../shared/methods/listSearch';
import { evolution } from './evolution';

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
