import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ICredentialType } from 'n8n-workflow';
import { providers } from '../../sandbox/providers';
import { OWN_DATA_TABLES } from '../../scripts/n8n/ownDataTables';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';

const project = join(__dirname, '..', '..');
const load = createRequire(__filename);

/** The credential types of the nodes, which the sandbox does not import. */
const types = readdirSync(join(project, 'credentials')).map((file) => {
	const [Type] = Object.values(load(join(project, 'credentials', file)));
	return new (Type as new () => ICredentialType)();
});

test('every folder that has the document of an API is a provider', () => {
	const sandbox = join(project, 'sandbox');
	const documented = readdirSync(sandbox, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name)
		.filter((name) => readdirSync(join(sandbox, name)).some((file) => /^openapi/.test(file)));
	const found = new Set(providers.map(({ name }) => name.split('-')[0]));
	expect([...found].sort()).toEqual(documented.sort());
});

test.each(providers.map((provider) => [provider.name, provider] as const))(
	'%s: what is to be entered are fields of its credential in n8n, by name and label',
	(_name, { credential: { type, baseUrl, fields } }) => {
		const { properties } = types.find(({ name }) => name === type)!;
		const known = properties.map(({ name, displayName }) => ({ name, label: displayName }));
		const entered = [baseUrl, ...fields].map(({ name, label }) => ({ name, label }));
		expect(known).toEqual(expect.arrayContaining(entered));
	},
);

test('there is one credential of each provider, for the newest version', () => {
	const credentials = sandboxCredentials('http://127.0.0.1:4010');
	const ofProviders = types.map(({ name }) => name).filter((name) => name !== OWN_DATA_TABLES.type);
	expect(credentials.map(({ type }) => type).sort()).toEqual(ofProviders.sort());
	expect(credentials).toContainEqual({
		name: 'Evolution (sandbox)',
		type: 'evolutionServerApi',
		data: { apiKey: 'evolution-sandbox-key', serverUrl: 'http://127.0.0.1:4010/evolution-v2' },
	});
});
