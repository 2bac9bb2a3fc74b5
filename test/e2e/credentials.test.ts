import { SCOPES } from '../../nodes/shared/sharedMemory/n8nDataTables';
import { providersWith } from '../providers/providers';
import { credentialOf } from '../support/workflows/credentialOf';
import { openStack, type OpenStack } from '../support/stack/openStack';

/** The credentials beyond our own nodes: n8n's connection test, and its HTTP Request node. */
let stack: OpenStack;
let credentials: Array<{ id: string; name: string; type: string }>;
beforeAll(async () => {
	stack = await openStack();
	credentials = await stack.n8n.rest('GET', '/credentials');
});
afterAll(async () => await stack.stop());

const SHARED_MEMORY = 'whatsAppSharedMemoryApi';

const calls: Record<string, { address: string; key: string; path: string }> = {
	...Object.fromEntries(
		providersWith('samples').map(([provider, samples]) => [
			Object.keys(credentialOf(provider)!)[0],
			samples.credential,
		]),
	),
	[SHARED_MEMORY]: { address: 'n8nAddress', key: 'apiKey', path: '/api/v1/data-tables' },
};

const stored = async (type: string) => {
	const { id } = credentials.find((credential) => credential.type === type)!;
	const { data, name } = await stack.n8n.rest<{ name: string; data: Record<string, string> }>(
		'GET',
		`/credentials/${id}?includeData=true`,
	);
	return { id, name, data };
};

const connectionTest = async (type: string, changes: Record<string, string>) => {
	const { id, name, data } = await stored(type);
	return await stack.n8n.rest<{ status: string; message: string }>('POST', '/credentials/test', {
		credentials: { id, name, type, data: { ...data, ...changes } },
	});
};

test.each(Object.keys(calls))('%s: the connection test tells key from address', async (type) => {
	const { address, key } = calls[type];
	expect(await connectionTest(type, {})).toMatchObject({ status: 'OK' });
	expect((await connectionTest(type, { [key]: 'wrong-key' })).message).toContain(
		'did not accept the key',
	);
	const nowhere = { [address]: 'http://127.0.0.1:9' };
	expect((await connectionTest(type, nowhere)).message).toContain('(ECONNREFUSED)');
});

test.each(Object.keys(calls))('%s: n8n’s HTTP Request node can use it', async (type) => {
	const { id, name, data } = await stored(type);
	const { address, path } = calls[type];
	const workflow = await stack.n8n.rest<{ id: string }>('POST', '/workflows', {
		name: `HTTP Request with ${type}`,
		nodes: [
			{
				id: '1',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '2',
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [224, 0],
				parameters: {
					url: data[address] + path,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: type,
				},
				credentials: { [type]: { id, name } },
			},
		],
		connections: { Start: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
	});
	const execution = await stack.n8n.run(workflow.id, 'Start');
	expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
	expect(execution.outputOf('HTTP Request').length).toBeGreaterThan(0);
});

test.each(SCOPES)(
	'Shared Memory: the connection test names %s where it is missing',
	async (scope) => {
		const scopes = SCOPES.filter((each) => each !== scope);
		const apiKey = await stack.n8n.createApiKey(`all but ${scope}`, scopes);
		expect(await connectionTest(SHARED_MEMORY, { apiKey })).toEqual({
			status: 'Error',
			message: `The API key lacks ${scope}. Add every missing scope to the key in Settings → n8n API.`,
		});
	},
);

test('the connection test of Shared Memory makes no table', async () => {
	const { count } = await stack.n8n.rest<{ count: number }>('GET', '/data-tables-global');
	expect(count).toBe(0);
});
