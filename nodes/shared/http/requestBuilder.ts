import type { IDataObject, IHttpRequestOptions, JsonValue } from 'n8n-workflow';
import type { ProviderRequest } from '../contract/operation';
import type { Account } from './account';
import { withoutLogin } from './baseUrl';

const DEFAULT_TIMEOUT_SECONDS = 30;

/**
 * Builds the request for n8n's helper. Its answer comes as a stream, which can be ended, and whose text
 * we parse ourselves, so that unreadable differs from empty. Redirects are not followed, since the key
 * would go with them.
 */
export function buildRequest(
	account: Account,
	request: ProviderRequest,
	timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
): IHttpRequestOptions {
	return {
		method: request.method,
		url: account.baseUrl + request.path,
		...(request.body && {
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(request.body),
		}),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: Math.ceil(timeoutSeconds * 1000) + (request.delayMs ?? 0),
	};
}

/** A request as it would leave, less secrets; the key's header is added by n8n and shown as hidden. */
export function previewOf(account: Account, { method, path, body }: ProviderRequest): IDataObject {
	const request = {
		method,
		url: withoutLogin(account.baseUrl) + path,
		body: (body ?? null) as JsonValue,
	};
	return account.hide.value(request) as IDataObject;
}
