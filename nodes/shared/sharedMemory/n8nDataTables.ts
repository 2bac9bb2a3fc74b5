import type { Provider } from '../contract/provider';
import { nothingSent, type Verdict } from '../contract/verdict';

/** The rights of an API key that the shared memory needs, as n8n names them. */
export const SCOPES = [
	'dataTable:create',
	'dataTable:list',
	'dataTableRow:create',
	'dataTableRow:delete',
	'dataTableRow:read',
	'dataTableRow:update',
] as const;

/** The first n8n whose public API has data tables, as its packages show. */
export const FIRST_VERSION = '2.7';

/** Of rows that cannot be had, whatever the reason. */
export const unavailable: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	code: 'shared-memory-unavailable',
	reason: 'The shared memory did not answer as expected',
	whatToDo:
		'Check that n8n runs at the n8n Address of the credential "{credential}", then run the item again.',
	retry: 'message-waits',
	failure: { cause: 'temporarily-unavailable' },
};

const setup = (reason: string, whatToDo: string): Verdict => ({
	outcome: 'notSent',
	evidence: nothingSent,
	code: 'shared-memory-setup',
	reason,
	whatToDo,
	failure: { cause: 'configuration-invalid' },
});

/** Data tables of this n8n, over its public API: with the header X-N8N-API-KEY. */
export const n8nDataTables: Provider = {
	name: 'n8n',
	displayName: 'Shared Memory',
	credential: 'whatsAppSharedMemoryApi',
	baseUrl: ({ n8nAddress }) => n8nAddress,
	secretFields: ['apiKey'],
	messagesAtOnce: 1,
	rules: [
		{
			says: /size limit exceeded/i,
			verdict: {
				outcome: 'notSent',
				evidence: nothingSent,
				code: 'shared-memory-full',
				reason: 'The data tables of n8n are full',
				whatToDo:
					'Delete rows or tables you no longer need in Data tables of n8n, lower "Keep Rows for (Days)" in the credential "{credential}", or raise N8N_DATA_TABLES_MAX_SIZE_BYTES of n8n.',
				failure: { cause: 'quota-exhausted' },
			},
		},
	],
	verdicts: {
		400: setup(
			'The data table of the shared memory is not as these nodes made it',
			'Rename it in Data tables of n8n: it is then made again. Copy the rows that you need.',
		),
		401: setup(
			'n8n did not accept the API key of the shared memory',
			'Open the credential "{credential}" and enter an API key from Settings → n8n API. The old one may have expired: choose No Expiration for the new one.',
		),
		403: setup(
			'The API key of the shared memory may not do this',
			`Give the API key of the credential "{credential}" these scopes in Settings → n8n API: ${SCOPES.join(', ')}.`,
		),
		404: setup(
			'No data tables were found at the address of the shared memory',
			`Check the n8n Address in the credential "{credential}". n8n has data tables in its public API from version ${FIRST_VERSION}.`,
		),
		'5xx': unavailable,
	},
};
