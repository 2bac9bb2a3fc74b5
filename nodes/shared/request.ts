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
import { parseJson } from './json';
import type { Answer, Provider, ProviderRequest } from './operation';
import { redactorOf, type Redactor } from './redact';

const DEFAULT_TIMEOUT_SECONDS = 30;

/** Later than the helper's own timeout, which knows whether the request had left. */
const DEADLINE_LATER_MS = 1000;

/** Above what any provider answers with, a list of all templates among it. */
const MOST_BYTES = 16 * 1024 * 1024;

const DEEPEST_BODY = 200;

/** What a request needs of the credential in use. */
export interface Account {
	/** Without a trailing slash. */
	baseUrl: string;
	/** The name that the user gave to the credential. */
	credentialName: string;
	/** What must be hidden wherever it comes back. */
	secrets: string[];
	/** Hides them in what leaves the node. */
	hide: Redactor;
	/** How numbers without a country code are read where the node does not say. */
	defaultCountry?: unknown;
}

/** Hosts of a local network: one label, an IP address, or a name that is only known there. */
const LOCAL_HOST = /^(localhost|[^./:]+|\d{1,3}(\.\d{1,3}){3}|[^/:]+\.local)(:\d+)?(\/|$)/i;

/**
 * Accepts an address as people paste it: blanks around it, slashes at its end, no scheme.
 * @returns `undefined` for what is not a web address
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
	const secrets = [
		...provider.secretFields.flatMap((field) => writings(String(credentials[field] ?? ''))),
		...loginsIn(baseUrl),
	];
	const { defaultCountry } = credentials;
	return { baseUrl, credentialName, secrets, hide: redactorOf(secrets), defaultCountry };
}

/** A secret as stored, and as it goes over the wire: blanks and what HTTP does not allow fall away. */
const writings = (secret: string) => [
	...new Set([secret, secret.trim(), secret.replace(/[^\x21-\x7e]/g, '')]),
];

/** What `https://user:password@host` holds, which leaves as `Authorization: Basic`. */
function loginsIn(baseUrl: string): string[] {
	const { username, password } = new URL(baseUrl);
	const logins = password ? [`${username}:${password}`, password] : [username];
	return logins.flatMap((written) => [written, decoded(written)]);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

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
	const request = { method, url: account.baseUrl + path, body: (body ?? null) as JsonValue };
	return account.hide.value(request) as IDataObject;
}

type Node = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions;

/**
 * The node, whose requests end with this signal: n8n's helper replaces any other by that of the
 * execution.
 */
function endedBy(node: Node, signal: AbortSignal): Node {
	return Object.create(node, { getExecutionCancelSignal: { value: () => signal } }) as Node;
}

/** @throws n8n's error around the connection's, where no whole answer came; it may hold secrets */
export async function call(
	node: Node,
	provider: Provider,
	options: IHttpRequestOptions,
): Promise<Answer> {
	const cancelled =
		'getExecutionCancelSignal' in node ? node.getExecutionCancelSignal() : undefined;
	// The helper's timeout is idle time, and only before the answer begins.
	return await beforeDeadline(
		(options.timeout ?? 0) + DEADLINE_LATER_MS,
		async (ending) => {
			const response = (await node.helpers.httpRequestWithAuthentication.call(
				endedBy(node, ending),
				provider.credential,
				options,
			)) as IN8nHttpFullResponse;
			const text = await textOf(response.body as AsyncIterable<Buffer>);
			const { statusCode: status, headers } = response;
			return { status, body: readableBody(text), text, headers: headersOf(headers) };
		},
		cancelled,
	);
}

/** With a code, as a connection has that ends before an answer came. */
class NotWhole extends Error {
	constructor(code: string) {
		super(code, { cause: { code } });
	}
}

/** @throws NotWhole */
async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	let cut = false;
	try {
		for await (const piece of body) {
			bytes += piece.length;
			if (bytes > MOST_BYTES) break;
			pieces.push(piece);
		}
	} catch {
		cut = true;
	}
	if (cut) throw new NotWhole('the answer was cut off');
	if (bytes > MOST_BYTES) throw new NotWhole('the answer was larger than 16 MB');
	return new TextDecoder().decode(Buffer.concat(pieces));
}

function headersOf(headers: IN8nHttpFullResponse['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** Whether a body is a page for people, where an API was expected. */
export const isWebPage = (text: string) => /^\s*</.test(text);

/** One that is too deep to be walked through is as good as unreadable. */
function readableBody(text: string): JsonValue | undefined {
	const body = parseJson(text);
	return isShallow(body) ? body : undefined;
}

const isShallow = (value: JsonValue | undefined, levels = DEEPEST_BODY): boolean =>
	typeof value !== 'object' ||
	value === null ||
	(levels > 0 && Object.values(value).every((entry) => isShallow(entry, levels - 1)));

export const isSuccess = ({ status }: Pick<Answer, 'status'>) => status >= 200 && status < 300;
