import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testConnection } from '../shared/methods/credentialTest';

/** Asks for the pipelines, the smallest list that every Vambe account has. */
export async function testVambe(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await testConnection(context, {
		providerName: 'Vambe',
		baseUrl: data?.baseUrl,
		path: '/api/public/pipeline',
		headers: { 'x-api-key': String(data?.apiKey ?? '') },
		wrongKey: 'Paste the API key from app.vambeai.com/developers into this credential.',
		wrongAddress: 'Check the Base URL: it is https://api.vambe.me unless Vambe told you otherwise.',
	});
}
