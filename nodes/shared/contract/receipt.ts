import type { IDataObject, JsonValue } from 'n8n-workflow';
import type { Acceptance } from './operation';

/** What every send returns for an item. */
export interface Receipt extends Acceptance {
	provider: string;
	/** `replayed`: an earlier try of this run sent it; `skipped`: not sent for a good reason. */
	outcome: 'accepted' | 'replayed' | 'skipped' | 'preview';
	/** The number as sent. */
	to: string;
	/** Its country in two letters (ISO 3166); `null` where it belongs to no single country. */
	toCountry: string | null;
	/** Whom it would have gone to, where a test recipient got it instead. */
	intendedTo?: string;
	/** Why it was skipped, or what is not as one may expect. */
	reason?: string;
	attempts: number;
	/** When the request left, ISO 8601; `null` where none left now. */
	sentAt: string | null;
	/** The provider's body, less secrets; `null` where none came now. */
	response: JsonValue;
	/** In a preview: the request that was not sent, less secrets. */
	request?: IDataObject;
}
