import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import * as deadline from '../../../nodes/shared/http/deadline';
import { download, fileAt } from '../../../nodes/shared/http/download';

test('an answer that begins after the deadline is not read, and its connection ends', async () => {
	jest.spyOn(deadline, 'beforeDeadline').mockImplementationOnce(async (_ms, send) => {
		void send(AbortSignal.abort()).catch(() => {});
		throw new Error('too late');
	});
	const body = new Readable({ read: () => {} });
	const ended = new Promise((resolve) => body.once('close', resolve));
	let begin: (response: object) => void = () => {};
	const request = async () => await new Promise((resolve) => (begin = resolve));
	const fetched = download(request, { url: 'https://example.com/file' }, 1);
	await expect(fetched).rejects.toThrow('too late');
	begin({ statusCode: 200, headers: {}, body });
	await ended;
	expect(body.destroyed).toBe(true);
});

test('a file of a public name is asked for hop by hop', async () => {
	const asked: IHttpRequestOptions[] = [];
	const httpRequest = async (request: IHttpRequestOptions) => {
		asked.push(request);
		const body = Object.assign((async function* () {})(), { destroy: () => {} });
		return { statusCode: 307, headers: { location: 'http://169.254.169.254/latest' }, body };
	};
	const node = { helpers: { httpRequest } } as unknown as IExecuteFunctions;
	await expect(fileAt(node, 'https://example.com/a', 1000, undefined)).rejects.toThrow(
		'"169.254.169.254" is in a local network',
	);
	expect(asked).toMatchObject([{ url: 'https://example.com/a', disableFollowRedirect: true }]);
});
