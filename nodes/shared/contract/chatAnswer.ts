import type { Contact } from './event';

/** An answer from the chat, as the trigger hands it to the node that waits: JSON. */
export interface ChatAnswer {
	contact: Contact;
	/** What was written; absent: a button was tapped, and the address says which. */
	text?: string;
}

/**
 * What that node says to it.
 * - `taken`: the execution goes on with it.
 * - `notAnAnswer`: it answers something else, and the execution still waits.
 * - `over`: the question was answered already, timed out, or was replaced by a newer one.
 */
export interface TakenAnswer {
	state: 'taken' | 'notAnAnswer' | 'over';
}
