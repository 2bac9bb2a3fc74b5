import { jidOf } from './jid';

export interface Contact {
	fullName: string;
	phoneNumber: string;
	wuid?: string;
	organization?: string;
	email?: string;
	url?: string;
}

/** As Evolution writes it: nothing is escaped, and a missing wuid becomes a JID. */
function vcardOf({ fullName, phoneNumber, wuid, organization, email, url }: Contact): string {
	return [
		'BEGIN:VCARD',
		'VERSION:3.0',
		`N:${fullName}`,
		`FN:${fullName}`,
		...(organization ? [`ORG:${organization};`] : []),
		...(email ? [`EMAIL:${email}`] : []),
		...(url ? [`URL:${url}`] : []),
		`item1.TEL;waid=${wuid || jidOf(phoneNumber)}:${phoneNumber}`,
		'item1.X-ABLabel:Celular',
		'END:VCARD',
	].join('\n');
}

interface ContactMessage {
	displayName: string;
	vcard: string;
}

export const contactMessage = (contact: Contact): ContactMessage => ({
	displayName: contact.fullName,
	vcard: vcardOf(contact),
});

export const contactsArrayMessage = (contacts: Contact[]) => ({
	displayName: `${contacts.length} contacts`,
	contacts: contacts.map(contactMessage),
});
