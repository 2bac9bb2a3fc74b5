import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type JsonValue,
} from 'n8n-workflow';
import { beforeDeadline } from './deadline';
import type { Answer, Provider, ProviderRequest } from './operation';
import { redact, redactText } from './redact';

const DEFAULT_TIMEOUT_SECONDS = 30;

/** Later than the helper's own timeout, which knows whether the request had left. */
const DEADLINE_LATER_MS = 1000;

/** The credential in use, as far as a request needs it. */
export interface Account {
	/** Without a trailing slash. */
	baseUrl: string;
	/** The name that the user gave to the credential. */
	credentialName: string;
	/** What must be hidden wherever it comes back. */
	secrets: string[];
	/** How numbers without a country code are read where the node does not say. */
	defaultCountry?: unknown;
}

/** Hosts of a local network: one label, an IP address, or a name that is only known there. */
const LOCAL_HOST = /^(localhost|[^./:]+|\d{1,3}(\.\d{1,3}){3}|[^/:]+\.local)(:\d+)?(\/|$)/i;

/**
 * Accepts an address as people paste it: blanks around it, slashes at its end, no scheme.
 * @returns `undefined` for what is no web address
 */
export function readBaseUrl(address: unknown): string | undefined {
	const trimmed = String(address ?? '')
		.trim()
		.replace(/\/+$/, '');
	const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed);
	const complete = hasScheme
		? trimmed
		: `${LOCAL_HOST.test(trimmed) ? 'http' : 'https'}://${trimmed}`;
	return /^https?:\/\/[^\s/]/i.test(complete) && URL.canParse(complete) ? complete : undefined;
}

/** @throws NodeOperationError where the node has no credential or it has no usable address */
export async function openAccount(
	node: IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions,
	provider: Provider,
): Promise<Account> {
	const credentials: ICredentialDataDecryptedObject = await node.getCredentials(
		provider.credential,
	);
	const credentialName =
		node.getNode().credentials?.[provider.credential]?.name ?? provider.displayName;
	const baseUrl = readBaseUrl(provider.baseUrl(credentials));
	if (!baseUrl) {
		throw new NodeOperationError(
			node.getNode(),
			`The credential "${credentialName}" has no valid address`,
			{ failure: { cause: 'configuration-invalid' } },
		);
	}
	return {
		baseUrl,
		credentialName,
		defaultCountry: credentials.defaultCountry,
		secrets: provider.secretFields.flatMap((field) => writings(String(credentials[field] ?? ''))),
	};
}

/** A secret as stored, and as it goes over the wire: blanks and what HTTP does not allow fall away. */
const writings = (secret: string) => [
	...new Set([secret, secret.trim(), secret.replace(/[^\x21-\x7e]/g, '')]),
];

/**
 * Builds the request for n8n's helper. We parse the body ourselves, so that unreadable is told from
 * empty; redirects are not followed, since the key would go with them.
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
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: Math.ceil(timeoutSeconds * 1000) + (request.delayMs ?? 0),
	};
}

/** A request as it would leave, less secrets; the key's header is added by n8n and shown as hidden. */
export function previewOf(account: Account, { method, path, body }: ProviderRequest): IDataObject {
	const request = { method, url: account.baseUrl + path, body: (body ?? null) as JsonValue };
	return redact(request, account.secrets) as IDataObject;
}

/** @throws n8n's error around the connection's, where no answer came; it may hold secrets */
export async function call(
	node: IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions,
	provider: Provider,
	account: Account,
	options: IHttpRequestOptions,
): Promise<Answer> {
	// The helper's timeout is idle time: an answer that drips would hold a message for ever.
	const response = await beforeDeadline(
		(options.timeout ?? 0) + DEADLINE_LATER_MS,
		async () =>
			(await node.helpers.httpRequestWithAuthentication.call(
				node,
				provider.credential,
				options,
			)) as IN8nHttpFullResponse,
	);
	const text = String(response.body ?? '');
	return {
		status: response.statusCode,
		body: parseBody(text, account.secrets),
		text: redactText(text, account.secrets),
		headers: headersOf(response.headers),
	};
}

function headersOf(headers: IN8nHttpFullResponse['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** Whether a body is a page for people, where an API was expected. */
export const isWebPage = (text: string) => /^\s*</.test(text);

/** One that cannot be redacted, as it is too deep, is as good as unreadable. */
function parseBody(text: string, secrets: readonly string[]): JsonValue | undefined {
	try {
		return redact(JSON.parse(text) as JsonValue, secrets);
	} catch {
		return undefined;
	}
}

export const isSuccess = ({ status }: Answer) => status >= 200 && status < 300;
