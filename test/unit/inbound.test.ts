import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import vectors from '../fixtures/hmac-vectors.json';
import { receiveFrom } from '../support/receiving';

const only = async (...args: Parameters<typeof receiveFrom>) => {
	const { events } = await receiveFrom(...args);
	expect(events).toHaveLength(1);
	return events![0];
};

const nobody = { phone: null, waId: null, lid: null, name: null };
const nothing = {
	id: null,
	direction: 'inbound',
	type: 'other',
	text: null,
	media: null,
	location: null,
	contacts: null,
	context: null,
};

describe('Evolution, as recorded', () => {
	const recording = (version: string, name: string) =>
		JSON.parse(
			readFileSync(
				join(__dirname, '..', 'fixtures', 'evolution', version, `webhook-${name}.json`),
				'utf8',
			),
		).body;
	const versions = ['v1.8.6', 'v2.3.6'];

	test('every recorded delivery has its test here', () => {
		for (const version of versions) {
			const folder = join(__dirname, '..', 'fixtures', 'evolution', version);
			const deliveries = readdirSync(folder).filter((file) => /webhook-\d/.test(file));
			expect(deliveries).toEqual([
				'webhook-00-send.message.json',
				'webhook-03-messages.upsert.json',
				'webhook-06-messages.update.json',
			]);
		}
	});

	test.each(versions)('%s: a message received', async (version) => {
		const body = recording(version, '03-messages.upsert');
		expect(await only('evolution', { body })).toEqual({
			provider: 'evolution',
			event: 'message.received',
			eventId: expect.stringMatching(/^[\da-f]{64}$/),
			occurredAt: '2026-11-20T03:23:20.000Z',
			account: 'cap',
			contact: {
				phone: '+16505551234',
				waId: '16505551234@s.whatsapp.net',
				lid: null,
				name: 'Sheena Nelson',
			},
			message: {
				...nothing,
				id: 'wamid.IN1',
				type: 'text',
				text: 'Does it come in another color?',
			},
			status: null,
			raw: { ...body, apikey: '[hidden]' },
		});
	});

	test.each(versions)('%s: a status, by the ID that WhatsApp knows', async (version) => {
		const event = await only('evolution', { body: recording(version, '06-messages.update') });
		expect(event).toMatchObject({
			event: 'message.status',
			contact: { phone: '+553182968010' },
			message: null,
			status: {
				messageId: version === 'v2.3.6' ? 'wamid.TEST1' : 'wamid.TEST4',
				value: 'delivered',
				error: null,
			},
		});
	});

	test('a card that was sent', async () => {
		const event = await only('evolution', { body: recording('v2.3.6', '00-send.message') });
		expect(event).toMatchObject({
			event: 'message.sent',
			message: {
				id: 'wamid.TEST1',
				direction: 'outbound',
				type: 'contacts',
				contacts: [{ name: 'Ada Lovelace', phones: ['+55 31 99999-9999'] }],
			},
		});
		const first = await only('evolution', { body: recording('v1.8.6', '00-send.message') });
		expect(first).toMatchObject({
			event: 'message.sent',
			message: { id: 'wamid.TEST4', type: 'other' },
		});
	});
});

describe('Evolution, by the code of the server', () => {
	const upsert = (message: object, key: object = {}, more: object = {}) => ({
		event: 'messages.upsert',
		instance: 'sales',
		data: {
			key: { id: 'M1', remoteJid: '5511977770001@s.whatsapp.net', fromMe: false, ...key },
			pushName: 'Ana',
			message,
			messageTimestamp: 1795145000,
			...more,
		},
	});
	const messageIn = async (message: object) =>
		(await only('evolution', { body: upsert(message) })).message;

	test.each([
		[
			'an image',
			{ imageMessage: { caption: 'Look', mimetype: 'image/jpeg' }, mediaUrl: 'https://s3/x' },
			{
				type: 'image',
				text: 'Look',
				media: { id: null, url: 'https://s3/x', mimeType: 'image/jpeg', fileName: null },
			},
		],
		[
			'a voice message as base64',
			{ audioMessage: { mimetype: 'audio/ogg' }, base64: 'T2dnUw==' },
			{ type: 'audio', media: { base64: 'T2dnUw==', url: null } },
		],
		[
			'a document with a caption',
			{
				documentWithCaptionMessage: {
					message: {
						documentMessage: { fileName: 'a.pdf', caption: 'Invoice', mimetype: 'application/pdf' },
					},
				},
			},
			{ type: 'document', text: 'Invoice', media: { fileName: 'a.pdf' } },
		],
		[
			'a message that vanishes',
			{ ephemeralMessage: { message: { extendedTextMessage: { text: 'Psst' } } } },
			{ type: 'text', text: 'Psst' },
		],
		[
			'a picture seen once',
			{ viewOnceMessageV2: { message: { imageMessage: { mimetype: 'image/jpeg' } } } },
			{ type: 'image' },
		],
		[
			'a location',
			{ locationMessage: { degreesLatitude: -23.5, degreesLongitude: -46.6, name: 'Sé' } },
			{
				type: 'location',
				location: { latitude: -23.5, longitude: -46.6, name: 'Sé', address: null },
			},
		],
		[
			'several contacts',
			{
				contactsArrayMessage: {
					contacts: [
						{ displayName: 'A', vcard: 'TEL:+551\nitem1.TEL;waid=552:+552' },
						{ displayName: 'B' },
					],
				},
			},
			{
				type: 'contacts',
				contacts: [
					{ name: 'A', phones: ['+551', '+552'] },
					{ name: 'B', phones: [] },
				],
			},
		],
		[
			'a reaction',
			{ reactionMessage: { text: '👍', key: { id: 'M0' } } },
			{ type: 'reaction', text: '👍', context: { messageId: 'M0', payload: null } },
		],
		[
			'a tap on a button',
			{
				buttonsResponseMessage: {
					selectedButtonId: 'yes',
					selectedDisplayText: 'Yes',
					contextInfo: { stanzaId: 'M0' },
				},
			},
			{ type: 'button', text: 'Yes', context: { messageId: 'M0', payload: 'yes' } },
		],
		[
			'a choice from a list',
			{ listResponseMessage: { title: 'Tomorrow', singleSelectReply: { selectedRowId: 'r2' } } },
			{ type: 'list', text: 'Tomorrow', context: { messageId: null, payload: 'r2' } },
		],
		[
			'an answer',
			{ extendedTextMessage: { text: 'Yes', contextInfo: { stanzaId: 'M0' } } },
			{ type: 'text', text: 'Yes', context: { messageId: 'M0', payload: null } },
		],
		[
			'what nobody knows',
			{ pollCreationMessageV9: { name: 'Lunch?' } },
			{ type: 'other', text: null },
		],
	])('%s', async (_what, message, expected) => {
		expect(await messageIn(message)).toMatchObject({ direction: 'inbound', ...expected });
	});

	test('own messages are sent ones, from the phone too', async () => {
		const body = upsert({ conversation: 'Hi' }, { fromMe: true });
		expect(await only('evolution', { body })).toMatchObject({
			event: 'message.sent',
			message: { direction: 'outbound' },
		});
	});

	test('an edit and a deletion, which come as messages', async () => {
		const key = { id: 'M0' };
		const edit = { protocolMessage: { key, type: 14, editedMessage: { conversation: 'Better' } } };
		expect(await only('evolution', { body: upsert(edit) })).toMatchObject({
			event: 'message.edited',
			message: { id: 'M0', text: 'Better' },
		});
		for (const type of [0, 'REVOKE']) {
			expect(
				await only('evolution', { body: upsert({ protocolMessage: { key, type } }) }),
			).toMatchObject({
				event: 'message.deleted',
				message: { id: 'M0' },
			});
		}
	});

	test('a number that hides behind a LID, and one that does not say', async () => {
		const hidden = upsert(
			{ conversation: 'Hi' },
			{ remoteJid: '123@lid', remoteJidAlt: '5511977770001@s.whatsapp.net' },
		);
		expect((await only('evolution', { body: hidden })).contact).toEqual({
			phone: '+5511977770001',
			waId: '123@lid',
			lid: '123@lid',
			name: 'Ana',
		});
		const unknown = upsert({ conversation: 'Hi' }, { remoteJid: '123@lid' });
		expect((await only('evolution', { body: unknown })).contact).toMatchObject({
			phone: null,
			lid: '123@lid',
		});
	});

	test('a group: who wrote, and where to answer', async () => {
		const body = upsert(
			{ conversation: 'Hi' },
			{ remoteJid: '120363@g.us', participant: '5511977770001:12@s.whatsapp.net' },
		);
		expect((await only('evolution', { body })).contact).toMatchObject({
			phone: '+5511977770001',
			waId: '120363@g.us',
		});
	});

	test('a list of contacts is one event for each', async () => {
		const body = {
			event: 'contacts.upsert',
			instance: 'sales',
			data: [
				{ id: '551@s.whatsapp.net', pushName: 'A' },
				{ remoteJid: '5511977770001@s.whatsapp.net', pushName: 'B' },
			],
		};
		const { events } = await receiveFrom('evolution', { body });
		expect(events).toMatchObject([
			{ event: 'contact.updated', contact: { name: 'A' } },
			{ event: 'contact.updated', contact: { name: 'B', phone: '+5511977770001' } },
		]);
	});

	test.each([
		['connection.update', 'connection.changed'],
		['qrcode.updated', 'connection.changed'],
		['CALL', 'call'],
		['chats.upsert', 'other'],
		['tomorrows.news', 'other'],
	])('%s is %s', async (name, event) => {
		expect(
			await only('evolution', { body: { event: name, instance: 'sales', data: [] } }),
		).toMatchObject({
			event,
			account: 'sales',
		});
	});

	test.each([
		['SERVER_ACK', 'sent'],
		['DELIVERY_ACK', 'delivered'],
		['READ', 'read'],
		['PLAYED', 'read'],
		['ERROR', 'failed'],
	])('the status %s is %s', async (given, value) => {
		const body = {
			event: 'messages.update',
			data: {
				keyId: 'M1',
				messageId: 'row',
				remoteJid: '5511977770001@s.whatsapp.net',
				status: given,
			},
		};
		expect((await only('evolution', { body })).status).toEqual({
			messageId: 'M1',
			value,
			error: null,
		});
	});
});

describe('Vobiz', () => {
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
		expect(await only('vobiz', { body: rawBody })).toEqual({ ...expected, raw: envelope });
		const { value } = envelope.payload.entry[0].changes[0];
		for (const payload of [value, { field: 'messages', value }]) {
			const event = await only('vobiz', { body: { ...envelope, payload } });
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
			{ type: 'reaction', text: '👍', context: { messageId: 'wamid.0', payload: null } },
		],
		['what nobody knows', { type: 'hologram', hologram: {} }, { type: 'other' }],
	])('%s', async (_what, message, expected) => {
		expect((await only('vobiz', { body: withMessage(message) })).message).toMatchObject(expected);
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
		expect(await only('vobiz', { body: { event_type: 'message.status', payload } })).toMatchObject({
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
				await only('vobiz', {
					body: { event_type: `call.${what}`, account_id: 'MA_1', payload: {} },
				}),
			).toMatchObject({ event: 'call', account: 'MA_1' });
		}
		expect(await only('vobiz', { body: { event_type: 'invoice.paid' } })).toMatchObject({
			event: 'other',
		});
	});
});

describe('AIsoule', () => {
	test('a message of the help centre’s kind', async () => {
		expect(await only('aisoule', { body: vectors[1].rawBody })).toEqual({
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
		expect(await only('aisoule', { body: vectors[2].rawBody })).toMatchObject({
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
		expect(await only('aisoule', { body })).toMatchObject({
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
			await only('aisoule', { body: { event: name, data: { phone: '+15550100002' } } }),
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
			(await only('aisoule', { body: { event: 'message.incoming', data } })).message,
		).toMatchObject({
			type: 'image',
			text: 'Look',
			media: { url: 'https://example.com/a.jpg' },
		});
	});
});

describe('Vambe', () => {
	const message = { id: 'm1', direction: 'inbound', type: 'text', text: 'Ok' };

	test('the three forms of a message', async () => {
		const forms = [
			{
				type: 'message.received',
				aiContactId: 'c',
				data: {
					fromNumber: '56900000001',
					message: 'Ok',
					messageId: 'm1',
					messageType: 'text',
					name: 'Test',
					stageId: 's',
				},
			},
			{
				event: 'message_received',
				timestamp: '2026-11-20T10:00:00Z',
				data: {
					contact_id: 'c',
					message_id: 'm1',
					message_body: 'Ok',
					platform: 'whatsapp',
					direction: 'inbound',
					contact_name: 'Test',
					from_number: '56900000001',
				},
			},
			{
				topic: 'contact.message.received',
				entity_data: {
					message: 'Ok',
					messageId: 'm1',
					ai_contact: { phone: '56900000001', name: 'Test' },
				},
			},
		];
		for (const body of forms) {
			expect(await only('vambe', { body })).toMatchObject({
				event: 'message.received',
				contact: { phone: '+56900000001', waId: '56900000001', name: 'Test' },
				message,
				raw: body,
			});
		}
	});

	test.each([
		['message.sent', 'message.sent'],
		['ticket.created', 'ticket.created'],
		['ticket.opened', 'ticket.created'],
		['ticket_updated', 'ticket.updated'],
		['contact.ticket.closed', 'ticket.closed'],
		['contact.created', 'contact.created'],
		['CONTACT_UPDATED', 'contact.updated'],
		['stage_changed', 'stage.changed'],
		['toString', 'other'],
	])('the topic %s is %s', async (topic, event) => {
		for (const name of ['type', 'event', 'topic']) {
			expect(await only('vambe', { body: { [name]: topic, data: {} } })).toMatchObject({ event });
		}
	});

	test('a stage that changed, as production code receives it', async () => {
		const body = {
			topic: 'stage.changed',
			event_type: 'stage_changed',
			entity_name: 'contact',
			entity_data: { ai_contact_id: 'c', new_stage_id: 's', ai_contact: { phone: '56900000001' } },
			previous_entity_data: {},
		};
		expect(await only('vambe', { body })).toMatchObject({
			event: 'stage.changed',
			contact: { phone: '+56900000001' },
			message: null,
			raw: body,
		});
	});
});

describe('secrets', () => {
	test('never come back: of the credential, of the URL, of the instance', async () => {
		const credential = { apiKey: 'the-api-key', webhookSecret: 'the-webhook-secret' };
		const body = {
			event: 'messages.upsert',
			destination: 'https://n8n/webhook/1/webhook?secret=the-webhook-secret',
			apikey: 'the-instance-token',
			data: {
				key: { remoteJid: 'x' },
				message: { conversation: 'my key is the-api-key' },
				token: 'the-other-token',
			},
		};
		const received = await receiveFrom('evolution', { body, credential });
		for (const secret of [
			'the-api-key',
			'the-webhook-secret',
			'the-instance-token',
			'the-other-token',
		]) {
			expect(JSON.stringify(received)).not.toContain(secret);
		}
		expect(received.events).toMatchObject([{ message: { text: 'my key is [hidden]' } }]);
	});

	test('a file stands in the message, not in raw a second time', async () => {
		const base64 = Buffer.from('a file of some length').toString('base64');
		const data = { key: { id: '1' }, message: { imageMessage: {}, base64 } };
		const event = await only('evolution', { body: { event: 'messages.upsert', data } });
		expect(event.message!.media!.base64).toBe(base64);
		expect(JSON.stringify(event.raw)).not.toContain(base64);
	});
});

describe('a call that is not proven', () => {
	const call = {
		body: '{"secret":"in the body"}',
		parameters: { 'options.acceptUnsigned': false },
	};

	test.each(['aisoule', 'evolution', 'vambe', 'vobiz'] as const)(
		'%s: 401, and nothing of it is told',
		async (provider) => {
			const whole = { apiKey: 'key', authToken: 'token', webhookSecret: 'a secret' };
			for (const credential of [{} as typeof whole, whole]) {
				const { events, status, logged } = await receiveFrom(provider, { ...call, credential });
				expect({ events, status }).toEqual({ events: undefined, status: 401 });
				expect(logged.join()).not.toContain('in the body');
			}
		},
	);
});

describe('filters', () => {
	const received = async (parameters: object, change: object = {}) => {
		const key = { id: 'M1', remoteJid: '5511977770001@s.whatsapp.net', ...change };
		const body = {
			event: 'messages.upsert',
			instance: 'sales',
			data: { key, message: { conversation: 'Hi' } },
		};
		const { events, status } = await receiveFrom('evolution', {
			body,
			parameters: { filters: {}, ...parameters },
		});
		return { started: events !== undefined, status };
	};

	test('what is not wanted gets 200 and starts nothing', async () => {
		expect(await received({})).toEqual({ started: true, status: undefined });
		expect(await received({ events: ['message.received'] })).toMatchObject({ started: true });
		for (const parameters of [
			{ events: ['message.sent'] },
			{ events: [] },
			{ filters: { accounts: 'support' } },
			{ filters: { messageTypes: ['image'] } },
		]) {
			expect(await received(parameters)).toEqual({ started: false, status: undefined });
		}
		expect(
			await received({ filters: { accounts: 'support, sales', messageTypes: ['text'] } }),
		).toMatchObject({ started: true });
	});

	test('groups and broadcasts are let in on request only', async () => {
		for (const [remoteJid, filter] of [
			['120363@g.us', 'includeGroups'],
			['status@broadcast', 'includeBroadcasts'],
			['123@newsletter', 'includeBroadcasts'],
		]) {
			expect(await received({}, { remoteJid })).toMatchObject({ started: false });
			expect(await received({ filters: { [filter]: true } }, { remoteJid })).toMatchObject({
				started: true,
			});
		}
	});
});

describe('whatever comes', () => {
	const providers = ['aisoule', 'evolution', 'vambe', 'vobiz'] as const;

	test.each(providers)('%s: any JSON is an event, and never a crash', async (provider) => {
		const names = fc.constantFrom(
			'event',
			'type',
			'data',
			'payload',
			'entry',
			'changes',
			'value',
			'messages',
			'statuses',
			'message',
			'key',
			'id',
			'remoteJid',
			'status',
			'from',
			'timestamp',
			'__proto__',
			'constructor',
		);
		const words = fc.constantFrom(
			'messages.upsert',
			'messages.update',
			'message.received',
			'message.status',
			'messages.delete',
			'text',
			'image',
			'interactive',
			'',
		);
		const { json } = fc.letrec((tie) => ({
			json: fc.oneof(
				{ maxDepth: 6 },
				words,
				fc.integer(),
				fc.constant(null),
				fc.boolean(),
				fc.array(tie('json'), { maxLength: 3 }),
				fc.dictionary(names, tie('json'), { maxKeys: 6 }),
			),
		}));
		await fc.assert(
			fc.asyncProperty(json, async (body) => {
				const { events } = await receiveFrom(provider, { body: JSON.stringify(body) });
				expect(events!.length).toBeGreaterThan(0);
				for (const event of events!) expect(Object.keys(event)).toHaveLength(9);
			}),
			{ numRuns: 500 },
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test.each(providers)('%s: what is no JSON is its text', async (provider) => {
		for (const body of [
			'',
			'not json',
			'{"half":',
			Buffer.from([0xff, 0xfe, 0x00]),
			`${'['.repeat(200_000)}${']'.repeat(200_000)}`,
		]) {
			const event = await only(provider, { body });
			expect(event).toMatchObject({ event: 'other', raw: { text: expect.any(String) } });
		}
	});

	test('nothing changes what objects inherit from', async () => {
		const event = await only('evolution', {
			body: '{"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1}}}',
		});
		expect(JSON.stringify(event.raw)).toBe('{"data":{}}');
	});
});
