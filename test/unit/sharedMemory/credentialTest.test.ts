import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testSharedMemory } from '../../../nodes/shared/sharedMemory/credentialTest';
import { SCOPES } from '../../../nodes/shared/sharedMemory/n8nDataTables';

interface Asked {
	method: string;
	url: string;
	headers: Record<string, string>;
	body?: string;
}

/** What n8n asks a scope for, by method and path. */
const WANTS: Record<string, string> = {
	'GET /data-tables': 'dataTable:list',
	'POST /data-tables': 'dataTable:create',
	'GET /rows': 'dataTableRow:read',
	'POST /rows': 'dataTableRow:create',
	'PATCH /rows/update': 'dataTableRow:update',
	'DELETE /rows/delete': 'dataTableRow:delete',
};

/** An n8n 2.41.1, as it answers a key with these scopes. */
async function tested(scopes: readonly string[], apiKey = 'key') {
	const asked: Asked[] = [];
	const request = async (options: Asked) => {
		asked.push(options);
		if (options.headers['X-N8N-API-KEY'] !== 'key') return { statusCode: 401, body: '{}' };
		const { pathname } = new URL(options.url);
		const path = pathname.replace(/^\/api\/v1/, '').replace(/^\/data-tables\/\w{16}/, '');
		const scope = WANTS[`${options.method} ${path}`];
		if (!scopes.includes(scope)) return { statusCode: 403, body: '{"message":"Forbidden"}' };
		if (scope === 'dataTable:list') return { statusCode: 200, body: '{"data":[]}' };
		return { statusCode: scope === 'dataTable:create' ? 400 : 404, body: '{}' };
	};
	const result = await testSharedMemory(
		{ helpers: { request } } as unknown as ICredentialTestFunctions,
		{ data: { n8nAddress: 'http://n8n:5678/', apiKey } } as never,
	);
	return { ...result, asked };
}

test('a key with all scopes', async () => {
	expect(await tested(SCOPES)).toMatchObject({ status: 'OK', message: 'Connection successful' });
});

test.each(SCOPES)('without %s: the message names it, and no other', async (scope) => {
	expect(await tested(SCOPES.filter((each) => each !== scope))).toMatchObject({
		status: 'Error',
		message: `The API key lacks ${scope}. Add every missing scope to the key in Settings → n8n API.`,
	});
});

test('with none: the message names them all', async () => {
	const { message } = await tested([]);
	expect(message).toContain(`lacks ${SCOPES.join(', ')}.`);
});

test('a key that n8n does not know: no further call is made', async () => {
	const { status, message, asked } = await tested(SCOPES, 'another');
	expect(status).toBe('Error');
	expect(message).toContain('n8n did not accept the key (HTTP 401). Paste an API key');
	expect(asked).toHaveLength(1);
});

test('nothing is made, changed or deleted: no such table, and a blank name', async () => {
	const { asked } = await tested(SCOPES);
	const changes = asked.filter(({ method }) => method !== 'GET');
	expect(changes).toHaveLength(4);
	for (const { method, url, body } of changes) {
		if (new URL(url).pathname === '/api/v1/data-tables') {
			expect([method, JSON.parse(body!)]).toEqual(['POST', { name: ' ', columns: [] }]);
		} else {
			expect(new URL(url).pathname).toMatch(/^\/api\/v1\/data-tables\/0{16}\/rows/);
		}
	}
});
