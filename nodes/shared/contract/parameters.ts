import type { WrittenFile } from './file';

/** What to do with the digit that marks mobiles in Argentina (9), Brazil (9) and Mexico (1). */
export type MobileDigit = 'keep' | 'add' | 'remove';

/** The values of the shared "Options" of a node for one item; see descriptions/fields.ts. */
export interface Options extends PhoneSettings {
	allowedRecipients?: unknown;
	forgetSendOnceKey?: boolean;
	sendOnceKey?: unknown;
	testRecipient?: unknown;
}

/** A number as given, with how this node reads numbers: what `phoneField` of validation/schema.ts takes. */
export interface WrittenPhone {
	written: unknown;
	settings: PhoneSettings;
}

/** Reads the parameters of one item; one that the form does not show is blank. */
export interface Parameters {
	value(name: string): unknown;
	/** The ID in a parameter that is picked from a list or typed. */
	locatedId(name: string): unknown;
	/** The fields of a collection. */
	collection(name: string): Record<string, unknown>;
	/** Read once, since several parts of the way want them. */
	options: Options & Record<string, unknown>;
	phoneSettings: PhoneSettings;
	/** A number that was read from elsewhere. */
	phoneOf(written: unknown): WrittenPhone;
	phone(name: string): WrittenPhone;
	/** The file in a binary field, which this parameter names. */
	file(name: string): WrittenFile;
	/** A date and time; one without a time zone is of the time zone of the workflow. */
	time(name: string): unknown;
}

/** How to read numbers that are written without a country code. */
export interface PhoneSettings {
	/** Two letters (ISO 3166). Absent: digits without + have to be a valid number of some country. */
	defaultCountry?: unknown;
	mobileDigit?: MobileDigit;
}
