import {
	errorsIn,
	metaContent,
	metaMessage,
	statusValueOf,
} from '../../../nodes/shared/cloudApi/message';

const said = { id: 'wamid.1', type: 'text', text: { body: 'Hi' } };

test.each([
	['what a person said', said, false, { event: 'message.received', message: { id: 'wamid.1' } }],
	[
		'what was said on our side',
		{ ...said, message_id: 'm1' },
		true,
		{ event: 'message.sent', message: { id: 'm1', direction: 'outbound' } },
	],
	[
		'an edit',
		{ type: 'edit', edit: { original_message_id: 'wamid.0', message: said } },
		false,
		{ event: 'message.edited', message: { id: 'wamid.0', text: 'Hi' } },
	],
	[
		'an edit without its new text',
		{ type: 'edit', edit: { original_message_id: 'wamid.0' } },
		false,
		{ event: 'other' },
	],
	[
		'a deletion',
		{ type: 'revoke', revoke: { original_message_id: 'wamid.0' } },
		false,
		{ event: 'message.deleted', message: { id: 'wamid.0' } },
	],
	[
		'a new number',
		{ type: 'system', system: { type: 'user_changed_number', wa_id: '56912345678' } },
		false,
		{ event: 'contact.updated', contact: { phone: '+56912345678', userId: null } },
	],
	[
		'another system message',
		{ type: 'system', system: { type: 'welcome', wa_id: '56912345678' } },
		false,
		{ event: 'other' },
	],
	['a chat that was opened', { type: 'request_welcome' }, false, { event: 'other' }],
	[
		'a change that Meta cannot show',
		{ type: 'unsupported', unsupported: { type: 'pin' } },
		false,
		{ event: 'other' },
	],
	[
		'a message that Meta cannot show',
		{ id: 'wamid.1', type: 'unsupported' },
		false,
		{ event: 'message.received', message: { id: 'wamid.1', type: 'other' } },
	],
])('%s', (_name, given, own, event) => {
	expect(metaMessage(given as never, own)).toMatchObject(event);
});

test.each([
	['a text', { type: 'text', text: { body: 'Hi' } }, { type: 'text', text: 'Hi' }],
	['a text by itself', { type: 'text', text: 'Hi' }, { type: 'text', text: 'Hi' }],
	[
		'a voice message',
		{ type: 'voice', voice: { id: '1' } },
		{ type: 'audio', text: null, media: { id: '1' } },
	],
	[
		'an image',
		{ type: 'image', image: { id: '1', caption: 'Look' } },
		{ type: 'image', text: 'Look', media: { id: '1' } },
	],
	[
		'a button of a template',
		{ type: 'button', button: { text: 'Yes', payload: 'Y' } },
		{ type: 'button', reply: { id: 'Y', title: 'Yes' } },
	],
	[
		'a row of a list',
		{ type: 'interactive', interactive: { list_reply: { id: 'r', title: 'Row' } } },
		{ type: 'list', reply: { id: 'r', title: 'Row' } },
	],
	[
		'a flow',
		{ type: 'interactive', interactive: { nfm_reply: { response_json: '{"flow_token":"t"}' } } },
		{ type: 'flow', reply: { id: 't', values: { flow_token: 't' } } },
	],
	[
		'an interactive message of no kind',
		{ type: 'interactive', interactive: {} },
		{ type: 'other' },
	],
	[
		'an order',
		{ type: 'order', order: { catalog_id: 'c', text: 'Two' } },
		{ type: 'order', text: 'Two', reply: { kind: 'order', values: { catalog_id: 'c' } } },
	],
	[
		'a reaction',
		{ type: 'reaction', reaction: { message_id: 'm0', emoji: '👍' } },
		{ type: 'reaction', text: '👍', messageId: 'm0' },
	],
	[
		'a location',
		{ type: 'location', location: { latitude: 1, longitude: 2 } },
		{ type: 'location', location: { latitude: 1, longitude: 2 } },
	],
	[
		'cards',
		{ type: 'contacts', contacts: [{ name: { first_name: 'A' }, phones: [{ wa_id: '1' }, {}] }] },
		{ type: 'contacts', contacts: [{ name: 'A', phones: ['1'] }] },
	],
	['an unknown kind', { type: 'constructor' }, { type: 'other' }],
	[
		'what it answers and comes from',
		{ type: 'text', context: { id: 'm0' }, referral: { source_id: 'ad' } },
		{ messageId: 'm0', referral: { source_id: 'ad' } },
	],
])('the content of %s', (_name, given, content) => {
	expect(metaContent(given as never)).toMatchObject(content);
});

test.each([
	['sent', 'sent'],
	['delivered', 'delivered'],
	['read', 'read'],
	['played', 'read'],
	['failed', 'failed'],
	['captured', undefined],
	['constructor', undefined],
])('the state "%s" is %s', (word, value) => expect(statusValueOf(word)).toBe(value));

test('why it failed is told in Meta’s words, most telling first', () => {
	expect(errorsIn({})).toBeNull();
	expect(
		errorsIn({
			errors: [
				{ code: 131047, title: 'Re-engagement', message: 'm', error_data: { details: 'More' } },
				{ code: 1, title: 'Title' },
				{ message: 'Message' },
			],
		}),
	).toBe('More 131047; Title 1; Message');
});
