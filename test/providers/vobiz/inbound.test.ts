import { inbound } from '../../../nodes/Vobiz/inbound';
import { mayAnswer } from '../../../nodes/shared/webhook/mayAnswer';
import vectors from '../../fixtures/hmac-vectors.json';
import { answering, nobody, nothing, onlyEvent } from '../../support/n8n/onlyEvent';
import { receiveFrom } from '../../support/n8n/receiving';

const [{ rawBody }] = vectors;
const envelope = JSON.parse(rawBody);

test('a message, in Meta’s whole envelope and as the value of its change', async () => {
	const expected = {
		provider: 'vobiz',
		event: 'message.received',
		eventId: '3c1f6c1e-0f6b-4a55-9a39-6c2b8d1f0a11',
		occurredAt: '2026-11-20T10:00:00.000Z',
		account: '15550100001',
		contact: { ...nobody, phone: '+15550100002', waId: '15550100002', name: 'Zoë 😀' },
		message: { ...nothing, id: 'wamid.TESTIN01', type: 'text', text: 'Hola, ¿precio?' },
		status: null,
	};
	expect(await onlyEvent('vobiz', { body: rawBody })).toEqual({ ...expected, raw: envelope });
	const { value } = envelope.payload.entry[0].changes[0];
	for (const payload of [value, { field: 'messages', value }]) {
		const event = await onlyEvent('vobiz', { body: { ...envelope, payload } });
		expect(event).toMatchObject(expected);
	}
});

const withMessage = (message: object) => ({
	event_type: 'message.inbound',
	payload: { messages: [{ id: 'wamid.1', from: '56912345678', ...message }] },
});

test.each([
	[
		'an image',
		{ type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'Look' } },
		{
			type: 'image',
			text: 'Look',
			media: { id: '1', url: null, mimeType: 'image/jpeg', fileName: null },
		},
	],
	[
		'a document',
		{ type: 'document', document: { id: '1', filename: 'a.pdf' } },
		{ type: 'document', media: { fileName: 'a.pdf' } },
	],
	[
		'a button of a template',
		{ type: 'button', button: { text: 'Yes', payload: 'Y' }, context: { id: 'wamid.0' } },
		{ type: 'button', text: 'Yes', context: { messageId: 'wamid.0', payload: 'Y' } },
	],
	[
		'a button',
		{
			type: 'interactive',
			interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'Track' } },
		},
		{ type: 'button', text: 'Track', context: { messageId: null, payload: 'b1' } },
	],
	[
		'a row of a list',
		{
			type: 'interactive',
			interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Morning' } },
		},
		{ type: 'list', text: 'Morning', context: { messageId: null, payload: 'r1' } },
	],
	[
		'a location',
		{ type: 'location', location: { latitude: 1.5, longitude: 2 } },
		{ type: 'location', location: { latitude: 1.5, longitude: 2, name: null, address: null } },
	],
	[
		'contacts',
		{
			type: 'contacts',
			contacts: [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+1' }, { wa_id: '2' }] }],
		},
		{ type: 'contacts', contacts: [{ name: 'Ada', phones: ['+1', '2'] }] },
	],
	[
		'a reaction',
		{ type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } },
		{ type: 'reaction', text: '👍', context: answering('wamid.0') },
	],
	['what nobody knows', { type: 'hologram', hologram: {} }, { type: 'other' }],
])('%s', async (_what, message, expected) => {
	expect((await onlyEvent('vobiz', { body: withMessage(message) })).message).toMatchObject(
		expected,
	);
});

test.each([
	['ID of an answer', 'wag1.7.abc.0.0.def', true],
	['payload of somebody else', 'yes', false],
])('the %s in a quick reply of a template', (_what, payload, expected) => {
	const tap = withMessage({ type: 'button', button: { text: 'Yes', payload } });
	const [event] = inbound.read(tap).events;
	expect(mayAnswer(event)).toBe(expected);
	expect(event.contact).toMatchObject({ phone: '+56912345678' });
});

test('several entries, changes, messages and statuses are one event each', async () => {
	const value = (id: string) => ({
		messages: [
			{ id: `${id}a`, from: '56912345678', type: 'text', text: { body: 'a' } },
			{ id: `${id}b`, from: '56912345678', type: 'text', text: { body: 'b' } },
		],
		statuses: [{ id: `${id}s`, status: 'read', recipient_id: '56912345678' }],
	});
	const payload = {
		entry: [
			{ changes: [{ value: value('1') }, { value: value('2') }] },
			{ changes: [{ value: value('3') }] },
		],
	};
	const { events } = await receiveFrom('vobiz', { body: { event_id: 'e', payload } });
	expect(events!.map(({ message, status }) => message?.id ?? status?.messageId)).toEqual([
		'1a',
		'1b',
		'1s',
		'2a',
		'2b',
		'2s',
		'3a',
		'3b',
		'3s',
	]);
});

test('a failed message says why', async () => {
	const payload = {
		statuses: [
			{
				id: 'wamid.1',
				status: 'failed',
				recipient_id: '56912345678',
				errors: [
					{
						code: 131047,
						title: 'Re-engagement message',
						error_data: { details: 'More than 24 hours have passed' },
					},
				],
			},
		],
	};
	expect(
		await onlyEvent('vobiz', { body: { event_type: 'message.status', payload } }),
	).toMatchObject({
		event: 'message.status',
		contact: { phone: '+56912345678' },
		status: {
			messageId: 'wamid.1',
			value: 'failed',
			error: 'More than 24 hours have passed 131047',
		},
	});
});

test('calls, and what nobody knows', async () => {
	for (const what of ['connect', 'status_change', 'terminate']) {
		expect(
			await onlyEvent('vobiz', {
				body: { event_type: `call.${what}`, account_id: 'MA_1', payload: {} },
			}),
		).toMatchObject({ event: 'call', account: 'MA_1' });
	}
	expect(await onlyEvent('vobiz', { body: { event_type: 'invoice.paid' } })).toMatchObject({
		event: 'other',
	});
});

const envelope1 = (value: object, field = 'messages') => ({
	event_id: 'e1',
	event_type: 'message.inbound',
	payload: {
		object: 'whatsapp_business_account',
		entry: [{ id: 'WABA', changes: [{ field, value: { metadata, ...value } }] }],
	},
});
const metadata = { display_phone_number: '919000000001', phone_number_id: 'PN1' };

describe('people with a user name', () => {
	const USER_ID = 'IN.13491208655302741918';
	const text = { type: 'text', text: { body: 'Hi' } };

	test('who has no number is known by the user ID', async () => {
		const contacts = [{ user_id: USER_ID, profile: { name: 'Asha', username: 'asha.k' } }];
		const messages = [{ id: 'wamid.1', from_user_id: USER_ID, ...text }];
		expect(await onlyEvent('vobiz', { body: envelope1({ contacts, messages }) })).toMatchObject({
			event: 'message.received',
			contact: { ...nobody, userId: USER_ID, username: 'asha.k', name: 'Asha' },
		});
	});

	test('number and user ID side by side complete each other', async () => {
		const contacts = [
			{ wa_id: '919876543210', user_id: USER_ID, profile: { name: 'Asha', username: 'asha.k' } },
		];
		const whole = {
			...nobody,
			phone: '+919876543210',
			waId: '919876543210',
			userId: USER_ID,
			username: 'asha.k',
			name: 'Asha',
		};
		for (const from of [
			{ from: '919876543210' },
			{ from_user_id: USER_ID },
			{ from: '919876543210', from_user_id: USER_ID },
		]) {
			const messages = [{ id: 'wamid.1', ...from, ...text }];
			const body = envelope1({ contacts, messages });
			expect((await onlyEvent('vobiz', { body })).contact).toEqual(whole);
		}
	});

	test('of two without a number, each keeps the own name', async () => {
		const contacts = [
			{ user_id: 'IN.B', profile: { name: 'Bo', username: 'bo' } },
			{ user_id: 'IN.A', profile: { name: 'Asha' } },
		];
		const messages = [
			{ id: 'wamid.a', from_user_id: 'IN.A', ...text },
			{ id: 'wamid.b', from_user_id: 'IN.B', ...text },
			{ id: 'wamid.c', from_user_id: 'IN.C', ...text },
		];
		const { events } = await receiveFrom('vobiz', { body: envelope1({ contacts, messages }) });
		expect(events!.map(({ contact }) => contact)).toEqual([
			{ ...nobody, userId: 'IN.A', name: 'Asha' },
			{ ...nobody, userId: 'IN.B', name: 'Bo', username: 'bo' },
			{ ...nobody, userId: 'IN.C' },
		]);
	});

	test('a name without an ID is nobody’s, be it the only one', async () => {
		const contacts = [{ profile: { name: 'Asha' } }];
		for (const from of [{}, { from: '919876543210' }, { from_user_id: USER_ID }]) {
			const messages = [{ id: 'wamid.1', ...from, ...text }];
			const body = envelope1({ contacts, messages });
			expect((await onlyEvent('vobiz', { body })).contact.name).toBeNull();
		}
	});

	test('a number that has gone to somebody else is not the same person', async () => {
		const contacts = [{ wa_id: '919876543210', user_id: 'IN.OLD', profile: { name: 'Asha' } }];
		const messages = [{ id: 'wamid.1', from: '919876543210', from_user_id: 'IN.NEW', ...text }];
		expect((await onlyEvent('vobiz', { body: envelope1({ contacts, messages }) })).contact).toEqual(
			{
				...nobody,
				phone: '+919876543210',
				waId: '919876543210',
				userId: 'IN.NEW',
			},
		);
	});

	test('a status by the user ID, and one by both', async () => {
		const status = { id: 'wamid.C', status: 'delivered', timestamp: '1795168801' };
		const alone = envelope1({ statuses: [{ ...status, recipient_user_id: USER_ID }] });
		expect(await onlyEvent('vobiz', { body: alone })).toMatchObject({
			event: 'message.status',
			contact: { ...nobody, userId: USER_ID },
			status: { messageId: 'wamid.C', value: 'delivered' },
		});
		const contacts = [{ wa_id: '919876543210', user_id: USER_ID, profile: { username: 'asha.k' } }];
		const both = envelope1({ contacts, statuses: [{ ...status, recipient_id: '919876543210' }] });
		expect((await onlyEvent('vobiz', { body: both })).contact).toMatchObject({
			phone: '+919876543210',
			userId: USER_ID,
			username: 'asha.k',
		});
	});

	test('a user ID in the place of the number is no number', async () => {
		const messages = [{ id: 'wamid.1', from: USER_ID, ...text }];
		expect((await onlyEvent('vobiz', { body: envelope1({ messages }) })).contact).toEqual({
			...nobody,
			userId: USER_ID,
		});
	});
});

describe('what was tapped, filled in or ordered', () => {
	const flow = (response: unknown) => ({
		type: 'interactive',
		context: { id: 'wamid.Q' },
		interactive: {
			type: 'nfm_reply',
			nfm_reply: { name: 'flow', body: 'Sent', response_json: response },
		},
	});
	const answers = { screen_0_Rating_0: 'Excellent', flow_token: 't1' };
	const order = {
		catalog_id: 'C1',
		text: 'For Friday',
		product_items: [
			{ product_retailer_id: 'sku-1', quantity: 2, item_price: 9.5, currency: 'INR' },
		],
	};

	test.each([
		[
			'a button',
			{
				type: 'interactive',
				interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'Track' } },
			},
			{ type: 'button', text: 'Track' },
			{ kind: 'button', id: 'b1', title: 'Track', values: null },
		],
		[
			'a button of a template',
			{ type: 'button', button: { text: 'Yes', payload: 'Y' } },
			{ type: 'button', text: 'Yes' },
			{ kind: 'button', id: 'Y', title: 'Yes', values: null },
		],
		[
			'a row',
			{ type: 'interactive', interactive: { list_reply: { id: 'r1', title: 'Morning' } } },
			{ type: 'list', text: 'Morning' },
			{ kind: 'list', id: 'r1', title: 'Morning', values: null },
		],
		[
			'a form, as text',
			flow(JSON.stringify(answers)),
			{ type: 'flow', text: 'Sent' },
			{ kind: 'flow', id: 't1', title: 'Sent', values: answers },
		],
		[
			'a form, as an object',
			flow(answers),
			{ type: 'flow', text: 'Sent' },
			{ kind: 'flow', id: 't1', title: 'Sent', values: answers },
		],
		[
			'a form that cannot be read',
			flow('{"half":'),
			{ type: 'flow', text: 'Sent' },
			{ kind: 'flow', id: null, title: 'Sent', values: null },
		],
		[
			'a form that is too deep to keep',
			flow(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
			{ type: 'flow', text: 'Sent' },
			{ kind: 'flow', id: null, title: 'Sent', values: null },
		],
		[
			'the leave to call',
			{
				type: 'interactive',
				interactive: {
					type: 'call_permission_reply',
					call_permission_reply: { response: 'accept' },
				},
			},
			{ type: 'button' },
			{ kind: 'button', id: 'accept', title: null, values: null },
		],
		[
			'an order',
			{ type: 'order', order },
			{ type: 'order', text: 'For Friday' },
			{ kind: 'order', id: null, title: null, values: order },
		],
	])('%s', async (_what, message, expected, reply) => {
		const event = await onlyEvent('vobiz', { body: withMessage(message) });
		expect(event).toMatchObject({ event: 'message.received', message: { ...expected, reply } });
		expect(event.message!.context!.payload).toBe(reply.id);
	});

	test('the ad that somebody came from', async () => {
		const referral = { source_type: 'ad', source_id: '7', headline: 'Summer', ctwa_clid: 'x' };
		const body = withMessage({ type: 'text', text: { body: 'Hi' }, referral });
		expect((await onlyEvent('vobiz', { body })).message).toMatchObject({
			text: 'Hi',
			context: { messageId: null, payload: null, referral },
		});
	});
});

describe('what nobody newly said', () => {
	test('a deletion has the ID of what was deleted', async () => {
		const revoke = { original_message_id: 'wamid.OLD' };
		const body = withMessage({ id: 'wamid.NEW', type: 'revoke', revoke });
		expect(await onlyEvent('vobiz', { body })).toMatchObject({
			event: 'message.deleted',
			contact: { phone: '+56912345678' },
			message: { ...nothing, id: 'wamid.OLD' },
		});
	});

	test('an edit has the new text', async () => {
		const message = { type: 'text', text: { body: 'Better' } };
		const edit = { original_message_id: 'wamid.OLD', message };
		const body = withMessage({ id: 'wamid.NEW', type: 'edit', edit });
		expect(await onlyEvent('vobiz', { body })).toMatchObject({
			event: 'message.edited',
			message: { id: 'wamid.OLD', type: 'text', text: 'Better' },
		});
		const empty = withMessage({ type: 'edit', edit: { original_message_id: 'wamid.OLD' } });
		expect(await onlyEvent('vobiz', { body: empty })).toMatchObject({
			event: 'other',
			message: null,
		});
	});

	test.each([
		[
			{ type: 'user_changed_number', wa_id: '573004445566' },
			{ phone: '+573004445566', waId: '573004445566', userId: null },
		],
		[
			{ type: 'user_changed_number', wa_id: '573004445566', user_id: 'CO.NEW' },
			{ phone: '+573004445566', waId: '573004445566', userId: 'CO.NEW' },
		],
		[
			{ type: 'customer_changed_number', new_wa_id: '573004445566' },
			{ phone: '+573004445566', waId: '573004445566', userId: null },
		],
		[
			{ type: 'user_changed_user_id', user_id: 'CO.NEW' },
			{ phone: '+573001112233', waId: '573001112233', userId: 'CO.NEW' },
		],
	])('a new number or ID: %p', async (system, contact) => {
		const body = withMessage({
			from: '573001112233',
			from_user_id: 'CO.OLD',
			type: 'system',
			system: { body: 'User A changed', ...system },
		});
		expect(await onlyEvent('vobiz', { body })).toMatchObject({
			event: 'contact.updated',
			contact: { ...nobody, ...contact },
			message: null,
		});
	});

	test.each([
		['another notice', { type: 'system', system: { type: 'user_identity_changed' } }],
		['a new number that is not said', { type: 'system', system: { type: 'user_changed_number' } }],
		['a chat that was opened', { type: 'request_welcome' }],
	])('%s', async (_what, message) => {
		expect(await onlyEvent('vobiz', { body: withMessage(message) })).toMatchObject({
			event: 'other',
			contact: { phone: '+56912345678' },
			message: null,
		});
	});

	test('what WhatsApp cannot show was said all the same', async () => {
		const errors = [{ code: 131051, title: 'Message type unknown' }];
		expect(
			await onlyEvent('vobiz', { body: withMessage({ type: 'unsupported', errors }) }),
		).toMatchObject({ event: 'message.received', message: { type: 'other', text: null } });
		const body = withMessage({ type: 'constructor' });
		expect((await onlyEvent('vobiz', { body })).message!.type).toBe('other');
	});

	test('what we wrote in WhatsApp’s app is sent, edited and deleted by us', async () => {
		const echo = (message: object) =>
			envelope1(
				{
					contacts: [{ wa_id: '919876543210', profile: { name: 'Asha' } }],
					message_echoes: [{ from: '919000000001', to: '919876543210', id: 'wamid.E', ...message }],
				},
				'smb_message_echoes',
			);
		const text = { type: 'text', text: { body: 'I take over' } };
		const contact = { phone: '+919876543210', name: 'Asha' };
		expect(await onlyEvent('vobiz', { body: echo(text) })).toMatchObject({
			event: 'message.sent',
			account: '919000000001',
			contact,
			message: { id: 'wamid.E', direction: 'outbound', text: 'I take over' },
		});
		const edit = { original_message_id: 'wamid.OLD', message: text };
		expect(await onlyEvent('vobiz', { body: echo({ type: 'edit', edit }) })).toMatchObject({
			event: 'message.edited',
			contact,
			message: { id: 'wamid.OLD', direction: 'outbound', text: 'I take over' },
		});
		const revoke = { original_message_id: 'wamid.OLD' };
		expect(await onlyEvent('vobiz', { body: echo({ type: 'revoke', revoke }) })).toMatchObject({
			event: 'message.deleted',
			contact,
			message: { id: 'wamid.OLD', direction: 'outbound' },
		});
	});

	test('what an account brings along is not said now', async () => {
		const messages = [
			{ id: 'wamid.1', from: '919876543210', type: 'image', image: { id: '1' } },
			{ id: 'wamid.2', from: '919876543210', type: 'image', image: { id: '2' } },
		];
		const body = envelope1({ messages, history: [{ threads: [] }] }, 'history');
		expect(await onlyEvent('vobiz', { body })).toMatchObject({
			event: 'other',
			account: '919000000001',
			message: null,
		});
	});
});

test('a call says who calls, and whom we call', async () => {
	const call = (calls: object) => ({
		...envelope1({ calls: [calls] }, 'calls'),
		event_type: 'call.connect',
	});
	const ours = { from: '919000000001', to: '919876543210', direction: 'BUSINESS_INITIATED' };
	for (const given of [{ from: '919876543210', direction: 'USER_INITIATED' }, ours]) {
		expect(
			await onlyEvent('vobiz', { body: call({ id: 'c', event: 'connect', ...given }) }),
		).toMatchObject({ event: 'call', contact: { phone: '+919876543210' }, message: null });
	}
	const statuses = [{ type: 'call', id: 'c', status: 'RINGING', recipient_id: '919876543210' }];
	expect(await onlyEvent('vobiz', { body: envelope1({ statuses }) })).toMatchObject({
		event: 'call',
		contact: { phone: '+919876543210' },
		status: null,
	});
});

describe('a body of several events', () => {
	const asha = { wa_id: '919876543210', profile: { name: 'Asha' } };
	const bo = { user_id: 'IN.B', profile: { name: 'Bo' } };
	const messages = [
		{ id: 'wamid.a', from: '919876543210', type: 'text', text: { body: 'a' } },
		{ id: 'wamid.b', from_user_id: 'IN.B', type: 'text', text: { body: 'b' } },
	];
	const statuses = [{ id: 'wamid.c', status: 'read', recipient_id: '5491122334455' }];
	const value = { metadata, contacts: [asha, bo], messages, statuses };
	const alone = [
		{ metadata, contacts: [asha], messages: [messages[0]] },
		{ metadata, contacts: [bo], messages: [messages[1]] },
		{ metadata, statuses },
	];
	const rawsOf = (body: object) => inbound.read(body as never).events.map(({ raw }) => raw);

	test('each has its own alone, in the shape that came', () => {
		const body = { event_id: 'e', event_type: 'message.inbound', payload: {} };
		const shapes: Array<(value: object) => object> = [
			(inner) => inner,
			(inner) => ({ field: 'messages', value: inner }),
			(inner) => ({
				object: 'w',
				entry: [{ id: 'W', changes: [{ field: 'messages', value: inner }] }],
			}),
		];
		for (const shape of shapes) {
			expect(rawsOf({ ...body, payload: shape(value) })).toEqual(
				alone.map((inner) => ({ ...body, payload: shape(inner) })),
			);
		}
	});

	test('of several entries and changes, each has its own', () => {
		const unknown = { field: 'tomorrow', value: { news: 1 } };
		const change = (inner: object) => ({ field: 'messages', value: inner });
		const entry = [
			{ id: 'W1', changes: [change({ messages: [messages[0]] }), unknown] },
			{ id: 'W2', changes: [change({ statuses })] },
		];
		const body = { payload: { object: 'w', entry } };
		const only = (one: object) => ({ payload: { object: 'w', entry: [one] } });
		expect(rawsOf(body)).toEqual([
			only({ id: 'W1', changes: [entry[0].changes[0]] }),
			only({ id: 'W1', changes: [unknown] }),
			only({ id: 'W2', changes: [entry[1].changes[0]] }),
		]);
		expect(inbound.read(body as never).events.map(({ event }) => event)).toEqual([
			'message.received',
			'other',
			'message.status',
		]);
	});

	test('of one event it stays as it is', () => {
		const body = envelope1({ contacts: [asha, bo], messages: [messages[0]] });
		expect(inbound.read(body as never).events[0]).not.toHaveProperty('raw');
	});

	test('thousands of events share what they do not change', () => {
		const many = Array.from({ length: 5000 }, (_, index) => ({
			...statuses[0],
			id: `wamid.${index}`,
		}));
		const raws = rawsOf(envelope1({ contacts: [asha], statuses: many }));
		const size = JSON.stringify(many).length;
		expect(JSON.stringify(raws).length).toBeLessThan(6 * size);
	});
});

test.each(['edit', 'revoke', 'pin', 'keep_in_chat'])(
	'"%s", which Meta cannot show, is no message',
	async (type) => {
		const body = withMessage({ type: 'unsupported', unsupported: { type } });
		expect(await onlyEvent('vobiz', { body })).toMatchObject({ event: 'other', message: null });
	},
);

test('a poll, which Meta cannot show, is a message all the same', async () => {
	const body = withMessage({ type: 'unsupported', unsupported: { type: 'poll_creation' } });
	expect(await onlyEvent('vobiz', { body })).toMatchObject({
		event: 'message.received',
		message: { type: 'other', text: null },
	});
});

test('a voice message that was played was read', async () => {
	const payload = { statuses: [{ id: 'wamid.1', status: 'played', recipient_id: '56912345678' }] };
	expect(await onlyEvent('vobiz', { body: { payload } })).toMatchObject({
		event: 'message.status',
		status: { messageId: 'wamid.1', value: 'read' },
	});
});

test('in a group, the chat is the group and the number is of the person in it', async () => {
	const body = withMessage({ type: 'text', text: { body: 'Hi' }, group_id: 'Y2FwaV9ncm91cA' });
	const person = { phone: '+56912345678', waId: 'Y2FwaV9ncm91cA' };
	expect((await onlyEvent('vobiz', { body })).contact).toMatchObject(person);
	const status = {
		id: 'wamid.1',
		status: 'read',
		recipient_type: 'group',
		recipient_id: 'Y2FwaV9ncm91cA',
	};
	for (const [more, expected] of [
		[{ recipient_participant_id: '56912345678' }, person],
		[{}, { ...person, phone: null }],
	]) {
		const payload = { statuses: [{ ...status, ...more }] };
		expect((await onlyEvent('vobiz', { body: { payload } })).contact).toMatchObject(expected);
	}
});
