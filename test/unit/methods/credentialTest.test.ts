import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testConnection, type ConnectionTest } from '../../../nodes/shared/methods/credentialTest';

test.each([
	['no answer', () => Promise.reject(new Error('no'))],
	['a redirect', async () => ({ statusCode: 301, body: '' })],
	['a page', async () => ({ statusCode: 200, body: '<html>' })],
])('a connection test with %s shows no login', async (_, request) => {
	const { status, message } = await testConnection(
		{ helpers: { request } } as unknown as ICredentialTestFunctions,
		{
			providerName: 'X',
			baseUrl: 'https://user:pw@example.com',
			path: '/a',
			headers: {},
			wrongKey: '',
			wrongAddress: '',
		},
	);
	expect(status).toBe('Error');
	expect(message).toContain('https://example.com/a');
	expect(message).not.toMatch(/user|pw/);
});

type Asked = Record<string, unknown>;

async function tested(answer: object | Error, changes: Partial<ConnectionTest> = {}) {
	const asked: Asked[] = [];
	const request = async (options: Asked) => {
		asked.push(options);
		if (answer instanceof Error) throw answer;
		return answer;
	};
	const result = await testConnection(
		{ helpers: { request } } as unknown as ICredentialTestFunctions,
		{
			providerName: 'Acme',
			baseUrl: 'acme.example/',
			path: '/me',
			headers: { 'x-api-key': 'key' },
			wrongKey: 'Enter another.',
			wrongAddress: 'Enter the address.',
			...changes,
		},
	);
	return { ...result, asked };
}

test('asks with the key, reads only, and follows no redirect', async () => {
	const { asked } = await tested({ statusCode: 200, body: '{}' });
	expect(asked).toMatchObject([
		{
			method: 'GET',
			url: 'https://acme.example/me',
			headers: { Accept: 'application/json', 'x-api-key': 'key' },
			followRedirect: false,
		},
	]);
});

const OK = 'Connection successful';
const UNTESTED = 'The server responds; the key is only tested when sending';

test.each<[string, object | Error, Partial<ConnectionTest>, 'OK' | 'Error', string]>([
	['a yes', { statusCode: 200, body: '{}' }, {}, 'OK', OK],
	[
		'a refused key',
		{ statusCode: 401, body: '' },
		{},
		'Error',
		'Acme did not accept the key (HTTP 401). Enter another.',
	],
	[
		'a key without rights',
		{ statusCode: 403, body: '' },
		{},
		'Error',
		'Acme did not accept the key (HTTP 403). Enter another.',
	],
	[
		'a key that is good elsewhere',
		{ statusCode: 401, body: '' },
		{ mayBeGood: async () => true },
		'OK',
		UNTESTED,
	],
	[
		'one that is not',
		{ statusCode: 401, body: '' },
		{ mayBeGood: async () => false },
		'Error',
		'Acme did not accept the key (HTTP 401). Enter another.',
	],
	[
		'another place',
		{ statusCode: 404, body: '' },
		{},
		'Error',
		'Acme is not at https://acme.example/me (HTTP 404). Enter the address.',
	],
	[
		'a redirect',
		{ statusCode: 302, body: '' },
		{},
		'Error',
		'Acme is not at https://acme.example/me (HTTP 302). Enter the address.',
	],
	[
		'a page',
		{ statusCode: 200, body: '<html>' },
		{},
		'Error',
		'https://acme.example/me is a web page, not the API of Acme. Enter the address.',
	],
	['another status', { statusCode: 400, body: '{}' }, {}, 'OK', UNTESTED],
	['a failure', { statusCode: 500, body: '' }, {}, 'OK', UNTESTED],
	[
		'what is wrong with the answer',
		{ statusCode: 200, body: '{"a":1}' },
		{ check: ({ body }) => JSON.stringify(body) },
		'Error',
		'{"a":1}',
	],
	[
		'another place, undocumented',
		{ statusCode: 404, body: '<html>' },
		{ documented: false },
		'OK',
		OK,
	],
	[
		'a refused key, undocumented',
		{ statusCode: 401, body: '' },
		{ documented: false },
		'Error',
		'Acme did not accept the key (HTTP 401). Enter another.',
	],
	[
		'no address',
		new Error('no'),
		{ baseUrl: '' },
		'Error',
		'This is not a valid web address. Enter the address.',
	],
	[
		'no answer',
		Object.assign(new Error('no'), { code: 'ETIMEDOUT' }),
		{},
		'Error',
		'No answer from https://acme.example/me (ETIMEDOUT). Enter the address.',
	],
	[
		'an address that n8n stops',
		Object.assign(new Error('no'), { name: 'SsrfBlockedIpError' }),
		{},
		'Error',
		'n8n does not allow requests to https://acme.example/me. Check the address. If it is right, add it to N8N_SSRF_ALLOWED_IP_RANGES or N8N_SSRF_ALLOWED_HOSTNAMES of n8n.',
	],
	[
		'a key that is good for other calls',
		{ statusCode: 403, body: '{}' },
		{ scoped: true, check: async ({ status }, address) => `${address} ${status}` },
		'Error',
		'https://acme.example 403',
	],
	[
		'a refused key that might have been good for some calls',
		{ statusCode: 401, body: '{}' },
		{ scoped: true },
		'Error',
		'Acme did not accept the key (HTTP 401). Enter another.',
	],
	[
		'no answer, deeper',
		Object.assign(new Error('no'), { cause: { code: 'ENOTFOUND' } }),
		{},
		'Error',
		'No answer from https://acme.example/me (ENOTFOUND). Enter the address.',
	],
	[
		'no answer at all',
		new Error('no'),
		{},
		'Error',
		'No answer from https://acme.example/me (no connection). Enter the address.',
	],
])('%s', async (_name, answer, changes, status, message) => {
	expect(await tested(answer, changes)).toMatchObject({ status, message });
});
