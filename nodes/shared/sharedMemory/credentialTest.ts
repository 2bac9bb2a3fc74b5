import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { askForTest, testConnection, type Question } from '../methods/credentialTest';
import { TABLES } from './dataTable';
import { FIRST_VERSION, type SCOPES } from './n8nDataTables';

type Scope = (typeof SCOPES)[number];

type Call = Pick<Question, 'method' | 'body'> & { path: string };

/** Of a table that there is not. */
const ROWS = `${TABLES}/0000000000000000/rows`;

const NO_ROW = { type: 'and', filters: [{ columnName: 'id', condition: 'eq', value: 0 }] };

/** Calls that change nothing: n8n looks at the scope first, and only then finds nothing to do them on. */
const CALLS: Record<Scope, Call> = {
	// Refused for its blank name.
	'dataTable:create': { method: 'POST', path: TABLES, body: { name: ' ', columns: [] } },
	'dataTable:list': { path: `${TABLES}?limit=1` },
	'dataTableRow:create': { method: 'POST', path: ROWS, body: { data: [{ key: '' }] } },
	'dataTableRow:delete': {
		method: 'DELETE',
		path: `${ROWS}/delete?filter=${encodeURIComponent(JSON.stringify(NO_ROW))}`,
	},
	'dataTableRow:read': { path: `${ROWS}?limit=1` },
	'dataTableRow:update': {
		method: 'PATCH',
		path: `${ROWS}/update`,
		body: { filter: NO_ROW, data: { key: '' } },
	},
};

export async function testSharedMemory(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const headers = { 'X-N8N-API-KEY': String(data?.apiKey ?? '') };

	const missingScopes = async (address: string) => {
		const missing = await Promise.all(
			Object.entries(CALLS).map(async ([scope, { path, ...call }]) => {
				const question = { ...call, url: address + path, headers };
				// One that got no answer says nothing about its scope.
				const answer = await askForTest(context, question).catch(() => undefined);
				return answer?.status === 403 ? [scope] : [];
			}),
		);
		return missing.flat();
	};

	return await testConnection(context, {
		providerName: 'n8n',
		baseUrl: data?.n8nAddress,
		path: CALLS['dataTable:list'].path,
		headers,
		scoped: true,
		async check(_answer, address) {
			const missing = await missingScopes(address);
			return missing.length === 0
				? undefined
				: `The API key lacks ${missing.join(', ')}. Add every missing scope to the key in Settings → n8n API.`;
		},
		wrongKey:
			'Paste an API key from Settings → n8n API into this credential. Where N8N_PUBLIC_API_DISABLED is true, n8n accepts none.',
		wrongAddress: `Enter the address of n8n's main process, such as http://localhost:5678. Shared Memory needs n8n ${FIRST_VERSION} or later.`,
	});
}
