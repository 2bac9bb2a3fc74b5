import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testConnection } from '../shared/methods/credentialTest';

/** The help centre names GET /api/accounts and nothing about its answer: only a refused key is sure. */
export async function testAisoule(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await testConnection(context, {
		providerName: 'AIsoule',
		baseUrl: data?.baseUrl,
		path: '/api/accounts',
		documented: false,
		headers: { 'X-API-Key': String(data?.apiKey ?? '') },
		wrongKey: 'Paste the key from the API settings of AIsoule into this credential.',
		wrongAddress:
			'Check the Base URL: it is https://app.aisoule.com unless AIsoule told you otherwise.',
	});
}
