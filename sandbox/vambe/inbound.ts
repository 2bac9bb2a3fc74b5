import { createHmac, randomUUID } from 'node:crypto';
import { Refusal } from '../http/refusal';
import { textAt } from '../lib/jsonAccess';
import { digitsOf } from '../lib/recipient';
import { uuidOf } from '../lib/uuid';
import type { Reply } from '../replies/reply';
import type { Account } from '../account';
import { is2xx, type About, type EventContext, type Inbound } from '../webhooks/inbound';
import { channels, officialChannel, pipelines, WEBHOOK_SECRET } from './account';
import { approach, contactIdOf, hasWritten, stageIdOf } from './contacts';

/** A message, in either direction, before one of Vambe's documents gives it its form. */
interface ReportedMessage {
	about: About;
	direction: 'inbound' | 'outbound';
	messageId: string;
	text: string;
	type: string;
	/** Of the contact's ticket. */
	stageId: string;
	mediaUrl?: string;
}

const [pipeline] = pipelines;
const [, nextStage] = pipeline.stages;

const official: Account = {
	id: String(officialChannel.id),
	name: officialChannel.name,
	phone: `+${officialChannel.phone_number}`,
};

/**
 * The name of the event is in `type`: the newer document, an example of which is public in part. In
 * `event`: the older one. In `topic`: as others' production code reads tickets and stages; for
 * messages it is inferred. No document shows media: `mediaUrl` is ours.
 */
const FORMS: Inbound['forms'] = ['type', 'event', 'topic'];

/** By the form. */
function messageData(message: ReportedMessage, channel: string): Record<string, object> {
	const { about, direction, messageId, text, type, stageId, mediaUrl } = message;
	const media = mediaUrl === undefined ? {} : { mediaUrl };
	const phone = about.digits;
	return {
		type: {
			fromNumber: phone,
			message: text,
			messageId,
			messageType: type,
			name: about.name,
			stageId,
			channelId: channel,
			...media,
		},
		event: {
			contact_id: contactIdOf(phone),
			message_id: messageId,
			message_body: text,
			message_type: type,
			platform: about.account === official ? 'WHATSAPP' : 'WEB_WHATSAPP',
			direction,
			contact_name: about.name,
			contact_phone: phone,
			...media,
		},
		topic: {
			id: messageId,
			message: text,
			message_type: type,
			direction,
			ai_contact_id: contactIdOf(phone),
			ai_contact: { phone, name: about.name },
			...media,
		},
	};
}

function said(reply: Reply): { text: string; mediaUrl?: string } {
	switch (reply.type) {
		case 'text':
			return { text: reply.text };
		case 'reaction':
			return { text: reply.emoji };
		case 'button':
			return { text: reply.button.title };
		case 'list':
			return { text: reply.row.title };
		case 'location':
			return { text: `${reply.location.latitude},${reply.location.longitude}` };
		case 'contacts':
			return { text: reply.contacts.map(({ name, phone }) => `${name} ${phone}`).join('\n') };
		default:
			return { text: reply.text ?? '', mediaUrl: reply.file.link };
	}
}

const person = ({ digits, name }: About) => ({
	ai_contact_id: contactIdOf(digits),
	ai_contact: { phone: digits, name },
});

/** What a ticket or a contact is, in the words of the form. */
function entity(about: About, { form }: EventContext, more: Record<string, unknown>): object {
	if (form === 'topic') return { ...person(about), ...more };
	const { digits, name } = about;
	return form === 'event'
		? { contact_id: contactIdOf(digits), contact_name: name, contact_phone: digits, ...more }
		: { fromNumber: digits, name, ...more };
}

const ticket = (about: About, eventContext: EventContext) =>
	entity(about, eventContext, {
		ticket_id: uuidOf(`vambe ticket ${about.digits}`),
		stage_id: stageIdOf(about.digits),
		pipeline_id: pipeline.id,
	});

/** As the App Platform's document has it; no page says what account webhooks do. */
function signed(text: string, secret: string): Record<string, string> {
	const timestamp = String(Date.now());
	const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
	return { 'x-vambe-timestamp': timestamp, 'x-vambe-signature': signature };
}

export const inbound: Inbound = {
	accounts: [
		...channels.map(({ id, name, phone_number }) => ({
			id: String(id),
			name,
			phone: phone_number,
		})),
		official,
	],
	enteredByHand: {
		generatedSecret: null,
		note: `Vambe does not sign its calls. A secret in the URL proves where they come from: the Production URL followed by ?secret=${WEBHOOK_SECRET}. With a secret in the field below, the sandbox signs as Vambe’s App Platform does (x-vambe-signature).`,
	},
	forms: FORMS,
	contactIdOf,
	// No document gives a message id to the sender, but for a scheduled one.
	messageIdOf: (answer) => textAt(answer, 'scheduled_message_id'),
	newMessageId: () => randomUUID(),
	received(reply, eventContext) {
		const { account, digits, name, messageId, type, fromMe } = reply;
		const { text, mediaUrl } = said(reply);
		approach({
			digits,
			name: name ?? undefined,
			stageId: stageIdOf(digits),
			opensTicket: false,
			message: text,
		});
		if (account === official && !fromMe) hasWritten(digits, reply.at);
		const message: ReportedMessage = {
			about: { account, digits, name },
			direction: fromMe ? 'outbound' : 'inbound',
			messageId,
			text,
			type,
			stageId: stageIdOf(digits),
			mediaUrl,
		};
		const data = messageData(message, account.id)[eventContext.form];
		return this.event(fromMe ? 'message.sent' : 'message.received', data, reply, eventContext);
	},
	changed() {
		throw new Refusal(
			400,
			'Vambe has no status events: its documents name message.received and message.sent only',
		);
	},
	sent({ content }, _answer, eventContext) {
		if (content.type === 'delete') return null;
		const account = this.accounts.find(({ name }) => name === content.sender)!;
		const digits = digitsOf(content.to);
		const about = { account, digits, name: content.contactName };
		const message: ReportedMessage = {
			about,
			direction: 'outbound',
			messageId: randomUUID(),
			text: content.text ?? '',
			type: content.type,
			stageId: stageIdOf(digits),
		};
		const data = messageData(message, account.id)[eventContext.form];
		return this.event('message.sent', data, about, eventContext);
	},
	samples: {
		'ticket.created': ticket,
		'ticket.updated': ticket,
		'ticket.closed': ticket,
		'contact.created': (about, eventContext) => entity(about, eventContext, {}),
		'contact.updated': (about, eventContext) => entity(about, eventContext, {}),
		'stage.changed': (about, eventContext) =>
			entity(about, eventContext, { new_stage_id: nextStage.id, pipeline_id: pipeline.id }),
	},
	event(name, data, { account, digits }, { form, at }) {
		const [subject] = name.split('.');
		const bodies: Record<string, object> = {
			type: { type: name, aiContactId: contactIdOf(digits), data },
			event: { event: name, timestamp: at.toISOString(), data },
			topic: {
				topic: name,
				event_type: name.replace('.', '_'),
				// A stage is the contact's, so says the one example.
				entity_name: subject === 'stage' ? 'contact' : subject,
				entity_data: data,
				previous_entity_data: {},
			},
		};
		return { name, account, body: () => bodies[form] };
	},
	request(webhook, { body }) {
		const { url, secret } = webhook;
		const text = JSON.stringify(body(webhook));
		return { url, headers: secret === null ? {} : signed(text, secret), text };
	},
	// "If your server doesn't respond, Vambe retries": how often and when is not published.
	retries: { waits: [10, 60], timeoutSeconds: 30, final: [], takes: is2xx },
};
