import { openAccount } from '../../../nodes/shared/http/account';
import { DataTable, TABLE_NAME } from '../../../nodes/shared/sharedMemory/dataTable';
import { n8nDataTables } from '../../../nodes/shared/sharedMemory/n8nDataTables';
import type { NewRow } from '../../../nodes/shared/sharedMemory/row';
import { acmeNode, type AcmeAnswer } from '../../support/n8n/acme';

const ROW: NewRow = { kind: 'Send Once key', key: 'order 17', lookup: 'L', token: 'T' };

const THERE: AcmeAnswer = { status: 200, body: { data: [{ id: 'abc', name: TABLE_NAME }] } };

const NONE: AcmeAnswer = { status: 200, body: { data: [{ id: 'x', name: 'Customers' }] } };

const NO_ROWS: AcmeAnswer = { status: 200, body: { data: [] } };

let tables = 0;

/** A table that no other test knows. */
async function tableWith(answers: AcmeAnswer[], pausesMs: number[] = [], cancel?: AbortSignal) {
	const credential = { n8nAddress: 'http://n8n:5678/', apiKey: 'n8n-secret' };
	const { node, requests } = acmeNode({ answers, credential, cancel });
	const account = await openAccount(node, n8nDataTables);
	const table = new DataTable(node, account, `table ${++tables}`, pausesMs);
	const asked = () =>
		requests.map(
			({ method, url }) =>
				`${method} ${decodeURIComponent(url).replace('http://n8n:5678/api/v1', '')}`,
		);
	const hurried = new DataTable(node, account, table.id, []);
	/** As another execution of this process has it. */
	const again = new DataTable(node, account, table.id, pausesMs);
	return { table, again, hurried, requests, asked };
}

test('the table is looked for by its name, and made where there is none, once', async () => {
	const { table, requests, asked } = await tableWith([
		NONE,
		{ status: 201, body: { id: 'new', name: TABLE_NAME } },
		{ status: 200, body: { success: true } },
		{ status: 200, body: { success: true } },
	]);
	await table.insert([ROW]);
	await table.insert([ROW]);
	expect(asked().slice(1)).toEqual([
		'POST /data-tables',
		'POST /data-tables/new/rows',
		'POST /data-tables/new/rows',
	]);
	expect(JSON.parse(String(requests[1].body))).toMatchObject({
		name: TABLE_NAME,
		columns: expect.arrayContaining([
			{ name: 'kind', type: 'string' },
			{ name: 'token', type: 'string' },
		]),
	});
	expect(JSON.parse(String(requests[2].body))).toEqual({ data: [ROW], returnType: 'count' });
});

test('of two that make it at the same time, both take the one that is there', async () => {
	const taken = { status: 409, body: { message: 'already exists' } };
	const { table, asked } = await tableWith([NONE, taken, THERE, { status: 200, body: {} }]);
	await table.insert([ROW]);
	expect(asked().at(-1)).toBe('POST /data-tables/abc/rows');
});

test('all rows are found, page by page, and what n8n refuses in an address is not in it', async () => {
	const row = {
		id: 1,
		key: 'a',
		lookup: 'L',
		outcome: null,
		updatedAt: '2026-11-28T10:00:00.123Z',
	};
	const { table, requests, asked } = await tableWith([
		THERE,
		{ status: 200, body: { data: [row], nextCursor: 'more' } },
		{ status: 200, body: { data: [{ ...row, id: 2 }], nextCursor: null } },
	]);
	expect(await table.find(['L', 'M'])).toMatchObject([
		{ id: 1, key: 'a', outcome: '', updatedAt: '2026-11-28T10:00:00.123Z' },
		{ id: 2 },
	]);
	expect(asked()[1]).toContain(
		'"type":"or","filters":[{"columnName":"lookup","condition":"eq","value":"L"},{"columnName":"lookup","condition":"eq","value":"M"}]',
	);
	expect(asked()[2]).toContain('cursor=more');
	for (const { url } of requests) expect(url.split('?')[1] ?? '').not.toMatch(/[+:{}"]/);
});

test('what several executions look for at the same time goes in one call, and each gets its own rows', async () => {
	const rowsOf = (...lookups: string[]) => ({
		status: 200,
		body: { data: lookups.map((lookup, index) => ({ id: 9 - index, lookup })) },
	});
	const { table, again, hurried, requests } = await tableWith([
		THERE,
		rowsOf('L', 'M', 'L', 'N'),
		rowsOf('L'),
	]);
	const [mine, others, none] = await Promise.all([
		table.find(['L', 'L']),
		again.find(['M', 'L']),
		again.find([]),
	]);
	expect(mine.map(({ id, lookup }) => `${id} ${lookup}`)).toEqual(['7 L', '9 L']);
	expect(others.map(({ id, lookup }) => `${id} ${lookup}`)).toEqual(['7 L', '8 M', '9 L']);
	expect(none).toEqual([]);
	expect(requests).toHaveLength(2);

	// Who is in a hurry waits for nobody who is not.
	expect(await hurried.find(['L'])).toHaveLength(1);
});

test('more than may go in one call go in several', async () => {
	const { table, requests } = await tableWith([THERE, NO_ROWS, NO_ROWS]);
	await table.find(Array.from({ length: 60 }, (_, index) => `L${index}`));
	const asked = requests.slice(1).map(({ url }) => url.match(/columnName/g)?.length);
	expect(asked).toEqual([50, 10]);
});

test.each<[string, Parameters<DataTable['remove']>[0], object]>([
	['all values', { all: { lookup: 'L', token: 'T' } }, { type: 'and' }],
	['any value', { any: 'token', of: ['T', 'U'] }, { type: 'or' }],
	[
		'age',
		{ kind: 'Send Once key', unchangedSince: new Date('2026-01-01T00:00:00Z') },
		{
			type: 'and',
			filters: [
				{ columnName: 'kind', condition: 'eq', value: 'Send Once key' },
				{ columnName: 'updatedAt', condition: 'lt', value: '2026-01-01T00:00:00.000Z' },
			],
		},
	],
])('rows are removed by %s', async (_name, match, filter) => {
	const { table, requests } = await tableWith([THERE, { status: 200, body: true }]);
	await table.remove(match);
	const { pathname, searchParams } = new URL(requests[1].url);
	expect(pathname).toBe('/api/v1/data-tables/abc/rows/delete');
	expect(JSON.parse(searchParams.get('filter')!)).toMatchObject(filter);
});

test('a table that somebody deleted is made again', async () => {
	const { table, asked } = await tableWith([
		THERE,
		{ status: 200, body: {} },
		{ status: 404, body: { message: 'Could not find the data table' } },
		NONE,
		{ status: 201, body: { id: 'new' } },
		{ status: 200, body: {} },
	]);
	await table.insert([ROW]);
	await table.insert([ROW]);
	expect(asked().at(-1)).toBe('POST /data-tables/new/rows');
});

test('n8n may be away for a while', async () => {
	const away = { status: 503, body: 'Database is not ready!' };
	const { table, asked } = await tableWith([away, away, THERE, { status: 200, body: {} }], [1, 1]);
	await table.insert([ROW]);
	expect(asked()).toHaveLength(4);
});

test('what became of a message is written down also after its execution is cancelled', async () => {
	const answers = [THERE, { status: 200, body: [{ id: 1 }] }];
	const { table } = await tableWith(answers, [], AbortSignal.abort());
	expect(await table.update({ all: { id: 1 } }, { outcome: 'unknown' })).toMatchObject([{ id: 1 }]);
});

test('an n8n that takes long to say nothing is asked less often', async () => {
	const now = performance.now.bind(performance);
	let passed = 0;
	const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + passed);
	const hanging = { status: 503, body: '', meanwhile: () => (passed += 10_000) };
	const pauses = [1, 1, 1, 1, 1, 1, 1];
	const { table, requests } = await tableWith(
		Array.from({ length: 8 }, () => hanging),
		pauses,
	);
	await expect(table.find(['L'])).rejects.toThrow('did not answer');
	expect(requests).toHaveLength(3);
	clock.mockRestore();
});

test('those that look for the table at the same time wait together, and who is in a hurry for nobody', async () => {
	const away = Array.from({ length: 9 }, () => ({ status: 503, body: 'Away' }));
	const { table, hurried, requests } = await tableWith(away, [200, 200]);
	const ended: string[] = [];
	const failing = async (name: string, search: Promise<unknown>) =>
		await search.catch(() => ended.push(name));
	await Promise.all([
		failing('patient', table.find(['L'])),
		failing('another', table.insert([ROW])),
		failing('hurried', hurried.find(['L'])),
	]);
	expect(ended).toEqual(['hurried', expect.anything(), expect.anything()]);
	expect(requests).toHaveLength(4);
});

test.each<[string, AcmeAnswer, string, RegExp]>([
	['n8n that is away', { status: 500, body: '' }, 'shared-memory-unavailable', /did not answer/],
	[
		'a refused key',
		{ status: 401, body: { message: 'unauthorized' } },
		'shared-memory-setup',
		/did not accept the API key/,
	],
	[
		'a missing scope',
		{ status: 403, body: { message: 'Forbidden' } },
		'shared-memory-setup',
		/dataTableRow:update/,
	],
	[
		'an n8n without data tables',
		{ status: 404, body: { message: 'not found' } },
		'shared-memory-setup',
		/from version 2\.7/,
	],
	[
		'full tables',
		{
			status: 400,
			body: { message: 'Data table size limit exceeded: 200MB used, limit is 200MB' },
		},
		'shared-memory-full',
		/are full/,
	],
	[
		'no way there',
		{ throws: { cause: { code: 'ECONNREFUSED', cause: { syscall: 'connect' } } } },
		'shared-memory-unavailable',
		/could not be reached/,
	],
])('%s is said, nothing goes out, and no secret is seen', async (_name, answer, code, said) => {
	const { table } = await tableWith([answer]);
	const error: Error & { verdict?: object } = await table.find(['L']).catch((e) => e);
	expect(error.verdict).toMatchObject({ outcome: 'notSent', code, stops: 'account' });
	expect(error.message).toMatch(said);
	expect(error.message).not.toContain('n8n-secret');
	expect(error.message).not.toMatch(/\{\w+\}/);
});

test('what n8n says of the sizes is added up, where it says anything', async () => {
	const sized = { status: 200, body: { data: [{ sizeBytes: 5 }, { sizeBytes: 7 }] } };
	expect(await (await tableWith([sized])).table.sizeOfAll()).toBe(12);
	const unsized = { status: 200, body: { data: [{ name: 'a' }] } };
	expect(await (await tableWith([unsized])).table.sizeOfAll()).toBeUndefined();
});
