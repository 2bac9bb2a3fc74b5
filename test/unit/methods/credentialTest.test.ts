import type { ICredentialTestFunctions } from 'n8n-workflow';
import { withoutLogin } from '../../../nodes/shared/http/baseUrl';
import { testConnection } from '../../../nodes/shared/methods/credentialTest';

test.each([
	['https://user:pw@example.com/a', 'https://example.com/a'],
	['http://token@example.com', 'http://example.com'],
	['https://user:p@w@example.com/a', 'https://example.com/a'],
	['//user:pw@example.com', '//example.com'],
	['https://example.com/a@b?c=d@e', 'https://example.com/a@b?c=d@e'],
	['none', 'none'],
])('%s is shown as %s', (address, shown) => expect(withoutLogin(address)).toBe(shown));

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
