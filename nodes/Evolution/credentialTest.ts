import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { at, textOf } from '../shared/lib/jsonAccess';
import { askForTest, testConnection, type Question } from '../shared/methods/credentialTest';
import { isLicenceMissing } from './answer';
import { apiVersionIn } from './apiVersion';
import { evolution } from './evolution';

const wrongAddress =
	'Check the Server URL: the address under which the Evolution API answers, such as https://evolution.example.com.';

/** Servers that cannot reach WhatsApp's website never say their version. */
const VERSION_TIMEOUT_MS = 3_000;

/**
 * Asks for the instances. A list proves the key. A refusal does so on version 2 only: version 1 gives
 * the list to the global key alone, and refuses the token of an instance, which is good for all else.
 */
export async function testEvolution(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const headers = { apikey: String(data?.apiKey ?? '') };
	return await testConnection(context, {
		providerName: 'Evolution',
		baseUrl: evolution.baseUrl(data ?? {}),
		path: '/instance/fetchInstances',
		headers,
		check({ status, body }) {
			if (isLicenceMissing(body)) {
				return `The Evolution server has no licence yet. Activate this server at ${textOf(at(body, 'register_url'))}.`;
			}
			return status < 300 && !Array.isArray(body)
				? `There is no Evolution API at this address. ${wrongAddress}`
				: undefined;
		},
		mayBeGood: async (address) => await mayBeVersion1(context, address, headers),
		wrongKey:
			'Enter the global key of the server (AUTHENTICATION_API_KEY), or the token of an instance.',
		wrongAddress,
	});
}

/** By what the server says of itself, or else by a question that only version 2 knows. */
async function mayBeVersion1(
	context: ICredentialTestFunctions,
	address: string,
	headers: Record<string, string>,
): Promise<boolean> {
	const ask = async (question: Question) =>
		await askForTest(context, { ...question, timeoutMs: VERSION_TIMEOUT_MS }).catch(
			() => undefined,
		);
	const version = apiVersionIn((await ask({ url: `${address}/` }))?.body);
	if (version) return version === 'v1';
	const verified = await ask({ method: 'POST', url: `${address}/verify-creds`, headers });
	return verified?.status !== 401;
}
