import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Match } from '../../../nodes/shared/sharedMemory/dataTable';
import { MemoryTable } from '../n8n/memoryTable';

interface Filter {
	type: 'and' | 'or';
	filters: Array<{ columnName: string; value: string }>;
}

/** As the nodes put their questions. */
const matchOf = ({ type, filters }: Filter): Match =>
	type === 'or'
		? { any: filters[0].columnName as 'lookup', of: filters.map(({ value }) => value) }
		: { all: Object.fromEntries(filters.map(({ columnName, value }) => [columnName, value])) };

const named = (url: URL) =>
	(JSON.parse(url.searchParams.get('filter') ?? '{}') as { name?: string }).name;

/** What n8n's public API answers about one data table, which is there already. */
async function answer(table: MemoryTable, asked: string, url: URL, body: string): Promise<unknown> {
	const { filter, data } = JSON.parse(body || '{}') as { filter: Filter; data: never };
	const inUrl = () => JSON.parse(url.searchParams.get('filter')!) as Filter;
	switch (asked) {
		case 'GET /rows':
			return { data: await table.find(inUrl().filters.map(({ value }) => value)) };
		case 'POST /rows':
			return await table.insert(data);
		case 'PATCH /rows/update':
			return await table.update(matchOf(filter), data);
		case 'DELETE /rows/delete':
			return await table.remove(matchOf(inUrl()));
		default:
			// Of the table that was asked for by its name.
			return { data: [{ id: '1', name: named(url) }] };
	}
}

/** An n8n that has nothing but the data table of the shared memory. */
export async function dataTables() {
	const table = new MemoryTable();
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (piece: Buffer) => (body += piece.toString()));
		request.on('end', () => {
			const url = new URL(request.url!, 'http://n8n');
			const asked = `${request.method} ${url.pathname.replace('/api/v1/data-tables/1', '')}`;
			void answer(table, asked, url, body).then((answered) =>
				response
					.writeHead(200, { 'content-type': 'application/json' })
					.end(JSON.stringify(answered ?? true)),
			);
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		table,
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
