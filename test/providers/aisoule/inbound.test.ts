import vectors from '../../fixtures/hmac-vectors.json';
import { answering, nobody, nothing, onlyEvent } from '../../support/n8n/onlyEvent';

test('a message of the help centre’s kind', async () => {
	expect(await onlyEvent('aisoule', { body: vectors[1].rawBody })).toEqual({
		provider: 'aisoule',
		event: 'message.received',
		eventId: expect.any(String),
		occurredAt: '2026-11-20T10:00:00.000Z',
		account: '0d6f2f3a-5d0e-4c1e-9b1b-2f0c5c7f9e10',
		contact: { ...nobody, phone: '+15550100002', waId: '15550100002', name: 'Zoë' },
		message: { ...nothing, id: 'wamid.TESTIN02', type: 'text', text: 'Need help' },
		status: null,
		raw: JSON.parse(vectors[1].rawBody),
	});
});

test('a message of the other documentation’s kind', async () => {
	expect(await onlyEvent('aisoule', { body: vectors[2].rawBody })).toMatchObject({
		event: 'message.received',
		occurredAt: '2026-11-20T10:00:00.000Z',
		account: '15550100001',
		contact: { phone: '+15550100002' },
		message: { id: 'msg_test01', type: 'text', text: 'Need help' },
	});
});

test.each(['sent', 'delivered', 'read', 'failed'])('message.%s is a status', async (value) => {
	const data = {
		message_id: 'wamid.X',
		to: '+15550100002',
		...(value === 'failed' && { error: 'No WhatsApp' }),
	};
	const body = { event: `message.${value}`, timestamp: '2026-11-20T10:00:00Z', data };
	expect(await onlyEvent('aisoule', { body })).toMatchObject({
		event: 'message.status',
		contact: { phone: '+15550100002' },
		status: { messageId: 'wamid.X', value, error: value === 'failed' ? 'No WhatsApp' : null },
	});
});

test.each([
	['contact.created', 'contact.created'],
	['contact.updated', 'contact.updated'],
	['campaign.completed', 'other'],
	['transfer.created', 'other'],
	['message.constructor', 'other'],
	['', 'other'],
])('"%s" is %s', async (name, event) => {
	expect(
		await onlyEvent('aisoule', { body: { event: name, data: { phone: '+15550100002' } } }),
	).toMatchObject({ event });
});

test('a picture, by the names of the sample of what is sent', async () => {
	const data = {
		message_id: 'wamid.X',
		from: '+15550100002',
		type: 'image',
		image: { url: 'https://example.com/a.jpg', caption: 'Look' },
	};
	expect(
		(await onlyEvent('aisoule', { body: { event: 'message.incoming', data } })).message,
	).toMatchObject({
		type: 'image',
		text: 'Look',
		media: { url: 'https://example.com/a.jpg' },
	});
});

const incoming = (data: object) => ({
	event: 'message.incoming',
	timestamp: '2026-11-20T10:00:00Z',
	data: { message_id: 'wamid.X', from: '+15550100002', contact_name: 'Zoë', ...data },
});

test.each([
	[
		'a button',
		{
			type: 'interactive',
			text: 'Yes',
			interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
		},
		{
			type: 'button',
			text: 'Yes',
			reply: { kind: 'button', id: 'yes', title: 'Yes', values: null },
		},
	],
	[
		'a row',
		{ type: 'interactive', interactive: { list_reply: { id: 'r1', title: 'Red' } } },
		{ type: 'list', text: 'Red', reply: { kind: 'list', id: 'r1', title: 'Red', values: null } },
	],
	[
		'a form',
		{
			type: 'interactive',
			interactive: {
				type: 'nfm_reply',
				nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"rating":"Excellent"}' },
			},
		},
		{
			type: 'flow',
			text: 'Sent',
			reply: { kind: 'flow', id: null, title: 'Sent', values: { rating: 'Excellent' } },
		},
	],
	[
		'an order',
		{ type: 'order', order: { catalog_id: 'C', product_items: [{ quantity: 1 }] } },
		{
			type: 'order',
			reply: { kind: 'order', values: { catalog_id: 'C', product_items: [{ quantity: 1 }] } },
		},
	],
	[
		'a button of a template',
		{ type: 'button', text: 'Show me', button: { payload: 'SHOW' }, context: { id: 'wamid.Q' } },
		{
			type: 'button',
			text: 'Show me',
			context: { messageId: 'wamid.Q', payload: 'SHOW', referral: null },
		},
	],
	[
		'somebody who came from an ad',
		{ type: 'text', text: 'Hi', referral: { source_type: 'ad', headline: 'Summer' } },
		{ type: 'text', text: 'Hi', context: { referral: { source_type: 'ad', headline: 'Summer' } } },
	],
	[
		'a location',
		{ type: 'location', location: { latitude: 1, longitude: 2 } },
		{ type: 'location', location: { latitude: 1, longitude: 2 } },
	],
	[
		'a reaction',
		{ type: 'reaction', reaction: { message_id: 'wamid.Q', emoji: '👍' } },
		{ type: 'reaction', text: '👍', context: answering('wamid.Q') },
	],
	[
		'a voice message',
		{ type: 'voice', voice: { id: '1', mime_type: 'audio/ogg' } },
		{ type: 'audio', media: { id: '1', mimeType: 'audio/ogg' } },
	],
	[
		'a file beside the data',
		{ type: 'document', media_url: 'https://f/a', filename: 'a.pdf', caption: 'Bill' },
		{ type: 'document', text: 'Bill', media: { url: 'https://f/a', fileName: 'a.pdf' } },
	],
	[
		'a file of a kind that nobody says',
		{ type: 'media', media: { url: 'https://f/a', mime_type: 'video/mp4' } },
		{ type: 'video', media: { url: 'https://f/a', mimeType: 'video/mp4' } },
	],
	[
		'what nobody knows',
		{ type: 'hologram', text: 'Look' },
		{ type: 'other', text: 'Look', media: null },
	],
])('%s', async (_what, data, expected) => {
	expect(await onlyEvent('aisoule', { body: incoming(data) })).toMatchObject({
		event: 'message.received',
		contact: { phone: '+15550100002', name: 'Zoë' },
		message: { id: 'wamid.X', ...expected },
	});
});

test('a person with a user name and no number', async () => {
	const data = { from: undefined, from_user_id: 'US.134912', username: 'zoe', type: 'text' };
	expect((await onlyEvent('aisoule', { body: incoming(data) })).contact).toEqual({
		...nobody,
		userId: 'US.134912',
		username: 'zoe',
		name: 'Zoë',
	});
	const agent = incoming({ type: 'text', user_id: '5b0c1c1e' });
	expect((await onlyEvent('aisoule', { body: agent })).contact.userId).toBeNull();
});

test.each([
	['message.deleted', { type: 'revoke', revoke: { original_message_id: 'wamid.O' } }],
	['other', { type: 'request_welcome' }],
	[
		'contact.updated',
		{ type: 'system', system: { type: 'user_changed_number', wa_id: '15550100009' } },
	],
	[
		'message.edited',
		{
			type: 'edit',
			edit: { original_message_id: 'wamid.O', message: { type: 'text', text: 'Better' } },
		},
	],
])('what nobody newly said is %s', async (event, data) => {
	expect(await onlyEvent('aisoule', { body: incoming(data) })).toMatchObject({ event });
});

test('a status, in the names that it may have', async () => {
	const errors = [{ code: 131047, title: 'Re-engagement message' }];
	for (const [event, data] of [
		['message.failed', { message_id: 'wamid.X', to: '+15550100002', errors }],
		['message.status', { id: 'wamid.X', recipient_id: '15550100002', status: 'failed', errors }],
		['MESSAGE_FAILED', { message_id: 'wamid.X', recipient: '15550100002', errors }],
	] as const) {
		expect(await onlyEvent('aisoule', { body: { event, data } })).toMatchObject({
			event: 'message.status',
			contact: { phone: '+15550100002' },
			status: { messageId: 'wamid.X', value: 'failed', error: 'Re-engagement message 131047' },
		});
	}
});
