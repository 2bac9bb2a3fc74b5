import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	JsonValue,
} from 'n8n-workflow';
import type { EventName, GatewayEvent, ReadEvent } from './event';
import type { Provider, ProviderRequest } from './operation';
import { derivedSecret, type Delivery, type Proof } from './proof';

/** What a provider reports: the part of its folder that the trigger uses. */
export interface Inbound {
	provider: Provider;
	/** How its calls prove where they come from. */
	proofs: readonly Proof[];
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
	/** What has to be known of an event before one relies on it; only the call shows it. */
	caution?(event: GatewayEvent, headers: Delivery['headers']): string | undefined;
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

/** An event on its way from the call to the execution. */
export interface ReceivedItem extends INodeExecutionData {
	caution?: string;
}

export interface ReadDelivery {
	/** The provider's own ID of the delivery. */
	eventId?: string | null;
	/** At least one. */
	events: ReadEvent[];
}

/** What a registration has to know. */
export interface Door {
	/** Our address: of the test or of production. */
	url: string;
	/** What the provider is to prove its calls with. */
	secret: string;
	/** The events that the person chose. */
	events: readonly EventName[];
}

/** Keeps no state of its own: what is registered is found at the provider, by our address. */
export interface Registration {
	exists(node: IHookFunctions, door: Door): Promise<boolean>;
	/** @throws NodeOperationError that says what to do */
	create(node: IHookFunctions, door: Door): Promise<void>;
	remove(node: IHookFunctions, door: Door): Promise<void>;
}

/**
 * An address of n8n ends in "webhook/{id of the node}/webhook", or "webhook-test/…": what stands
 * before that may change when n8n moves to another host.
 */
const endOf = (address: string, parts: number) =>
	URL.canParse(address) ? new URL(address).pathname.split('/').slice(-parts).join('/') : address;

/** Whether both are the test address, or both the production address, of one node. */
export const isSameDoor = (one: string, other: string): boolean =>
	endOf(one, 3) === endOf(other, 3);

/** Whether both belong to one node. */
export const isSameNode = (one: string, other: string): boolean =>
	endOf(one, 2) === endOf(other, 2);

/**
 * What the provider may prove its calls with; blank where there is none.
 * - `own`: entered into the credential, and at the provider.
 * - `derived`: registered by us.
 */
export function secretsOf(
	node: IHookFunctions | IWebhookFunctions,
	{ derivesSecretFrom }: Inbound,
	credentials: ICredentialDataDecryptedObject,
) {
	const key = derivesSecretFrom?.(credentials) ?? '';
	return {
		own: String(credentials.webhookSecret ?? '').trim(),
		derived: key && derivedSecret(key, String(node.getWorkflow().id), node.getNode().id),
	};
}
