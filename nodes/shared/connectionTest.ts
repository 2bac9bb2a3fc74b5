import type { ICredentialTestFunctions, INodeCredentialTestResult, JsonValue } from 'n8n-workflow';
import { parseJson } from './json';
import { isWebPage, readBaseUrl } from './request';

/** What n8n's helper for credential tests answers with, when it is asked for the whole response. */
interface TestResponse {
	statusCode: number;
	body: unknown;
}

/** How to ask a provider whether a credential works. */
export interface ConnectionTest {
	providerName: string;
	/** As entered into the credential. */
	baseUrl: unknown;
	/** Of a call that only reads. */
	path: string;
	headers: Record<string, string>;
	/** Whether a document describes the answer: if not, only a refused key is certain. */
	documented?: boolean;
	/** Reads a 2xx answer; what it returns is what is wrong with it. */
	check?(body: JsonValue | undefined): string | undefined;
	/** What to do about a refused key. */
	wrongKey: string;
	/** What to do about an address where the provider is not. */
	wrongAddress: string;
}

const TIMEOUT_MS = 15_000;

/** Says no only to what is certainly wrong: a refused key, or an address where the provider is not. */
export async function testConnection(
	context: ICredentialTestFunctions,
	{ documented = true, ...test }: ConnectionTest,
): Promise<INodeCredentialTestResult> {
	const { providerName, baseUrl, path, headers, wrongKey, wrongAddress } = test;
	const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

	const address = readBaseUrl(baseUrl);
	if (!address) return failed(`This is not a web address. ${wrongAddress}`);
	const url = address + path;

	let response: TestResponse;
	try {
		response = (await context.helpers.request({
			method: 'GET',
			url,
			headers: { Accept: 'application/json', ...headers },
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			timeout: TIMEOUT_MS,
		})) as TestResponse;
	} catch (error) {
		const { code, cause } = error as { code?: string; cause?: { code?: string } };
		return failed(
			`No answer from ${url} (${cause?.code ?? code ?? 'no connection'}). ${wrongAddress}`,
		);
	}

	const { statusCode, body } = response;
	if (statusCode === 401 || statusCode === 403) {
		return failed(`${providerName} did not accept the key (HTTP ${statusCode}). ${wrongKey}`);
	}
	if (!documented) return { status: 'OK', message: 'Connection successful' };
	if (statusCode === 404 || (statusCode >= 300 && statusCode < 400)) {
		return failed(`${providerName} is not at ${url} (HTTP ${statusCode}). ${wrongAddress}`);
	}
	if (typeof body === 'string' && isWebPage(body)) {
		return failed(`${url} is a web page, not the API of ${providerName}. ${wrongAddress}`);
	}
	const complaint = statusCode < 300 ? test.check?.(parseJson(String(body))) : undefined;
	return complaint ? failed(complaint) : { status: 'OK', message: 'Connection successful' };
}
