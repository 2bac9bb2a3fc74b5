import type { ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { isSuccess, isWebPage, type Answer } from '../contract/answer';
import { readBaseUrl, withoutLogin } from '../http/baseUrl';
import { parseJson } from '../lib/json';
import { isStoppedByN8n, letThrough } from '../outcome/networkVerdict';

/** What n8n's helper for credential tests answers with, when it is asked for the whole response. */
interface TestResponse {
	statusCode: number;
	body: unknown;
}

/** One question of a credential test. */
export interface Question {
	method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	url: string;
	headers?: Record<string, string>;
	/** Sent as JSON. */
	body?: object;
	timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

const UNTESTED = 'The server responds; the key is only tested when sending';

/** @throws what n8n's helper throws, where no answer came */
export async function askForTest(
	context: ICredentialTestFunctions,
	{ method = 'GET', url, headers, body: asked, timeoutMs = TIMEOUT_MS }: Question,
): Promise<Pick<Answer, 'status' | 'body' | 'text'>> {
	const { statusCode, body } = (await context.helpers.request({
		method,
		url,
		headers: {
			Accept: 'application/json',
			...(asked && { 'Content-Type': 'application/json' }),
			...headers,
		},
		...(asked && { body: JSON.stringify(asked) }),
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		timeout: timeoutMs,
	})) as TestResponse;
	const text = String(body ?? '');
	return { status: statusCode, body: parseJson(text), text };
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
	/** Whether a key may be good for one call and not for another: then HTTP 403 does not refuse the key. */
	scoped?: boolean;
	/** Reads an answer that does not refuse the key; what it returns is what is wrong with it. */
	check?(
		answer: Pick<Answer, 'status' | 'body'>,
		address: string,
	): string | undefined | Promise<string | undefined>;
	/** Whether a key that is refused here may be good for all else. */
	mayBeGood?(address: string): Promise<boolean>;
	/** What to do about a refused key. */
	wrongKey: string;
	/** What to do about an address where the provider is not. */
	wrongAddress: string;
}

/** Says no only to what is certainly wrong: a refused key, or an address where the provider is not. */
export async function testConnection(
	context: ICredentialTestFunctions,
	{ documented = true, scoped = false, ...test }: ConnectionTest,
): Promise<INodeCredentialTestResult> {
	const { providerName, baseUrl, path, headers, wrongKey, wrongAddress } = test;
	const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });
	const passed = (message: string): INodeCredentialTestResult => ({ status: 'OK', message });

	const address = readBaseUrl(baseUrl);
	if (!address) return failed(`This is not a valid web address. ${wrongAddress}`);
	const url = address + path;
	const shown = withoutLogin(url);

	let answer: Awaited<ReturnType<typeof askForTest>>;
	try {
		answer = await askForTest(context, { url, headers });
	} catch (error) {
		const { name, code, cause } = error as {
			name?: string;
			code?: string;
			cause?: { code?: string };
		};
		if (isStoppedByN8n({ name })) {
			return failed(`n8n does not allow requests to ${shown}. Check the address. ${letThrough}`);
		}
		return failed(
			`No answer from ${shown} (${cause?.code ?? code ?? 'no connection'}). ${wrongAddress}`,
		);
	}

	const { status, text } = answer;
	if (status === 401 || (status === 403 && !scoped)) {
		return (await test.mayBeGood?.(address))
			? passed(UNTESTED)
			: failed(`${providerName} did not accept the key (HTTP ${status}). ${wrongKey}`);
	}
	if (!documented) return passed('Connection successful');
	if (status === 404 || (status >= 300 && status < 400)) {
		return failed(`${providerName} is not at ${shown} (HTTP ${status}). ${wrongAddress}`);
	}
	if (isWebPage(text)) {
		return failed(`${shown} is a web page, not the API of ${providerName}. ${wrongAddress}`);
	}
	const complaint = await test.check?.(answer, address);
	if (complaint) return failed(complaint);
	return passed(isSuccess(answer) ? 'Connection successful' : UNTESTED);
}
