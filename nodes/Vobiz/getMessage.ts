import type { IDataObject } from 'n8n-workflow';
import type { Lookup, QueryOperation } from '../shared/contract/operation';
import type { VerdictTable } from '../shared/contract/verdict';
import { z } from '../shared/lib/libraries';
import { id } from '../shared/validation/schema';
import { messagesIn, messagesPath, type Message } from './conversations';
import { vobiz } from './vobiz';

const question = z.object({
	conversationId: id('Conversation ID', 'Use the conversationId of a receipt.'),
	messageId: id('Message ID', 'Use the messageId of a receipt, or an ID that the trigger gives.'),
});

type Question = z.infer<typeof question>;

/** A page of messages. */
interface Place {
	/** Absent: the newest. */
	cursor?: string;
	isThere: boolean;
}

/** Far above what a conversation has; ends the walk should a server always promise more. */
const MAX_PAGES = 200;

const verdicts: VerdictTable = {
	404: {
		outcome: 'notSent',
		evidence: { unsent: 'this only reads' },
		code: 'not-found',
		reason: 'Vobiz does not know this conversation',
		whatToDo:
			'Use the conversationId of a receipt. If every item ends like this, check the base URL in the credential "{credential}".',
		field: 'conversationId',
		failure: { cause: 'configuration-invalid' },
	},
};

const isMessage =
	({ messageId }: Question) =>
	({ id, meta_message_id }: Message) =>
		id === messageId || meta_message_id === messageId;

/** Nobody can ask for one message: they come in pages, the newest first. */
const pageWith = (wanted: Question, cursor?: string, number = 1): Lookup<Place> => ({
	request: { method: 'GET', path: messagesPath(wanted.conversationId, cursor) },
	find(body) {
		const page = messagesIn(body);
		if (page?.entries.some(isMessage(wanted))) return { cursor, isThere: true };
		return page?.cursor && number < MAX_PAGES ? { cursor: page.cursor, isThere: false } : undefined;
	},
	missing: {
		field: 'messageId',
		code: 'not-found',
		reason: `This conversation has no message with this ID: ${wanted.messageId}`,
		whatToDo: 'Use messageId and conversationId of the same receipt.',
	},
	next: (place) => (place.isThere ? undefined : pageWith(wanted, place.cursor, number + 1)),
});

/**
 * What became of a message, by either of its IDs: GET /conversations/{id}/messages, by cursor.
 * Source: "Conversations API". It has the wamid (`meta_message_id`), by which statuses are reported
 * and which the answer to a send does not have yet.
 */
export const getMessage: QueryOperation<Question, Place> = {
	kind: 'query',
	provider: vobiz,
	read: ({ value }) => ({
		conversationId: value('conversationId'),
		messageId: value('messageId'),
	}),
	schema: question,
	lookup: (wanted) => pageWith(wanted),
	verdicts,
	request: ({ conversationId }, place) => ({
		method: 'GET',
		path: messagesPath(conversationId, place?.cursor),
	}),
	data({ body }, wanted) {
		const message = messagesIn(body)?.entries.find(isMessage(wanted));
		return message ? shown(message) : null;
	},
};

/** The IDs and the status by the names that receipts have, and what Vobiz says as it is. */
const shown = (message: Message): IDataObject => ({
	messageId: message.id,
	metaMessageId: message.meta_message_id ?? null,
	contactId: message.contact_id ?? null,
	conversationId: message.conversation_id ?? null,
	status: message.status ?? null,
	response: message as IDataObject,
});
