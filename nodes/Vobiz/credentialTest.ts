import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { testConnection } from '../shared/methods/credentialTest';
import { CHANNELS_PATH } from './channels';

export async function testVobiz(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await testConnection(context, {
		providerName: 'Vobiz',
		baseUrl: data?.baseUrl,
		path: CHANNELS_PATH,
		headers: {
			'X-Auth-ID': String(data?.authId ?? ''),
			'X-Auth-Token': String(data?.authToken ?? ''),
		},
		wrongKey: 'Enter the Auth ID (it starts with MA_) and the Auth Token of your Vobiz console.',
		wrongAddress:
			'Check the Base URL: it is https://api.vobiz.ai/api/v1/messaging unless Vobiz told you otherwise.',
	});
}
