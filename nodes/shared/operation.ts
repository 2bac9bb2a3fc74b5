import type { IDataObject, IExecuteFunctions, IHttpRequestMethods, JsonValue } from 'n8n-workflow';
import type { ZodType, ZodTypeDef } from 'zod';
import type { VerdictTable } from './outcomes';

/** Who a provider is and how its refusals read. Data: a provider adds no code here. */
export interface Provider {
	/** As receipts name it. */
	name: string;
	/** As people name it. */
	displayName: string;
	/** The credential type. It has a `baseUrl` field. */
	credential: string;
	/** The fields of that credential that must never be seen again. */
	secretFields: readonly string[];
	/** Where the verdict on an answer differs from the shared table. */
	verdicts: VerdictTable;
}

/** One HTTP call as the provider's document writes it; the path starts with "/". */
export interface ProviderRequest {
	method: IHttpRequestMethods;
	path: string;
	body?: IDataObject;
}

/** What an accepted message is known by. Absent ids are `null`: the provider does not give one. */
export interface Acceptance {
	messageId: string | null;
	contactId?: string;
	conversationId?: string;
	/** The provider's own word for the state of the message, or `null`. */
	status: string | null;
}

/**
 * One thing that a provider can be asked to send. Read top to bottom, it is the way of a message:
 * what the user gave, what is a valid message, how the provider wants it, how its yes reads.
 */
export interface Operation<Message> {
	/** The parameters of one item, as given. */
	read(node: IExecuteFunctions, itemIndex: number): unknown;
	/** The only place where a message is judged. */
	schema: ZodType<Message, ZodTypeDef, unknown>;
	/** The recipient, "+" and digits. */
	to(message: Message): string;
	/** Which channel of the account carries it: some refusals stop a channel only. */
	channel(message: Message): string;
	/** How the provider wants it. */
	request(message: Message): ProviderRequest;
	/** Reads a 2xx body, or `null` where it is not the acceptance that the document describes. */
	acceptance(body: JsonValue | undefined): Acceptance | null;
}

/** What every send returns for an item. */
export interface Receipt extends Acceptance {
	provider: string;
	outcome: 'accepted';
	/** The number as sent. */
	to: string;
	attempts: number;
	/** When the request left, ISO 8601. */
	sentAt: string;
	/** The provider's body, less secrets. */
	response: JsonValue;
}
