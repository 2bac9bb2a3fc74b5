import type { IDataObject, IHttpRequestMethods, JsonValue } from 'n8n-workflow';
import type { ZodType, ZodTypeDef } from 'zod';
import type { Answer } from './answer';
import type { Complaint, FileUse, ReadyFile, Upload } from './file';
import type { Parameters } from './parameters';
import type { Provider } from './provider';
import type { AnswerRule, VerdictTable } from './verdict';

/** One HTTP call as the provider's document writes it; the path starts with "/". */
export interface ProviderRequest {
	method: IHttpRequestMethods;
	path: string;
	body?: IDataObject;
	/** A file in this field of a form, whose other fields are those of the body. */
	upload?: { field: string; file: Upload };
	/** How long the provider is asked to wait before it acts, beside the time it takes to answer. */
	delayMs?: number;
	/** The longest answer that is read, where it may have a file in it. */
	maxAnswerBytes?: number;
}

/** Something that a request needs and the provider knows; asked once in a run. */
export interface Lookup<Found> {
	request: ProviderRequest;
	/** Reads it from a 2xx body; `undefined` where it is not there. */
	find(body: JsonValue | undefined): Found | undefined;
	/** What is said of a message that cannot be sent without it. */
	missing: Complaint & { field: string };
	/** What is taken where the provider does not say it. */
	otherwise?: Found;
	/** What has to be asked next, now that this is known. */
	next?(found: Found): Lookup<Found> | undefined;
}

/** What an accepted message is known by. Absent ids are `null`: the provider does not give one. */
export interface Acceptance {
	messageId: string | null;
	contactId?: string;
	conversationId?: string;
	/** The provider's own word for the state of the message, or `null`. */
	status: string | null;
}

/** How the parameters of an item are read and judged. */
export interface ItemForm<Message> {
	/** The parameters of one item, as given. */
	read(parameters: Parameters): unknown;
	/** The only place where a message is judged. Its keys are the names of the parameters. */
	schema: ZodType<Message, ZodTypeDef, unknown>;
	/** Keys of the schema that only group others, so that errors leave them out of a path. */
	groups?: readonly string[];
}

interface CommonOperation<Message, Found> extends ItemForm<Message> {
	provider: Provider;
	/** What has to be looked up for this message, if anything. */
	lookup?(message: Message): Lookup<Found> | undefined;
	/** What stands against this message, now that is known what was looked up. */
	refuse?(message: Message, found: Found | undefined): Complaint | undefined;
	/** The file that it carries, if any. */
	file?(message: Message, found: Found | undefined): FileUse | undefined;
	/** How the provider wants it. */
	request(message: Message, found: Found | undefined, file?: ReadyFile): ProviderRequest;
	/** What is in this request and opens something to whoever sees it: the recipient alone may. */
	secretsIn?(request: ProviderRequest): string[];
	/** Where the verdict on a status differs from the provider's. */
	verdicts?: VerdictTable;
	/** Verdicts by what the provider says of this alone; these go before its others. */
	rules?: readonly AnswerRule[];
}

/**
 * A message to send. Read top to bottom, it is the message's way: what the user gave, what is valid,
 * how the provider wants it, how its yes reads.
 */
export interface SendOperation<Message, Found = never> extends CommonOperation<Message, Found> {
	kind: 'send';
	/** Whom it goes to: a number as `phoneNumber` reads it, with or without +, or the ID of a chat. */
	to(message: Message): string;
	/**
	 * The same message to another number, as `phoneNumber` reads it. Absent: it makes sense in its own chat
	 * alone, so that it is refused where it would have to go to a test recipient.
	 */
	redirect?(message: Message, number: string): Message;
	/** Why it is better not sent now, by what was looked up: its item ends as skipped. */
	skip?(message: Message, found: Found | undefined): string | undefined;
	/** What is not as one may expect, by what was looked up: its receipt says so. */
	remark?(message: Message, found: Found | undefined): string | undefined;
	/** Which channel of the account carries it: some refusals stop a channel only. */
	channel(message: Message): string;
	/**
	 * Reads a 2xx answer.
	 * @returns `refused` for a refusal in spite of its status, `null` for what no document describes
	 */
	acceptance(answer: Answer): Acceptance | 'refused' | null;
}

/** A file that came in an answer, for a binary field of the output. */
export interface AnsweredFile {
	field: string;
	base64: string;
	mimeType: string | null;
	fileName: string | null;
}

/** A question or a change that sends nothing to anybody, so that it may be repeated. */
export interface QueryOperation<Message, Found = never> extends CommonOperation<Message, Found> {
	kind: 'query';
	/** It is not repeated by itself where it is open whether it was done: twice would make two. */
	once?: true;
	/** Which channel of the account is asked; absent: what is refused is refused to the whole account. */
	channel?(message: Message): string;
	/** Where the provider answers for several items at once: how it is asked, and for how many. */
	together?: { max: number; request(messages: readonly Message[]): ProviderRequest };
	/** Reads a 2xx answer: a list is one output item for each; `null` for what no document describes. */
	data(answer: Answer, message: Message): IDataObject | IDataObject[] | null;
	/** The file that an answer with data has in it. */
	fileIn?(answer: Answer, message: Message): AnsweredFile;
}

export type Operation<Message, Found> =
	| SendOperation<Message, Found>
	| QueryOperation<Message, Found>;
