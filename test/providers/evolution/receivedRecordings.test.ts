import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answering, nobody, nothing, onlyEvent } from '../../support/n8n/onlyEvent';

const FIXTURES = join(__dirname, '..', '..', 'fixtures', 'evolution');

/** Some were kept with the call around them, some as the body alone. */
function bodyOf(file: string) {
	const recorded = JSON.parse(readFileSync(join(FIXTURES, file), 'utf8'));
	return recorded.body ?? recorded;
}

const SHEENA = {
	...nobody,
	phone: '+16505551234',
	waId: '16505551234@s.whatsapp.net',
	name: 'Sheena Nelson',
};
const JOSE = {
	...nobody,
	phone: '+56912345678',
	waId: '56912345678@s.whatsapp.net',
	name: 'José',
};
/** The customer of what we sent or did: the server's name for us is not theirs. */
const CUSTOMER = { ...JOSE, name: null };

const received = (id: string, message: object) => ({
	event: 'message.received',
	message: { ...nothing, id, ...message },
});
const sent = (id: string, text: string) => ({
	event: 'message.sent',
	contact: CUSTOMER,
	message: { ...nothing, id, direction: 'outbound', type: 'text', text },
});
const status = (messageId: string, value: string) => ({
	event: 'message.status',
	contact: { phone: '+56912345678', name: null },
	message: null,
	status: { messageId, value, error: null },
});
const tap = (id: string, title: string, more: object) => ({
	...received(id, { type: 'button', text: title, ...more }),
});
const button = (id: string | null, title: string, messageId: string) => ({
	reply: { kind: 'button', id, title, values: null },
	context: { messageId, payload: id, referral: null },
});
/** What a customer's own words answer. */
const quoting = (id: string, text: string, messageId: string) => ({
	...received(id, { type: 'text', text, context: answering(messageId) }),
	contact: JOSE,
});
/** Of 95 characters. */
const LONG_ID = `evo.${'Ab0._-Zz9'.repeat(10)}A`;
const nameless = { event: 'contact.updated', contact: { ...nobody, name: 'Sheena Nelson' } };
const known = { event: 'contact.updated', contact: JOSE };
const file = (media: object) => ({ id: null, url: null, mimeType: null, fileName: null, ...media });
const ada = { name: 'Ada Lovelace', phones: ['+55 31 99999-9999'] };

/** What each delivery says, by its file. */
const EXPECTED: Record<string, object> = {
	'v1.8.6/webhook-00-send.message.json': {
		event: 'message.sent',
		contact: { phone: '+553182968010', name: null },
		message: { ...nothing, id: 'wamid.TEST4', direction: 'outbound' },
	},
	'v1.8.6/webhook-03-messages.upsert.json': {
		...received('wamid.IN1', { type: 'text', text: 'Does it come in another color?' }),
		contact: SHEENA,
	},
	'v1.8.6/webhook-06-messages.update.json': {
		event: 'message.status',
		contact: { phone: '+553182968010' },
		status: { messageId: 'wamid.TEST4', value: 'delivered', error: null },
	},
	'v1.8.6/webhook-07-messages.upsert-quotedText.json': quoting(
		'wamid.IN1795805525585001',
		'Yes, I approve',
		'wamid.STANDIN0033T1795805529018',
	),
	// Nothing in it tells a tap on "Yes" from the word, as a quote.
	'v1.8.6/webhook-08-messages.upsert-buttonReply.json': quoting(
		'wamid.IN1795805525585002',
		'Yes',
		'wamid.STANDIN0033T1795805529018',
	),
	'v1.8.6-phone-line/00-quoted_text.json': quoting(
		'3A1795805526814',
		'Yes, I approve',
		'3EB0F01AF6AD04F2EAFFF2',
	),
	'v1.8.6-phone-line/01-quoted_extended_text.json': quoting(
		'3A1795805526882',
		'Yes again',
		'3EB0F01AF6AD04F2EAFFF2',
	),
	'v1.8.6-phone-line/02-interactive_response.json': tap(
		'3A1795805526894',
		'Yes',
		button(LONG_ID, 'Yes', '3EB0F01AF6AD04F2EAFFF2'),
	),
	'v1.8.6-phone-line/03-buttons_response.json': tap(
		'3A1795805526960',
		'Yes',
		button(LONG_ID, 'Yes', '3EB0F01AF6AD04F2EAFFF2'),
	),
	'v2.3.6/webhook-00-send.message.json': {
		event: 'message.sent',
		contact: { phone: '+553182968010', name: null },
		message: {
			...nothing,
			id: 'wamid.TEST1',
			direction: 'outbound',
			type: 'contacts',
			contacts: [ada],
		},
	},
	'v2.3.6/webhook-03-messages.upsert.json': {
		...received('wamid.IN1', { type: 'text', text: 'Does it come in another color?' }),
		contact: SHEENA,
	},
	'v2.3.6/webhook-06-messages.update.json': {
		event: 'message.status',
		contact: { phone: '+553182968010' },
		status: { messageId: 'wamid.TEST1', value: 'delivered', error: null },
	},
	'v2.3.7/webhook-00-send.message-header.json': sent('wamid.LAB000102', 'hola'),
	'v2.3.7/webhook-02-messages.upsert-text.json': {
		...received('wamid.REC1', { type: 'text', text: 'hi' }),
		contact: SHEENA,
	},
	'v2.3.7/webhook-03-messages.upsert-image.json': received('wamid.REC3', {
		type: 'image',
		text: 'c',
		media: file({ id: 'm1', mimeType: 'image/png' }),
	}),
	'v2.3.7/webhook-04-contacts.upsert-image.json': nameless,
	'v2.3.7/webhook-05-messages.upsert-document.json': received('wamid.REC5', {
		type: 'document',
		media: file({ id: 'm2', mimeType: 'application/pdf', fileName: 'a.pdf' }),
	}),
	'v2.3.7/webhook-06-contacts.upsert-document.json': nameless,
	'v2.3.7/webhook-07-messages.upsert-audio.json': received('wamid.REC7', {
		type: 'audio',
		media: file({ id: 'm3', mimeType: 'audio/ogg; codecs=opus' }),
	}),
	'v2.3.7/webhook-08-contacts.upsert-audio.json': nameless,
	'v2.3.7/webhook-09-messages.upsert-sticker.json': received('wamid.REC9', {
		type: 'sticker',
		media: file({ id: 'm4', mimeType: 'image/webp' }),
	}),
	'v2.3.7/webhook-11-messages.upsert-button.json': tap(
		'wamid.REC11',
		'Track',
		button(null, 'Track', 'wamid.T'),
	),
	'v2.3.7/webhook-12-contacts.upsert-button.json': nameless,
	'v2.3.7/webhook-13-messages.upsert-buttonReply.json': tap(
		'wamid.REC13',
		'Yes',
		button(null, 'Yes', 'wamid.B'),
	),
	'v2.3.7/webhook-18-contacts.upsert-reaction.json': nameless,
	'v2.3.7/webhook-19-messages.upsert-location.json': received('wamid.REC19', {
		type: 'location',
		location: { latitude: -33.4, longitude: -70.6, name: 'Plaza', address: 'x' },
	}),
	'v2.3.7/webhook-20-contacts.upsert-location.json': nameless,
	'v2.3.7/webhook-22-contacts.upsert-contacts.json': nameless,
	'v2.3.7/webhook-24-messages.update-delivered.json': status('wamid.LAB000102', 'delivered'),
	'v2.3.7/webhook-25-messages.update-read.json': status('wamid.LAB000102', 'read'),
	'v2.3.7/webhook-26-messages.update-failed.json': status('wamid.LAB000102', 'failed'),
	'v2.3.7/webhook-27-send.message-jwt.json': sent('wamid.LAB000103', 'hola'),
	'v2.3.7/webhook-28-send.message-byEvents.json': sent('wamid.LAB000104', 'hola'),
	'v2.3.7/webhook-29-messages.upsert-quotedText.json': quoting(
		'wamid.IN1795805294077001',
		'Yes, I approve',
		'wamid.STANDIN0002T1795805300900',
	),
	// As a tap on a button comes.
	'v2.3.7/webhook-30-messages.upsert-listReply.json': tap(
		'wamid.IN1795805294077003',
		'Row',
		button(null, 'Row', 'wamid.STANDIN0003T1795805302037'),
	),
	'v2.3.7/webhook-31-messages.upsert-nfmReply.json': received('wamid.IN1795805294077005', {
		type: 'flow',
		reply: { kind: 'flow', id: null, title: null, values: null },
		context: answering('wamid.STANDIN0003T1795805302037'),
	}),
	'v2.3.7-phone-line/00-text.json': {
		...received('3A17956158787511', { type: 'text', text: 'hola' }),
		contact: JOSE,
		occurredAt: '2026-11-25T14:11:18.000Z',
	},
	'v2.3.7-phone-line/03-lid_with_alt_phone.json': {
		event: 'contact.updated',
		contact: { ...JOSE, phone: '+56911112222', waId: '56911112222@s.whatsapp.net' },
	},
	'v2.3.7-phone-line/04-phone_with_alt_lid.json': {
		...received('3A17956158814673', { type: 'text', text: 'alt lid' }),
		contact: { ...JOSE, lid: '123456789012345@lid' },
	},
	'v2.3.7-phone-line/05-phone_with_alt_lid.json': known,
	'v2.3.7-phone-line/06-group_participant_lid.json': {
		...received('3A17956158828344', { type: 'text', text: 'in group' }),
		contact: {
			...JOSE,
			phone: '+56911112222',
			waId: '120363021234567890@g.us',
			lid: '123456789012345@lid',
		},
	},
	'v2.3.7-phone-line/07-group_participant_lid.json': {
		event: 'contact.updated',
		contact: { ...nobody, waId: '120363021234567890@g.us', name: 'José' },
	},
	'v2.3.7-phone-line/08-interactive_response.json': tap(
		'3A17956158842175',
		'Yes',
		button('y', 'Yes', 'S1'),
	),
	'v2.3.7-phone-line/09-interactive_response.json': known,
	'v2.3.7-phone-line/10-template_button_reply.json': tap(
		'3A17956158856416',
		'Yes',
		button('y', 'Yes', 'S1'),
	),
	'v2.3.7-phone-line/11-template_button_reply.json': known,
	'v2.3.7-phone-line/14-image.json': received('3A17956158885298', {
		type: 'image',
		text: 'cap',
		media: file({ mimeType: 'image/jpeg' }),
	}),
	'v2.3.7-phone-line/15-image.json': known,
	'v2.3.7-phone-line/16-text_to_edit.json': received('3A17956158927609', {
		type: 'text',
		text: 'to be edited',
	}),
	'v2.3.7-phone-line/17-text_to_edit.json': known,
	'v2.3.7-phone-line/18-edited.json': {
		event: 'message.edited',
		contact: CUSTOMER,
		message: { ...nothing, id: '3A17956158927609', type: 'text', text: 'edited text' },
	},
	'v2.3.7-phone-line/20-revoked.json': {
		event: 'message.deleted',
		contact: CUSTOMER,
		message: { ...nothing, id: '3A17956158927609' },
	},
	'v2.3.7-phone-line/23-status_3.json': status('3EB04F62263B2C2E053923', 'delivered'),
	'v2.3.7-phone-line/25-status_0.json': status('3EB04F62263B2C2E053923', 'failed'),
	'v2.3.7-phone-line/26-delete_own.json': {
		event: 'message.deleted',
		contact: CUSTOMER,
		message: { ...nothing, id: '3EB04F62263B2C2E053923', direction: 'outbound' },
	},
	'v2.3.7-phone-line/27-reaction.json': received('3A179561591085013', {
		type: 'reaction',
		text: '👍',
		context: answering('3EB04F62263B2C2E053923'),
	}),
	'v2.3.7-phone-line/28-reaction.json': known,
	'v2.3.7-phone-line/29-call.json': {
		event: 'call',
		contact: CUSTOMER,
		occurredAt: '2026-11-25T14:11:52.433Z',
		message: null,
	},
	'v2.3.7-phone-line/30-presence.json': { event: 'other', contact: CUSTOMER, message: null },
	'v2.3.7-phone-line/31-status_broadcast.json': {
		...received('3A179561591595414', { type: 'text', text: 'story' }),
		contact: { ...JOSE, waId: 'status@broadcast' },
	},
	'v2.3.7-phone-line/32-quoted_text.json': quoting(
		'3A1795805296040',
		'Yes, I approve',
		'3EB000F8A0DDB7F4DC17EF',
	),
	'v2.3.7-phone-line/33-quoted_extended_text.json': quoting(
		'3A1795805296184',
		'Yes again',
		'3EB000F8A0DDB7F4DC17EF',
	),
	'v2.3.7-phone-line/34-quoted_text_lid.json': quoting(
		'3A1795805296379',
		'Yes from a LID',
		'3EB000F8A0DDB7F4DC17EF',
	),
	'v2.3.7-phone-line/35-quoted_buttons.json': quoting(
		'3A1795805296693',
		'I do',
		'3EB020EFE6B9596C0A23DE',
	),
	'v2.3.7-phone-line/36-interactive_response_quoted.json': tap(
		'3A1795805296961',
		'Yes',
		button(LONG_ID, 'Yes', '3EB020EFE6B9596C0A23DE'),
	),
	'v2.3.7-phone-line/37-interactive_response_lid.json': {
		...tap('3A1795805297081', 'Yes', button(LONG_ID, 'Yes', '3EB020EFE6B9596C0A23DE')),
		contact: JOSE,
	},
	'v2.3.7-phone-line/38-buttons_response.json': tap(
		'3A1795805297889',
		'Yes',
		button(LONG_ID, 'Yes', '3EB020EFE6B9596C0A23DE'),
	),
	'v2.3.7-phone-line/39-list_response.json': received('3A1795805298323', {
		type: 'list',
		text: 'Row',
		reply: { kind: 'list', id: LONG_ID, title: 'Row', values: null },
		context: { messageId: '3EB020EFE6B9596C0A23DE', payload: LONG_ID, referral: null },
	}),
};

/** Those of servers' calls to a webhook; the others in these folders are requests to servers. */
const deliveries = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
	.map((file) => file.replaceAll('\\', '/'))
	.filter((file) => /\/(webhook-)?\d\d-[^/]*\.json$/.test(file));

test('every recorded delivery has its line here', () => {
	expect(deliveries.sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s', async (name, expected) => {
	const body = bodyOf(name);
	const event = await onlyEvent('evolution', { body });
	expect(event).toMatchObject({
		provider: 'evolution',
		account: body.instance,
		status: null,
		...expected,
	});
});
