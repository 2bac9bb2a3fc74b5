import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	JsonValue,
} from 'n8n-workflow';
import { testConnection } from '../shared/connectionTest';
import { apiVersionIn } from './apiVersion';
import { evolution } from './evolution';

const wrongAddress =
	'Check the Server URL: the address under which the Evolution API answers, such as https://evolution.example.com.';

/**
 * Looks whether an Evolution API answers, and whether it takes the key. Version 1 refuses this
 * question to the token of an instance, which is a good key for all else: there, a 401 says nothing.
 */
export async function testEvolution(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const test = {
		providerName: 'Evolution',
		baseUrl: evolution.baseUrl(data ?? {}),
		wrongAddress,
		wrongKey:
			'Enter the global key of the server (AUTHENTICATION_API_KEY), or the token of an instance.',
	};
	let version: ReturnType<typeof apiVersionIn>;
	const reached = await testConnection(context, {
		...test,
		path: '/',
		headers: {},
		check(body: JsonValue | undefined) {
			version = apiVersionIn(body);
			return version ? undefined : `There is no Evolution API at this address. ${wrongAddress}`;
		},
	});
	if (reached.status === 'Error') return reached;
	if (version === 'v1') {
		return { status: 'OK', message: 'The server answers; the key shows when a message is sent' };
	}
	return await testConnection(context, {
		...test,
		path: '/instance/fetchInstances',
		headers: { apikey: String(data?.apiKey ?? '') },
	});
}
