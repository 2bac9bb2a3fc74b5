import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testConnection } from '../methods/credentialTest';

export const testSharedMemory = async (
	context: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> =>
	await testConnection(context, {
		providerName: 'n8n',
		baseUrl: data.n8nAddress,
		path: '/api/v1/data-tables?limit=1',
		headers: { 'X-N8N-API-KEY': String(data.apiKey) },
		wrongKey: 'Enter an API key from Settings > n8n API.',
		wrongAddress: 'Enter the address of this n8n.',
	});
