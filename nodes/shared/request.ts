import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type JsonValue,
} from 'n8n-workflow';
import type { Answer, Provider, ProviderRequest } from './operation';
import { redact, redactText } from './redact';

const DEFAULT_TIMEOUT_SECONDS = 30;

/** The credential in use, as far as a request needs it. */
export interface Account {
	/** Without a trailing slash. */
	baseUrl: string;
	/** The name that the user gave to the credential. */
	credentialName: string;
	/** What must be hidden wherever it comes back. */
	secrets: string[];
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
	node: IExecuteFunctions | ILoadOptionsFunctions,
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
		secrets: provider.secretFields.map((field) => String(credentials[field] ?? '')),
	};
}

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
		timeout: timeoutSeconds * 1000 + (request.delayMs ?? 0),
	};
}

/** @throws n8n's error around the connection's, where no answer came; it may hold secrets */
export async function call(
	node: IExecuteFunctions | ILoadOptionsFunctions,
	provider: Provider,
	account: Account,
	options: IHttpRequestOptions,
): Promise<Answer> {
	const response = (await node.helpers.httpRequestWithAuthentication.call(
		node,
		provider.credential,
		options,
	)) as IN8nHttpFullResponse;
	const text = String(response.body ?? '');
	return {
		status: response.statusCode,
		body: parseBody(text, account.secrets),
		text: redactText(text, account.secrets),
	};
}

/** Whether a body is a page for people, where an API was expected. */
export const isWebPage = (text: string) => /^\s*</.test(text);

function parseBody(text: string, secrets: readonly string[]): JsonValue | undefined {
	try {
		return redact(JSON.parse(text) as JsonValue, secrets);
	} catch {
		return undefined;
	}
}
