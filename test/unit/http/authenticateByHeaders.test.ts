import { authenticateByHeaders } from '../../../nodes/shared/http/authenticateByHeaders';

const authenticate = authenticateByHeaders({ 'X-Auth-ID': 'authId', 'X-Auth-Token': 'authToken' });

test('each header holds its field of the credential, beside what the request has', async () => {
	const request = { url: 'https://acme.example', headers: { accept: '*/*' }, body: { to: '1' } };
	const signed = await authenticate({ authId: 'id', authToken: 'token', other: 'x' }, request);
	expect(signed).toEqual({
		...request,
		headers: { accept: '*/*', 'X-Auth-ID': 'id', 'X-Auth-Token': 'token' },
	});
});

test('the request that was given stays as it was', async () => {
	const request = { url: 'https://acme.example' };
	await authenticate({ authId: 'id', authToken: 'token' }, request);
	expect(request).toEqual({ url: 'https://acme.example' });
});
