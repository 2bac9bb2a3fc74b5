import type { Conversations } from '../conversations';
import { timestamp } from '../lib/timestamp';
import { AUTH_ID } from './account';
import { contactIdOf } from './ids';

/** As the "Contacts API" shows one. */
interface Contact {
	id: string;
	account_id: string;
	phone_number: string;
	name: string;
	tags: string[];
	custom_attributes: Record<string, unknown>;
	last_active_at: string | null;
	created_at: string;
	updated_at: string;
}

/** What may be said of a contact. */
export type Details = Partial<Pick<Contact, 'name' | 'tags' | 'custom_attributes'>>;

/** Those who were created, and everybody who wrote or was written to. */
export class Contacts {
	private readonly known = new Map<string, Contact>();

	constructor(conversations: Conversations) {
		conversations
			.on('message', ({ provider, accepted, direction, content, receivedAt }) => {
				if (provider !== 'vobiz' || !accepted || content.to === null) return;
				const contact = this.withPhone(content.to) ?? this.create(content.to, {});
				if (direction === 'outgoing') return;
				contact.name = content.contactName ?? contact.name;
				contact.last_active_at = timestamp(receivedAt);
			})
			.on('cleared', () => this.known.clear());
	}

	/** The newest first; the search is by a part of the name or the number. */
	found({ search = '', tag }: { search?: string; tag?: string }): Contact[] {
		const wanted = search.toLowerCase();
		return [...this.known.values()]
			.filter(({ name, phone_number }) => `${name.toLowerCase()} ${phone_number}`.includes(wanted))
			.filter(({ tags }) => tag === undefined || tags.includes(tag))
			.reverse();
	}

	withId(id: string): Contact | undefined {
		return this.known.get(id);
	}

	withPhone(phone: string): Contact | undefined {
		return this.known.get(contactIdOf(phone));
	}

	create(phone: string, details: Details): Contact {
		const now = timestamp(new Date());
		const contact: Contact = {
			id: contactIdOf(phone),
			account_id: AUTH_ID,
			phone_number: phone,
			name: '',
			tags: [],
			custom_attributes: {},
			...details,
			last_active_at: null,
			created_at: now,
			updated_at: now,
		};
		this.known.set(contact.id, contact);
		return contact;
	}

	/** What is not named stays. */
	update(contact: Contact, details: Details): Contact {
		return Object.assign(contact, details, { updated_at: timestamp(new Date()) });
	}

	remove(id: string): boolean {
		return this.known.delete(id);
	}
}
