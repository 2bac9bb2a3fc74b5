import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Account } from '../account';
import { Refusal } from '../http/refusal';
import { textAt } from '../lib/jsonAccess';
import { digitsOf } from '../lib/recipient';
import { timestamp } from '../lib/timestamp';
import {
	is2xx,
	type About,
	type EventContext,
	type Inbound,
	type Status,
} from '../webhooks/inbound';
import { AUTH_ID, channels } from './account';
import { contactIdOf, phoneNumberIdOf } from './ids';
import { metaMessage } from './metaMessage';
import { fateOf } from './threads';

const wamid = (bytes: Buffer) => `wamid.${bytes.toString('base64')}`;

const seconds = ({ at }: EventContext) => String(Math.floor(at.getTime() / 1000));

/** What every `value` of Meta's holds. */
const head = ({ id, phone }: Account) => ({
	messaging_product: 'whatsapp',
	metadata: {
		display_phone_number: digitsOf(phone),
		phone_number_id: phoneNumberIdOf(id),
	},
});

/** Meta's "calls" webhook: Vobiz' document shows the names of the events alone. */
const call = (
	event: string,
	{ account, digits }: About,
	eventContext: EventContext,
	more: object,
) => ({
	...head(account),
	contacts: [{ wa_id: digits }],
	calls: [
		{
			id: `wacid.${randomBytes(18).toString('base64')}`,
			from: digits,
			to: digitsOf(account.phone),
			event,
			timestamp: seconds(eventContext),
			direction: 'USER_INITIATED',
			...more,
		},
	],
});

/** As Meta reports them, for a message that failed. */
const errorsOf = ({ value, error: { code, message } }: Status) =>
	value === 'failed' && {
		errors: [{ code, title: message, message, error_data: { details: message } }],
	};

export const inbound: Inbound = {
	accounts: channels.map(({ id, display_name, phone_number }) => ({
		id,
		name: display_name,
		phone: phone_number,
	})),
	// What `payload` holds: Meta's whole envelope, or the value of one change.
	forms: ['envelope', 'value'],
	contactIdOf,
	// The 201 has a UUID and no `meta_message_id`; statuses name the message by its wamid alone.
	messageIdOf(answer) {
		const id = textAt(answer, 'id');
		return id && wamid(createHash('sha256').update(id).digest().subarray(0, 24));
	},
	newMessageId: () => wamid(randomBytes(24)),
	received(reply, eventContext) {
		if (reply.fromMe) {
			throw new Refusal(400, 'fromMe: Vobiz tells nothing of messages written on the phone');
		}
		const { account, digits, name } = reply;
		const value = {
			...head(account),
			contacts: [{ wa_id: digits, profile: { name: name ?? digits } }],
			messages: [metaMessage(reply, digitsOf(account.phone))],
		};
		return this.event('message.inbound', value, reply, eventContext);
	},
	changed({ messageId, content }, status, eventContext) {
		const account = this.accounts.find(({ name }) => name === content.sender)!;
		const digits = digitsOf(content.to);
		const value = {
			...head(account),
			statuses: [
				{
					id: messageId,
					status: status.value,
					timestamp: seconds(eventContext),
					recipient_id: digits,
					...errorsOf(status),
				},
			],
		};
		return this.event('message.status', value, { account, digits, name: null }, eventContext);
	},
	fate: fateOf,
	samples: {
		'call.connect': (about, eventContext) =>
			call('connect', about, eventContext, { session: { sdp_type: 'offer', sdp: 'v=0' } }),
		'call.status_change': (about, eventContext) =>
			call('status_change', about, eventContext, { status: 'RINGING' }),
		'call.terminate': (about, eventContext) =>
			call('terminate', about, eventContext, { status: 'COMPLETED', duration: 12 }),
	},
	event(name, value, { account }, { form, at }) {
		const channel = channels.find(({ id }) => id === account.id)!;
		const field = name.startsWith('call.') ? 'calls' : 'messages';
		// Every sample has Meta's whole envelope; the prose says "the change value".
		const payload =
			form === 'value'
				? value
				: {
						object: 'whatsapp_business_account',
						entry: [{ id: channel.waba_id, changes: [{ field, value }] }],
					};
		const body = {
			event_id: randomUUID(),
			event_type: name,
			account_id: AUTH_ID,
			occurred_at: timestamp(at),
			payload,
		};
		return { name, account, body: () => body };
	},
	request(webhook, { name, body }) {
		const text = JSON.stringify(body(webhook));
		const signature = createHmac('sha256', webhook.secret!).update(text).digest('hex');
		return {
			url: webhook.url,
			headers: { 'x-webhook-signature': signature, 'x-webhook-event': name },
			text,
		};
	},
	// "Retries possible, short timeout": neither is published, so these are ours.
	retries: { waits: [10, 60], timeoutSeconds: 10, final: [], takes: is2xx },
};
