import { Readable } from 'node:stream';
import { download } from '../../../nodes/shared/http/download';

jest.mock('../../../nodes/shared/http/deadline', () => ({
	beforeDeadline: async (_ms: number, send: (late: AbortSignal) => Promise<unknown>) => {
		void send(AbortSignal.abort()).catch(() => {});
		throw new Error('too late');
	},
}));

test('an answer that begins after the deadline is not read, and its connection ends', async () => {
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
