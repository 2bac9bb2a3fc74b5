import type { ICredentialDataDecryptedObject, JsonValue } from 'n8n-workflow';
import type { AnswerRule, VerdictTable } from './verdict';

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
	limits?: readonly RateLimit[];
	/** How many messages side by side; 1 where a phone sends them. */
	messagesAtOnce: number;
	/** A limit that cannot be kept in one process, as a hint for runs of this size. */
	quotaHint?: { messages: number; text: string };
	/** What an error body says, where it is not in one of the usual places. */
	errorMessage?(body: JsonValue): string | undefined;
	/**
	 * Whether a body is a refusal of the provider itself, and not of something in between. Absent: no
	 * page shows its refusals, so that any JSON object with words counts.
	 */
	isOwnForm?(body: JsonValue | undefined): boolean;
}

/** At most so many messages in any stretch of this length. */
export interface RateLimit {
	messages: number;
	ms: number;
	/** Vary the time by up to a half each way, as people do. */
	jitter?: boolean;
	/** Only spaces messages out, from start to start: no provider counts it. */
	spacing?: boolean;
}
