import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { firstBytes } from '../../../nodes/shared/http/firstBytes';

/** A node whose requests are answered with this. */
function nodeWith(answer: () => { statusCode: number; body: Readable }) {
	const asked: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => {
			asked.push(options);
			return answer();
		},
	};
	return { node: { helpers } as unknown as IExecuteFunctions, asked };
}

const bodyOf = (...pieces: string[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));

test('no more is read than is looked at', async () => {
	const body = bodyOf('OggS', '1234', '5678');
	const { node, asked } = nodeWith(() => ({ statusCode: 206, body }));
	const head = await firstBytes(node, 'https://cdn.example.com/a.ogg', 5, 'evolution.example.com');
	expect(head?.toString()).toBe('OggS1234');
	expect(body.destroyed).toBe(true);
	expect(asked).toMatchObject([{ headers: { Range: 'bytes=0-4' }, disableFollowRedirect: true }]);
	expect(asked[0].headers).not.toHaveProperty('apikey');
});

test.each([
	['an error of the server', () => ({ statusCode: 404, body: bodyOf('no') })],
	[
		'a lost connection',
		() => {
			throw new Error('ECONNRESET');
		},
	],
])('%s says nothing of the file', async (_name, answer) => {
	const { node } = nodeWith(answer);
	expect(await firstBytes(node, 'https://cdn.example.com/a', 5, 'x')).toBeUndefined();
});

test('of local addresses only that of the provider is asked', async () => {
	const { node, asked } = nodeWith(() => ({ statusCode: 200, body: bodyOf('OggS') }));
	expect(await firstBytes(node, 'http://10.0.0.1/a', 5, '10.0.0.2')).toBeUndefined();
	expect(asked).toEqual([]);
	expect(await firstBytes(node, 'http://10.0.0.1/a', 5, '10.0.0.1')).toEqual(Buffer.from('OggS'));
});
