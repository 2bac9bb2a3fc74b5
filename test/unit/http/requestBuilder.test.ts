import type { Account } from '../../../nodes/shared/http/account';
import { buildRequest, previewOf } from '../../../nodes/shared/http/requestBuilder';
import { redactorOf } from '../../../nodes/shared/lib/redact';

const account: Account = {
	baseUrl: 'https://user:secret@acme.example/api',
	credentialName: 'My account',
	secrets: ['acme-key'],
	hide: redactorOf(['acme-key']),
};

test('a request with a body is JSON, follows no redirect, and its answer comes as a stream', () => {
	const request = { method: 'POST', path: '/messages', body: { text: 'Hi' } } as const;
	expect(buildRequest(account, request)).toEqual({
		method: 'POST',
		url: 'https://user:secret@acme.example/api/messages',
		headers: { 'Content-Type': 'application/json' },
		body: '{"text":"Hi"}',
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: 30_000,
	});
});

const upload = {
	field: 'file',
	file: { fileName: 'a.pdf', mimeType: 'application/pdf', bytes: 1_310_720, open: jest.fn() },
};

test('a file goes in a form beside the values of the body, and may take its time', () => {
	const request = { method: 'POST', path: '/media', body: { to: '1' }, upload } as const;
	const stream = { [Symbol.asyncIterator]: jest.fn() };
	const { body, headers, timeout } = buildRequest(account, request, 30, stream);
	expect(headers).toBeUndefined();
	expect(Object.fromEntries((body as FormData).entries())).toEqual({
		to: '1',
		file: expect.objectContaining({ name: 'a.pdf', type: 'application/pdf', size: 1_310_720 }),
	});
	expect(timeout).toBe(40_000);
});

test('a preview names the file and does not show it', () => {
	const request = { method: 'POST', path: '/media', body: { to: '1' }, upload } as const;
	expect(previewOf(account, request).body).toEqual({
		to: '1',
		file: '[file a.pdf, application/pdf, 1310720 bytes]',
	});
});

test('one without a body says nothing of its type', () => {
	const options = buildRequest(account, { method: 'GET', path: '/contacts' });
	expect(options).not.toHaveProperty('headers');
	expect(options).not.toHaveProperty('body');
});

test.each([
	[undefined, undefined, 30_000],
	[1.5, undefined, 1_500],
	[0.0001, undefined, 1],
	[1, 2_000, 3_000],
])('%s s and a delay of %s ms: a timeout of %d ms', (seconds, delayMs, timeout) => {
	const request = { method: 'POST', path: '/messages', delayMs } as const;
	expect(buildRequest(account, request, seconds).timeout).toBe(timeout);
});

test('a preview shows what would leave, without key and login', () => {
	const request = { method: 'POST', path: '/messages', body: { text: 'acme-key' } } as const;
	expect(previewOf(account, request)).toEqual({
		method: 'POST',
		url: 'https://acme.example/api/messages',
		body: { text: '[hidden]' },
	});
	expect(previewOf(account, { method: 'GET', path: '/' }).body).toBeNull();
});
