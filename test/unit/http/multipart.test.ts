import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { multipartForm } from '../../../nodes/shared/http/multipart';

const file = { fileName: 'año "1".pdf', mimeType: 'application/pdf', bytes: 6, open: jest.fn() };

const stream = () => ({
	async *[Symbol.asyncIterator]() {
		yield Buffer.from('abc');
		yield Buffer.from('def');
	},
});

/** Sends it as n8n does, by axios, and returns what arrived. */
async function sent(form: unknown) {
	let arrived = '';
	let length: string | undefined;
	const server = createServer((request, response) => {
		length = request.headers['content-length'];
		request.setEncoding('utf8');
		request.on('data', (piece: string) => (arrived += piece));
		request.on('end', () => response.end());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await axios.post(`http://127.0.0.1:${port}/`, form, { maxRedirects: 0 });
	server.close();
	return { arrived, length };
}

test('values and file arrive as parts of a form, whose length is known', async () => {
	const fields = { number: '569', quoted: { key: { id: 'm1' } }, delay: 5 };
	const { arrived, length } = await sent(multipartForm(fields, 'file', file, stream()));
	expect(arrived).toContain('name="number"\r\n\r\n569\r\n');
	expect(arrived).toContain('name="quoted"\r\n\r\n{"key":{"id":"m1"}}\r\n');
	expect(arrived).toContain('name="delay"\r\n\r\n5\r\n');
	expect(arrived).toContain(
		'name="file"; filename="año %221%22.pdf"\r\nContent-Type: application/pdf',
	);
	expect(arrived).toContain('\r\n\r\nabcdef\r\n');
	expect(Number(length)).toBe(Buffer.byteLength(arrived));
});
