import { createHmac, randomBytes } from 'node:crypto';
import { textAt } from '../lib/jsonAccess';
import { digitsOf } from '../lib/recipient';
import { uuidOf } from '../lib/uuid';
import type { Reply } from '../replies/reply';
import type { About, EventContext, Inbound, Status } from '../webhooks/inbound';
import { accounts, WEBHOOK_SECRET } from './account';

/** The documents show no number of an account; the developer documents' payloads have one. */
const NUMBER = '15550100001';

/** Whose webhooks: those of the help centre, or of the developer documents. */
const FORMS: Inbound['forms'] = ['help-centre', 'developer-docs'];

const help = ({ form }: Pick<EventContext, 'form'>) => form === 'help-centre';

/** A text as in the document; the rest is inferred from how AIsoule sends it, and from Meta's words. */
function said(reply: Reply): { text: string | null; more: object } {
	switch (reply.type) {
		case 'text':
			return { text: reply.text, more: {} };
		case 'location':
			return { text: null, more: { location: reply.location } };
		case 'contacts':
			return { text: null, more: { contacts: reply.contacts } };
		case 'reaction':
			return {
				text: reply.emoji,
				more: { reaction: { message_id: reply.context, emoji: reply.emoji } },
			};
		case 'list':
			return {
				text: reply.row.title,
				more: { interactive: { type: 'list_reply', list_reply: reply.row } },
			};
		case 'button': {
			const { title, id, payload = title } = reply.button;
			return id === undefined
				? { text: title, more: { button: { text: title, payload } } }
				: {
						text: title,
						more: { interactive: { type: 'button_reply', button_reply: { id, title } } },
					};
		}
		default: {
			const { link, mimeType, fileName } = reply.file;
			const caption = reply.text ?? null;
			return {
				text: caption,
				more: {
					[reply.type]: {
						url: link,
						...(caption && { caption }),
						mime_type: mimeType,
						filename: fileName,
					},
				},
			};
		}
	}
}

function typeOf({ type, ...reply }: Reply): string {
	const tapped = type === 'list' || ('button' in reply && reply.button.id !== undefined);
	return tapped ? 'interactive' : type;
}

/** Inferred: the help centre shows what came in only. */
const statusInHelp = (messageId: string | null, to: string | null, { value, error }: Status) => ({
	message_id: messageId,
	to,
	...(value === 'failed' && { error: error.message }),
});

const statusInDocs = (messageId: string | null, to: string | null, status: Status) => ({
	message_id: messageId,
	waba_number: NUMBER,
	recipient: digitsOf(to),
	status: status.value,
	...(status.value === 'failed' && { error: status.error }),
});

const contact = ({ digits, name }: About) => ({
	id: uuidOf(`aisoule contact ${digits}`),
	name: name ?? 'Ada Lovelace',
	phone: `+${digits}`,
});

export const inbound: Inbound = {
	accounts: accounts.map(({ id, name }) => ({ id, name, phone: null })),
	enteredByHand: {
		generatedSecret: WEBHOOK_SECRET,
		note: 'AIsoule makes the secret when you save, and signs its calls with it. The credential in n8n has to have the same one.',
	},
	forms: FORMS,
	messageIdOf: (answer) => textAt(answer, 'data', 'message_id'),
	newMessageId: (_account, eventContext) =>
		help(eventContext)
			? `wamid.${randomBytes(24).toString('base64')}`
			: `msg_${randomBytes(12).toString('hex')}`,
	received(reply, eventContext) {
		const { messageId, digits, name, account, context, fromMe } = reply;
		const { text, more } = said(reply);
		const quoted = context && reply.type !== 'reaction' ? { context: { id: context } } : {};
		const data = help(eventContext)
			? {
					message_id: messageId,
					...(fromMe ? { to: `+${digits}` } : { from: `+${digits}` }),
					contact_name: name,
					type: typeOf(reply),
					text,
					whatsapp_account_id: account.id,
					...more,
					...quoted,
				}
			: {
					message_id: messageId,
					waba_number: NUMBER,
					sender: fromMe ? NUMBER : digits,
					recipient: fromMe ? digits : NUMBER,
					type: typeOf(reply),
					body: text,
					...more,
					...quoted,
				};
		const incoming = help(eventContext) ? 'message.incoming' : 'message.received';
		return this.event(fromMe ? 'message.sent' : incoming, data, reply, eventContext);
	},
	changed({ messageId, content }, status, eventContext) {
		const account = this.accounts.find(({ name }) => name === content.sender)!;
		const data = help(eventContext)
			? { ...statusInHelp(messageId, content.to, status), whatsapp_account_id: account.id }
			: statusInDocs(messageId, content.to, status);
		const about = { account, digits: digitsOf(content.to), name: null };
		return this.event(`message.${status.value}`, data, about, eventContext);
	},
	// The help centre names these, and shows none.
	samples: {
		'contact.created': contact,
		'contact.updated': contact,
		'campaign.completed': () => ({
			campaign_id: uuidOf('aisoule campaign'),
			name: 'Spring sale',
			sent: 120,
		}),
		'transfer.created': ({ digits, name }) => ({
			transfer_id: uuidOf(`aisoule transfer ${digits}`),
			contact_phone: `+${digits}`,
			contact_name: name,
		}),
	},
	event(name, data, { account }, eventContext) {
		const { at } = eventContext;
		const body = {
			event: name,
			timestamp: help(eventContext) ? at.toISOString() : Math.floor(at.getTime() / 1000),
			data,
		};
		return { name, account, body: () => body };
	},
	request(webhook, { body }, form) {
		const text = JSON.stringify(body(webhook));
		const hex = createHmac('sha256', webhook.secret!).update(text).digest('hex');
		const headers: Record<string, string> = help({ form })
			? { 'x-webhook-signature': hex }
			: { 'x-aisoule-signature': `sha256=${hex}` };
		return { url: webhook.url, headers, text };
	},
	// "Non-200", says the help centre.
	retries: {
		waits: [10, 60, 300],
		timeoutSeconds: 30,
		final: [],
		takes: (status) => status === 200,
	},
};
