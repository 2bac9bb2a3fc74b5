import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What comes of something that is done against a server with one answer to everything. */
export async function withServer<Result>(
	status: number,
	body: string,
	use: (url: string) => Promise<Result>,
	headers: Record<string, string> = {},
): Promise<Result> {
	const server = createServer((_request, response) =>
		response.writeHead(status, headers).end(body),
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	try {
		return await use(`http://127.0.0.1:${port}`);
	} finally {
		server.close();
	}
}
