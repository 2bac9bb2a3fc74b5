import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Provider } from '../contract/provider';
import { redactorOf, type Redactor } from '../lib/redact';
import { errorSaying } from '../outcome/nodeError';
import { readBaseUrl } from './baseUrl';

/** What n8n gives to the methods of a node that ask a provider. */
export type RequestingNode =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions;

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

/** @throws NodeOperationError where the node has no credential or it has no usable address */
export async function openAccount(node: RequestingNode, provider: Provider): Promise<Account> {
	const credentials: ICredentialDataDecryptedObject = await node.getCredentials(
		provider.credential,
	);
	const credentialName =
		node.getNode().credentials?.[provider.credential]?.name ?? provider.displayName;
	const baseUrl = readBaseUrl(provider.baseUrl(credentials));
	if (!baseUrl) {
		throw errorSaying(
			`The credential "${credentialName}" has no valid address`,
			'invalid-credential',
			node.getNode(),
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
