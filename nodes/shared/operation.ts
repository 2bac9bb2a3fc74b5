import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
	JsonValue,
} from 'n8n-workflow';
import type { ZodType, ZodTypeDef } from 'zod';
import type { AnswerRule, VerdictTable } from './outcomes';
import type { Limit } from './pace';
import type { Parameters } from './parameters';

/** Who a provider is and how its refusals read: data. */
export interface Provider {
	/** As receipts name it. */
	name: string;
	/** As people name it. */
	displayName: string;
	/** The credential type. */
	credential: string;
	/** The address in that credential, as entered. */
	baseUrl(credentials: ICredentialDataDecryptedObject): unknown;
	/** The fields of that credential that must never be seen again. */
	secretFields: readonly string[];
	/** Where the verdict on a status differs from the shared table. */
	verdicts: VerdictTable;
	/** Verdicts by what the provider says; these go first. */
	rules?: readonly AnswerRule[];
	/** Its documented limits, kept without an option for it. */
	limits?: readonly Limit[];
	/** How many messages side by side; 1 where a phone sends them. */
	messagesAtOnce: number;
	/** A limit that cannot be kept in one process, as a hint for runs of this size. */
	quotaHint?: { messages: number; text: string };
	/** What an error body says, where it is not in one of the usual places. */
	words?(body: JsonValue): string | undefined;
	/**
	 * Whether a body is a refusal of the provider itself, and not of something in between. Absent: no
	 * page shows its refusals, so that any JSON object with words counts.
	 */
	isOwnForm?(body: JsonValue | undefined): boolean;
}

/** One HTTP call as the provider's document writes it; the path starts with "/". */
export interface ProviderRequest {
	method: IHttpRequestMethods;
	path: string;
	body?: IDataObject;
	/** How long the provider is asked to wait before it acts, beside the time it takes to answer. */
	delayMs?: number;
}

/** An HTTP answer as it came: whatever of it leaves the node goes through `Account.hide` first. */
export interface Answer {
	status: number;
	/** The parsed body; `undefined` where it is empty or not JSON. */
	body: JsonValue | undefined;
	text: string;
	/** Names in lower case. */
	headers: Record<string, string>;
}

/** Something that a request needs and the provider knows; asked once in a run. */
export interface Lookup<Found> {
	request: ProviderRequest;
	/** Reads it from a 2xx body; `undefined` where it is not there. */
	find(body: JsonValue | undefined): Found | undefined;
	/** What is said of a message that cannot be sent without it. */
	missing: { field: string; reason: string; whatToDo: string };
}

/** What an accepted message is known by. Absent ids are `null`: the provider does not give one. */
export interface Acceptance {
	messageId: string | null;
	contactId?: string;
	conversationId?: string;
	/** The provider's own word for the state of the message, or `null`. */
	status: string | null;
}

interface CommonOperation<Message, Found> {
	provider: Provider;
	/** The parameters of one item, as given. */
	read(parameters: Parameters): unknown;
	/** The only place where a message is judged. Its keys are the names of the parameters. */
	schema: ZodType<Message, ZodTypeDef, unknown>;
	/** Keys of the schema that only group others, so that errors leave them out of a path. */
	groups?: readonly string[];
	/** What has to be looked up for this message, if anything. */
	lookup?(message: Message): Lookup<Found> | undefined;
	/** How the provider wants it. */
	request(message: Message, found: Found | undefined): ProviderRequest;
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
}

/**
 * A message to send. Read top to bottom, it is the message's way: what the user gave, what is valid,
 * how the provider wants it, how its yes reads.
 */
export interface SendOperation<Message, Found = never> extends CommonOperation<Message, Found> {
	/** The recipient as sent. */
	to(message: Message): string;
	/** Which channel of the account carries it: some refusals stop a channel only. */
	channel(message: Message): string;
	/**
	 * Reads a 2xx answer.
	 * @returns `refused` for a refusal in spite of its status, `null` for what no document describes
	 */
	acceptance(answer: Answer): Acceptance | 'refused' | null;
}

/** A question or a change that sends nothing to anybody, so that it may be repeated. */
export interface DataOperation<Message, Found = never> extends CommonOperation<Message, Found> {
	/** Reads a 2xx answer; `null` for what no document describes. */
	data(answer: Answer, message: Message): IDataObject | null;
}

export type Operation<Message, Found> =
	| SendOperation<Message, Found>
	| DataOperation<Message, Found>;

/** What every send returns for an item. */
export interface Receipt extends Acceptance {
	provider: string;
	/** `replayed`: an earlier try of this run sent it; `skipped`: Send Once knows its key. */
	outcome: 'accepted' | 'replayed' | 'skipped' | 'preview';
	/** The number as sent. */
	to: string;
	/** Its country in two letters (ISO 3166); `null` where it is none of a single country. */
	toCountry: string | null;
	attempts: number;
	/** When the request left, ISO 8601; `null` where none left now. */
	sentAt: string | null;
	/** The provider's body, less secrets; `null` where none came now. */
	response: JsonValue;
	/** In a preview: the request that was not sent, less secrets. */
	request?: IDataObject;
}
