import type { JsonValue } from 'n8n-workflow';
import type { Contact, ReadEvent, Status } from '../contract/event';
import { at, fieldsOf, firstText, listOf, textOf, timeOf, type Given } from '../lib/jsonAccess';
import { contactIdsOf } from '../webhook/contactIds';
import { errorsIn, metaMessage, statusValueOf } from './message';

/**
 * Webhooks of the WhatsApp Cloud API, as gateways pass them on. Source: Meta's "Webhooks", components
 * and payload examples; several entries, changes, messages and statuses in one body are legal.
 */

/** One change, and the whole payload around what is left of its value. */
interface Change {
	value: Given;
	/** Old messages, which an account brings along: nobody says them now. */
	isPast: boolean;
	around(value: JsonValue): JsonValue;
}

const changeOf = (change: Given, around: Change['around']): Change => ({
	value: at(change, 'value'),
	isPast: at(change, 'field') === 'history',
	around: (value) => around({ ...fieldsOf(change), value }),
});

/** All changes in a whole envelope, or the one that a gateway took out of it, or its value. */
function changesIn(payload: Given): Change[] {
	const entries = listOf(at(payload, 'entry'));
	if (entries.length === 0) {
		return at(payload, 'value') === undefined
			? [{ value: payload, isPast: false, around: (value) => value }]
			: [changeOf(payload, (change) => change)];
	}
	return entries.flatMap((entry) =>
		listOf(at(entry, 'changes')).map((given) =>
			changeOf(given, (change) => ({
				...fieldsOf(payload),
				entry: [{ ...fieldsOf(entry), changes: [change] }],
			})),
		),
	);
}

/** Whom an entry names: by a number, a user ID, or both. */
interface Named {
	number: Given;
	userId: Given;
	parentId?: Given;
	/** In which they wrote or read. */
	group?: Given;
}

interface Entries {
	named(entry: Given): Named;
	read(entry: Given): ReadEvent;
}

const whoWrote = (entry: Given): Named => ({
	number: at(entry, 'from'),
	userId: at(entry, 'from_user_id'),
	parentId: at(entry, 'from_parent_user_id'),
	group: at(entry, 'group_id'),
});

const whoGot = (entry: Given): Named => ({
	number: at(entry, 'to'),
	userId: at(entry, 'to_user_id'),
	parentId: at(entry, 'to_parent_user_id'),
});

/** In a group, the recipient is the group, and who got it there may be told or not. */
const whoseStatus = (entry: Given): Named =>
	at(entry, 'recipient_type') === 'group'
		? {
				number: at(entry, 'recipient_participant_id'),
				userId: at(entry, 'recipient_participant_user_id'),
				group: at(entry, 'recipient_id'),
			}
		: {
				number: at(entry, 'recipient_id'),
				userId: at(entry, 'recipient_user_id'),
				parentId: at(entry, 'recipient_parent_user_id'),
			};

/** The lists of a value whose entries are events. */
const LISTS: Record<string, Entries> = {
	messages: {
		named: whoWrote,
		read: (entry) => ({
			...metaMessage(entry),
			chat: at(entry, 'group_id') === undefined ? 'person' : 'group',
		}),
	},
	// What was written in the WhatsApp Business app, on our side.
	message_echoes: { named: whoGot, read: (entry) => metaMessage(entry, true) },
	statuses: {
		named: whoseStatus,
		read: (entry) => ({
			...statusOf(entry),
			chat: at(entry, 'recipient_type') === 'group' ? 'group' : 'person',
		}),
	},
	calls: {
		named: (entry) =>
			at(entry, 'direction') === 'BUSINESS_INITIATED' ? whoGot(entry) : whoWrote(entry),
		read: () => ({ event: 'call' }),
	},
};

/** One event for each message, echo, status and call; `other` for a change that has none of them. */
export function metaEvents(payload: Given): ReadEvent[] {
	const events = changesIn(payload).flatMap(eventsIn);
	if (events.length === 0) return [{ event: 'other' }];
	return events.length > 1 ? events : [{ ...events[0], raw: undefined }];
}

function eventsIn({ value, isPast, around }: Change): ReadEvent[] {
	const { contacts, ...common } = fieldsOf(value);
	for (const list of Object.keys(LISTS)) delete common[list];
	const account = firstText(
		at(value, 'metadata', 'display_phone_number'),
		at(value, 'metadata', 'phone_number_id'),
	);
	const people = peopleIn(contacts);
	const events = Object.entries(isPast ? {} : LISTS).flatMap(([list, { named, read }]) =>
		listOf(at(value, list)).map((entry): ReadEvent => {
			const who = named(entry);
			const known = people(who);
			const { contact, ...event } = read(entry);
			return {
				...event,
				occurredAt: timeOf(at(entry, 'timestamp')),
				account,
				contact: { ...contactOf(who, known), username: usernameOf(entry, known), ...contact },
				raw: around({
					...common,
					...(known !== undefined && { contacts: [known] }),
					[list]: [entry ?? null],
				}),
			};
		}),
	);
	if (events.length > 0) return events;
	return [{ event: 'other', account, raw: around(value ?? null) }];
}

const idOf = (given: Given) => textOf(given)?.replace(/^\+/, '') ?? null;

/**
 * The contacts of a value, found by their IDs and never by their place: a body may hold messages of
 * several people.
 */
function peopleIn(contacts: Given): (who: Named) => JsonValue | undefined {
	const byId = new Map<string, JsonValue>();
	for (const contact of listOf(contacts)) {
		for (const key of ['wa_id', 'user_id', 'parent_user_id']) {
			const id = idOf(at(contact, key));
			if (id !== null && contact !== undefined) byId.set(id, contact);
		}
	}
	return ({ number, userId, parentId }) => {
		const ids = [userId, number, parentId].map(idOf);
		const found = ids.flatMap((id) => (id === null ? [] : (byId.get(id) ?? [])));
		const isOther = (contact: JsonValue) => {
			const theirs = textOf(at(contact, 'user_id'));
			return theirs !== null && ids[0] !== null && theirs !== ids[0];
		};
		return found.find((contact) => !isOther(contact));
	};
}

function contactOf({ number, userId, group }: Named, known: Given): Partial<Contact> {
	const given = contactIdsOf(number);
	const shown = contactIdsOf(at(known, 'wa_id'));
	return {
		phone: given.phone ?? shown.phone,
		waId: textOf(group) ?? given.waId ?? shown.waId,
		userId: firstText(userId, given.userId ?? undefined, at(known, 'user_id')),
		name: textOf(at(known, 'profile', 'name')),
	};
}

const usernameOf = (entry: Given, known: Given) =>
	firstText(at(known, 'profile', 'username'), at(known, 'username'), at(entry, 'username'));

function statusOf(given: Given): ReadEvent {
	if (at(given, 'type') === 'call') return { event: 'call' };
	const value = statusValueOf(at(given, 'status'));
	if (value === undefined) return { event: 'other' };
	const status: Status = { messageId: textOf(at(given, 'id')), value, error: errorsIn(given) };
	return { event: 'message.status', status };
}
