import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import * as deadline from '../../../nodes/shared/http/deadline';
import {
	download,
	fileAt,
	LocalAddress,
	NoFile,
	persistently,
} from '../../../nodes/shared/http/download';

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

const serving = (...answers: Array<{ status?: number; location?: string; body?: string[] }>) => {
	const asked: string[] = [];
	const httpRequest = async ({ url }: IHttpRequestOptions) => {
		asked.push(url);
		const { status = 200, location, body = ['file'] } = answers.shift()!;
		const headers = { location };
		return {
			statusCode: status,
			headers,
			body: Readable.from(body.map((piece) => Buffer.from(piece))),
		};
	};
	return { node: { helpers: { httpRequest } } as unknown as IExecuteFunctions, asked };
};

test('a file is what comes, piece by piece', async () => {
	const { node } = serving({ body: ['a', 'bc'] });
	expect((await fileAt(node, 'https://example.com/a', 3, undefined)).toString()).toBe('abc');
});

test('one that is too large is left at that, in whatever pieces it comes', async () => {
	const { node } = serving({ body: ['ab', 'cd'] });
	await expect(fileAt(node, 'https://example.com/a', 3, undefined)).rejects.toBeInstanceOf(NoFile);
});

test.each([199, 300, 404, 500])('%d is no file', async (status) => {
	const { node } = serving({ status });
	await expect(fileAt(node, 'https://example.com/a', 9, undefined)).rejects.toThrow(
		`the server answered with HTTP ${status}`,
	);
});

test('a redirect leads on from where it is, five times', async () => {
	const steps = (count: number) =>
		Array.from({ length: count }, () => ({ status: 302, location: 'b' }));
	const { node, asked } = serving(...steps(5), {});
	await fileAt(node, 'https://example.com/x/a', 9, undefined);
	expect(asked.slice(0, 2)).toEqual(['https://example.com/x/a', 'https://example.com/x/b']);
	const endless = serving(...steps(6));
	await expect(fileAt(endless.node, 'https://example.com/a', 9, undefined)).rejects.toThrow(
		'redirected more than 5 times',
	);
});

test('of local addresses, the provider’s own host alone', async () => {
	const own = serving({});
	await fileAt(own.node, 'http://evolution:8080/a', 9, 'evolution:8080');
	expect(own.asked).toHaveLength(1);
	const other = serving({});
	await expect(
		fileAt(other.node, 'http://evolution:9090/a', 9, 'evolution:8080'),
	).rejects.toBeInstanceOf(LocalAddress);
	expect(other.asked).toEqual([]);
});

describe('what failed', () => {
	const failing = (...thrown: unknown[]) => {
		let tries = 0;
		const work = async () => {
			tries++;
			if (thrown.length > 0) throw thrown.shift();
			return 'done';
		};
		return { work, tries: () => tries };
	};

	test('is tried once more', async () => {
		const once = failing(new Error('reset'));
		expect(await persistently(once.work)).toBe('done');
		const twice = failing(new Error('reset'), new Error('again'), new Error('third'));
		await expect(persistently(twice.work)).rejects.toThrow('again');
		expect(twice.tries()).toBe(2);
	});

	test('for good is not', async () => {
		const { work, tries } = failing(new NoFile('it is larger'));
		await expect(persistently(work)).rejects.toThrow('it is larger');
		expect(tries()).toBe(1);
	});

	test('by the deadline says so in words', async () => {
		const late = { cause: { code: 'no answer in time' } };
		await expect(persistently(failing(late, late).work)).rejects.toThrow(
			'the server did not send it in time',
		);
	});
});
