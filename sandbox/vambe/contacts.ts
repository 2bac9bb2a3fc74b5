import { randomUUID } from 'node:crypto';
import { Refusal } from '../http/refusal';
import { conversationWith, digitsOf } from '../lib/recipient';
import { uuidOf } from '../lib/uuid';
import { customer, pipelines } from './account';

interface Ticket {
	id: string;
	current_stage_id: string;
	metadata: Record<string, unknown>;
	/** What it is worth, where its pipeline has prices. */
	price?: { amount: number; currency: string };
}

interface Contact {
	id: string;
	name: string | null;
	email: string | null;
	/** Digits alone, as Vambe keeps it. */
	phone: string;
	created_at: string;
	last_message_at: string | null;
	last_message_content: string | null;
	metadata: Record<string, unknown>;
	activeTicket: Ticket | null;
	lastClosedTicket: Ticket | null;
}

/** Everything that the sandbox's Vambe knows of a person that it writes to. */
interface Approach {
	digits: string;
	name?: string;
	email?: string;
	stageId: string;
	/** Otherwise an open ticket is moved to the stage. */
	opensTicket: boolean;
	message?: string;
	contactMetadata?: Record<string, unknown>;
	ticketMetadata?: Record<string, unknown>;
}

const contacts = new Map<string, Contact>();

/** "If a contact with the same phone number already exists": one number, one contact. */
export const contactIdOf = (digits: string) => uuidOf(`vambe contact ${digits}`);

/** Puts a contact into a stage, the one that there is or a new one. */
export function approach(to: Approach): Contact {
	const id = contactIdOf(to.digits);
	const now = new Date().toISOString();
	const known = contacts.get(id);
	const open = to.opensTicket ? null : known?.activeTicket;
	const contact: Contact = {
		id,
		name: to.name ?? known?.name ?? null,
		email: to.email ?? known?.email ?? null,
		phone: to.digits,
		created_at: known?.created_at ?? now,
		last_message_at: to.message ? now : (known?.last_message_at ?? null),
		last_message_content: to.message ?? known?.last_message_content ?? null,
		metadata: { ...known?.metadata, ...to.contactMetadata },
		activeTicket: {
			id: open?.id ?? randomUUID(),
			current_stage_id: to.stageId,
			metadata: { ...open?.metadata, ...to.ticketMetadata },
		},
		lastClosedTicket: (open ? null : known?.activeTicket) ?? known?.lastClosedTicket ?? null,
	};
	contacts.set(id, contact);
	return contact;
}

const [{ stages }] = pipelines;

/** The stage of the contact's ticket; the first one of all, where it has none. */
export const stageIdOf = (digits: string) =>
	contacts.get(contactIdOf(digits))?.activeTicket?.current_stage_id ?? stages[0].id;

export const contactById = (id: string) => contacts.get(id);

export const contactByTicket = (ticketId: string) =>
	[...contacts.values()].find(
		({ activeTicket, lastClosedTicket }) =>
			activeTicket?.id === ticketId || lastClosedTicket?.id === ticketId,
	);

/** @throws Refusal */
export function requireContact(id: string): Contact {
	const contact = contactById(id);
	if (!contact) throw new Refusal(404, 'Contact not found');
	return contact;
}

/** @throws Refusal */
export function readableDigits(phone: unknown): string {
	const digits = digitsOf(phone);
	if (digits.length < 7 || digits.length > 15) throw new Refusal(400, 'Invalid phone number');
	return digits;
}

/** Whom a request is about, as the inbox names them. */
export function recipient(phone: unknown) {
	const digits = digitsOf(phone);
	return { to: conversationWith(phone), contactId: digits ? contactIdOf(digits) : null };
}

/** The newest ticket, or the one with this id, unless it is closed and that was not asked for. */
export function ticketOf(
	{ activeTicket, lastClosedTicket }: Contact,
	{ ticketId, evenClosed }: { ticketId?: string; evenClosed: boolean },
): Ticket | undefined {
	const tickets = [activeTicket, evenClosed ? lastClosedTicket : null];
	return tickets.find((ticket) => ticket && (!ticketId || ticket.id === ticketId)) ?? undefined;
}

export function close(contact: Contact): void {
	contact.lastClosedTicket = contact.activeTicket;
	contact.activeTicket = null;
}

/** As "Get info of an AI contact" shows it. */
export function infoOf({ activeTicket, lastClosedTicket, ...contact }: Contact) {
	const ticket = ({ id, current_stage_id }: Ticket) => ({ id, current_stage_id });
	return {
		...contact,
		platform: 'WEB_WHATSAPP',
		chat_status: activeTicket ? 'UNATTENDED' : 'CLOSED',
		is_chat_read: false,
		blocked: false,
		client_id: uuidOf('vambe client'),
		ai_customer_id: uuidOf('vambe customer'),
		default_stage_id: activeTicket?.current_stage_id ?? lastClosedTicket?.current_stage_id ?? null,
		active_ticket_v2: activeTicket && ticket(activeTicket),
		last_closed_ticket: lastClosedTicket && ticket(lastClosedTicket),
	};
}

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** When a contact last wrote to the channel of the official API, by digits, in ms since 1970. */
const lastWritten = new Map<string, number>();

/** Opens the window, within which a text may be sent without a template. */
export const hasWritten = (digits: string, at: Date) => lastWritten.set(digits, at.getTime());

export const isWindowOpen = (digits: string) =>
	Date.now() - (lastWritten.get(digits) ?? 0) < WINDOW_MS;

approach({ ...customer, stageId: stages[0].id, opensTicket: false });
hasWritten(customer.digits, new Date());
