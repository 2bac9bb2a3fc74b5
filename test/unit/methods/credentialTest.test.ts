import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testConnection } from '../../../nodes/shared/methods/credentialTest';

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
