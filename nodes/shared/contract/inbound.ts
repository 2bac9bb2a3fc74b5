import type { ICredentialDataDecryptedObject, IHookFunctions, JsonValue } from 'n8n-workflow';
import type { EventName, GatewayEvent, ReadEvent } from './event';
import type { ProviderRequest } from './operation';
import type { Provider } from './provider';
import type { AskedQuestion } from './question';

/** What a provider reports: the part of its folder that the trigger uses. */
export interface Inbound {
	provider: Provider;
	/** How its calls prove where they come from. */
	verifications: readonly Verification[];
	/** The key in the credential that a secret is derived from, where we register the webhook. */
	derivesSecretFrom?(credentials: ICredentialDataDecryptedObject): string;
	/** Secrets that its bodies carry, beside ours. */
	secretsIn?(body: JsonValue): Array<string | null>;
	/**
	 * Reads a proven body; what it does not know becomes `other`. Must not throw.
	 * @param receivedAt epoch ms; now, if absent
	 */
	read(body: JsonValue, receivedAt?: number): ReadDelivery;
	/** How the provider gets to know our address; absent: the person enters it there. */
	registration?: Registration;
	/** How a file is had that came neither with its event nor with an address. */
	file?: FileRequest;
	/** Reads the answer to a `questionRequest`. Returns `null` if it contains none of our messages. */
	questionIn?(body: JsonValue): AskedQuestion | null;
	/** What has to be known of an event before one relies on it; only the call shows it. */
	caution?(event: GatewayEvent, headers: WebhookRequest['headers']): string | undefined;
}

export interface FileRequest {
	/** `undefined` where there is nothing to ask with. */
	request(event: GatewayEvent): ProviderRequest | undefined;
	/** Reads a 2xx answer; `null` where there is no file in it. */
	find(body: JsonValue): FoundFile | null;
}

export interface FoundFile {
	base64: string;
	mimeType: string | null;
	fileName: string | null;
}

export interface ReadDelivery {
	/** The provider's own ID of the delivery. */
	eventId?: string | null;
	/** At least one. */
	events: ReadEvent[];
}

/** What a registration has to know. */
export interface WebhookEndpoint {
	/** Our address: of the test or of production. */
	url: string;
	/** What the provider is to prove its calls with. */
	secret: string;
	/** The events that the person chose. */
	events: readonly EventName[];
}

/** Keeps no state of its own: what is registered is found at the provider, by our address. */
export interface Registration {
	exists(node: IHookFunctions, endpoint: WebhookEndpoint): Promise<boolean>;
	/** @throws NodeOperationError that says what to do */
	create(node: IHookFunctions, endpoint: WebhookEndpoint): Promise<void>;
	remove(node: IHookFunctions, endpoint: WebhookEndpoint): Promise<void>;
}

/** A call as it came in. */
export interface WebhookRequest {
	/** The very bytes: a signature is over these. */
	rawBody: Buffer;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	query: Record<string, unknown>;
}

/**
 * Ways to prove that a call comes from the provider.
 * - `hmac`: a header has the HMAC-SHA256 of the body in hex, behind an optional prefix.
 * - `timed-hmac`: the same over "{time}.{body}", where another header has the time (epoch ms).
 * - `header`, `query`: the secret itself, where a provider cannot sign.
 * - `jwt`: a token in Authorization that is signed with the secret (HS256).
 */
export type Verification =
	| { kind: 'hmac'; header: string; prefix?: string }
	| { kind: 'timed-hmac'; header: string; timeHeader: string; windowMs: number }
	| { kind: 'header'; header: string }
	| { kind: 'query'; parameter: string }
	| { kind: 'jwt'; validMs: number; claims: Record<string, string> };
