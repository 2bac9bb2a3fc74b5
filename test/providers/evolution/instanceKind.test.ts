import { instanceKindIn, instanceLookup, versionOf } from '../../../nodes/Evolution/instanceKind';

/** As servers 2.3.7 and 1.8.6 answer, less what is not read. */
test.each([
	[
		'a phone of version 2',
		[{ name: 'line', integration: 'WHATSAPP-BAILEYS', token: 'x' }],
		{ version: 'v2', channel: 'phone' },
	],
	[
		'a WhatsApp Business channel of version 2',
		[{ name: 'cloud', integration: 'WHATSAPP-BUSINESS' }],
		{ version: 'v2', channel: 'business' },
	],
	[
		'a channel of the type EVOLUTION',
		[{ name: 'evo', integration: 'EVOLUTION' }],
		{ version: 'v2', channel: 'evolution' },
	],
	[
		'version 1, which gives one instance without a list',
		{ instance: { instanceName: 'line', integration: { integration: 'WHATSAPP-BAILEYS' } } },
		{ version: 'v1', channel: 'phone' },
	],
	[
		'version 1 with a list',
		[{ instance: { instanceName: 'cloud', integration: { integration: 'WHATSAPP-BUSINESS' } } }],
		{ version: 'v1', channel: 'business' },
	],
	['a channel of tomorrow', [{ name: 'x', integration: 'NEW' }], { version: 'v2' }],
])('%s', (_name, body, kind) => expect(instanceKindIn(body)).toEqual(kind));

test.each([undefined, null, [], {}, 'OK', [{}]])('%j says nothing', (body) =>
	expect(instanceKindIn(body)).toBeUndefined(),
);

test('the question names the instance, and a message can do without its answer', () => {
	expect(instanceLookup('my phone')).toMatchObject({
		request: { method: 'GET', path: '/instance/fetchInstances?instanceName=my%20phone' },
		otherwise: {},
	});
});

test('the field says the version, else the server, else nobody', () => {
	expect(versionOf({ apiVersion: 'v1' }, { version: 'v2' })).toBe('v1');
	expect(versionOf({ apiVersion: 'auto' }, { version: 'v2' })).toBe('v2');
	expect(versionOf({ apiVersion: 'auto' }, {})).toBe('auto');
	expect(versionOf({ apiVersion: 'auto' }, undefined)).toBe('auto');
});
