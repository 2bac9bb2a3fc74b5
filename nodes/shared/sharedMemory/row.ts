import { createHash, randomBytes } from 'node:crypto';

/** What a row is there for, as people read it. */
export type Kind =
	| 'Send Once key'
	| 'Opt-out'
	| 'Waiting question'
	| 'Rate limit'
	| 'Received event';

/** The columns, in the order in which n8n shows them: those that people read come first. */
export const COLUMNS = [
	'kind',
	'key',
	'outcome',
	'to',
	'messageId',
	'workflow',
	'data',
	'lookup',
	'token',
] as const;

export interface NewRow {
	kind: Kind;
	/** As people know it: an order number, a phone number. */
	key: string;
	outcome?: string;
	to?: string;
	messageId?: string;
	workflow?: string;
	/** For the nodes alone. */
	data?: string;
	/** What it is found by. */
	lookup: string;
	/** Of whoever wrote it last. */
	token: string;
}

/** A row as it is; what it has not is empty. */
export interface Row extends Required<NewRow> {
	id: number;
	/** ISO 8601, by the clock of n8n's database. */
	createdAt: string;
	/** ISO 8601, by the clock of n8n's main process. */
	updatedAt: string;
}

/** What a row is found by: 22 characters, however long the parts are. */
export const lookupOf = (kind: Kind, ...parts: string[]): string =>
	createHash('sha256')
		.update(JSON.stringify([kind, ...parts]))
		.digest('base64url')
		.slice(0, 22);

export const newToken = (): string => randomBytes(9).toString('base64url');
