import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { call } from '../../../nodes/shared/http/client';
import { acme, acmeNode } from '../../support/n8n/acme';

const REQUEST: IHttpRequestOptions = { url: 'https://acme.example/messages' };

const answered = async (body: unknown, headers = {}) =>
	await call(acmeNode({ answers: [{ status: 200, body, headers }] }).node, acme, REQUEST);

test('gives the answer, parsed, with the names of its headers in lower case', async () => {
	expect(await answered({ id: 1 }, { 'Retry-After': 7 })).toEqual({
		status: 200,
		body: { id: 1 },
		text: '{"id":1}',
		headers: { 'retry-after': '7' },
	});
});

test.each([
	['', undefined],
	['<html>', undefined],
	['null', null],
	['\ufeff{"id":1}', { id: 1 }],
])('%j is read as %j', async (text, body) => {
	expect((await answered(text)).body).toEqual(body);
});

test.each([
	[200, true],
	[201, false],
])('%d levels of a body are read: %s', async (levels, isRead) => {
	const { body } = await answered(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
	expect(body !== undefined).toBe(isRead);
});

/** A node whose helper answers like this, and what it was called with. */
function nodeWith(body: () => Readable) {
	const calls: Array<{ type: string; signal: AbortSignal | undefined }> = [];
	const { node } = acmeNode();
	node.helpers.httpRequestWithAuthentication = async function (this: IExecuteFunctions, type) {
		calls.push({ type, signal: this.getExecutionCancelSignal() });
		return { statusCode: 200, headers: {}, body: body() };
	} as typeof node.helpers.httpRequestWithAuthentication;
	return { node, calls };
}

test.each([
	[
		'larger than 16 MB',
		function* () {
			for (let megabytes = 0; megabytes < 17; megabytes++) yield Buffer.alloc(2 ** 20);
		},
	],
	[
		'cut off',
		function* () {
			yield Buffer.from('{"id":');
			throw new Error('aborted');
		},
	],
])('an answer that is %s counts as none', async (how, pieces) => {
	const { node } = nodeWith(() => Readable.from(pieces()));
	await expect(call(node, acme, REQUEST)).rejects.toMatchObject({
		cause: { code: `the answer was ${how}` },
	});
});

test('a longer answer is read where one is expected', async () => {
	const text = JSON.stringify({ file: 'a'.repeat(17 * 2 ** 20) });
	const { node } = nodeWith(() => Readable.from([Buffer.from(text)]));
	expect((await call(node, acme, REQUEST, { maxBytes: 20 * 2 ** 20 })).text).toHaveLength(
		text.length,
	);
	const { node: another } = nodeWith(() => Readable.from([Buffer.from(text)]));
	await expect(call(another, acme, REQUEST, { maxBytes: 10 * 2 ** 20 })).rejects.toMatchObject({
		cause: { code: 'the answer was larger than 10 MB' },
	});
});

test('goes with the credential of the provider, and ends with the execution', async () => {
	const body = new Readable({ read: () => {} });
	const { node, calls } = nodeWith(() => body);
	const cancel = new AbortController();
	Object.assign(node, { getExecutionCancelSignal: () => cancel.signal });
	const answer = call(node, acme, { ...REQUEST, timeout: 60_000 });
	expect(calls).toMatchObject([{ type: 'acmeApi', signal: { aborted: false } }]);
	cancel.abort();
	expect(calls[0].signal!.aborted).toBe(true);
	body.destroy();
	await expect(answer).rejects.toBeDefined();
});

test('a file in an answer is left out where nobody needs it', async () => {
	const answer = { key: { id: 'ABC' }, message: { media: 'QUJD'.repeat(5_000_000) } };
	const { node } = nodeWith(() => Readable.from([Buffer.from(JSON.stringify(answer))]));
	expect((await call(node, acme, REQUEST, { needsLongTexts: false })).body).toEqual({
		key: { id: 'ABC' },
		message: { media: '[20000000 bytes]' },
	});
});
