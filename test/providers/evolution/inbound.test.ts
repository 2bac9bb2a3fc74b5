import { inbound } from '../../../nodes/Evolution/inbound';
import { answering, nobody, onlyEvent } from '../../support/n8n/onlyEvent';
import { receiveFrom } from '../../support/n8n/receiving';

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
	(await onlyEvent('evolution', { body: upsert(message) })).message;

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
		{ type: 'reaction', text: '👍', context: answering('M0') },
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
		{ type: 'text', text: 'Yes', context: answering('M0') },
	],
	[
		'what nobody knows',
		{ hologramMessage: { title: 'Look at this' } },
		{ type: 'other', text: 'Look at this' },
	],
])('%s', async (_what, message, expected) => {
	expect(await messageIn(message)).toMatchObject({ direction: 'inbound', ...expected });
});

test('own messages are sent ones, from the phone too', async () => {
	const body = upsert({ conversation: 'Hi' }, { fromMe: true });
	expect(await onlyEvent('evolution', { body })).toMatchObject({
		event: 'message.sent',
		message: { direction: 'outbound' },
	});
});

test('an edit and a deletion, which come as messages', async () => {
	const key = { id: 'M0' };
	const edit = { protocolMessage: { key, type: 14, editedMessage: { conversation: 'Better' } } };
	expect(await onlyEvent('evolution', { body: upsert(edit) })).toMatchObject({
		event: 'message.edited',
		message: { id: 'M0', text: 'Better' },
	});
	for (const type of [0, 'REVOKE']) {
		expect(
			await onlyEvent('evolution', { body: upsert({ protocolMessage: { key, type } }) }),
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
	expect((await onlyEvent('evolution', { body: hidden })).contact).toEqual({
		...nobody,
		phone: '+5511977770001',
		waId: '123@lid',
		lid: '123@lid',
		name: 'Ana',
	});
	const unknown = upsert({ conversation: 'Hi' }, { remoteJid: '123@lid' });
	expect((await onlyEvent('evolution', { body: unknown })).contact).toMatchObject({
		phone: null,
		lid: '123@lid',
	});
});

test('a group: who wrote, and where to answer', async () => {
	const body = upsert(
		{ conversation: 'Hi' },
		{ remoteJid: '120363@g.us', participant: '5511977770001:12@s.whatsapp.net' },
	);
	expect((await onlyEvent('evolution', { body })).contact).toMatchObject({
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
		await onlyEvent('evolution', { body: { event: name, instance: 'sales', data: [] } }),
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
	expect((await onlyEvent('evolution', { body })).status).toEqual({
		messageId: 'M1',
		value,
		error: null,
	});
});

describe('who it is', () => {
	const contactOf = async (key: object, more: object = {}) =>
		(await onlyEvent('evolution', { body: upsert({ conversation: 'Hi' }, key, more) })).contact;

	test('every version has the number of a LID somewhere else', async () => {
		const lid = '103800000000001@lid';
		const pn = '5511977770001@s.whatsapp.net';
		for (const key of [
			{ remoteJid: lid, senderPn: pn },
			{ remoteJid: lid, remoteJidAlt: pn },
			{ remoteJid: pn, previousRemoteJid: lid },
			{ remoteJid: pn, senderLid: lid },
			{ remoteJid: pn, remoteJidAlt: lid },
		]) {
			expect(await contactOf(key)).toMatchObject({ phone: '+5511977770001', lid });
		}
		for (const key of [
			{ participant: lid, participantPn: pn },
			{ participant: lid, participantAlt: pn },
			{ participant: pn, participantLid: lid },
		]) {
			expect(await contactOf({ remoteJid: '120363@g.us', ...key })).toMatchObject({
				phone: '+5511977770001',
				lid,
				waId: '120363@g.us',
			});
		}
	});

	test('in what we wrote, the sender is we, and so is the name', async () => {
		const own = { fromMe: true, senderPn: '5511900000000@s.whatsapp.net' };
		const lid = '103800000000001@lid';
		expect(await contactOf({ remoteJid: lid, ...own }, { pushName: 'Você' })).toEqual({
			...nobody,
			waId: lid,
			lid,
		});
		const group = { remoteJid: '120363@g.us', participant: '5511900000000@s.whatsapp.net' };
		expect(await contactOf({ ...group, ...own }, { pushName: 'Você' })).toEqual({
			...nobody,
			waId: '120363@g.us',
		});
		const body = {
			...upsert({ conversation: 'Hi' }, { remoteJid: lid, fromMe: true }),
			sender: '5511900000000:7@s.whatsapp.net',
		};
		Object.assign(body.data.key, { remoteJidAlt: '5511900000000@s.whatsapp.net' });
		expect((await onlyEvent('evolution', { body })).contact.phone).toBeNull();
	});

	test('the bare digits of an instance of the EVOLUTION channel', async () => {
		expect(await contactOf({ remoteJid: '56912345678' })).toMatchObject({
			phone: '+56912345678',
			waId: '56912345678',
		});
	});

	test('digits of the ID are no name, and a label is nobody’s', async () => {
		const participant = '103800000000001@lid';
		const group = { remoteJid: '120363@g.us', participant };
		expect(await contactOf(group, { pushName: '103800000000001' })).toMatchObject({ name: null });
		const body = { event: 'labels.edit', data: { id: '3', name: 'Important' } };
		expect((await onlyEvent('evolution', { body })).contact).toEqual(nobody);
	});

	test('a user ID and a user name, where a server tells them', async () => {
		expect(
			await contactOf({ remoteJid: 'US.13491208655302741918@s.whatsapp.net', username: 'ana' }),
		).toMatchObject({ phone: null, userId: 'US.13491208655302741918', username: 'ana' });
		expect(await contactOf({ remoteJidUsername: 'ana' }, { userId: 'typebot-7' })).toMatchObject({
			userId: null,
			username: 'ana',
		});
	});

	test('who calls, behind a LID too', async () => {
		const call = (data: object) => ({ event: 'call', data: { id: '5511922223333', ...data } });
		const from = '5511977770001@s.whatsapp.net';
		expect(await onlyEvent('evolution', { body: call({ from }) })).toMatchObject({
			event: 'call',
			contact: { phone: '+5511977770001', waId: from },
		});
		const hidden = call({ from: '123@lid', callerPn: from });
		expect((await onlyEvent('evolution', { body: hidden })).contact).toMatchObject({
			phone: '+5511977770001',
			lid: '123@lid',
		});
	});
});

describe('what it says', () => {
	const photo = { imageMessage: { mimetype: 'image/jpeg', caption: 'Look' } };

	test.each([
		'associatedChildMessage',
		'ephemeralMessage',
		'viewOnceMessageV2Extension',
		'botInvokeMessage',
		'statusAddYours',
		'tomorrowsWrapper',
	])('a photo in %s, and in two of them', async (wrapper) => {
		const wrapped = {
			[wrapper]: { message: photo },
			messageContextInfo: { deviceListMetadata: {} },
		};
		for (const message of [wrapped, { deviceSentMessage: { message: wrapped } }]) {
			expect(await messageIn({ ...message, mediaUrl: 'https://s3/x' })).toMatchObject({
				type: 'image',
				text: 'Look',
				media: { url: 'https://s3/x', mimeType: 'image/jpeg' },
			});
		}
	});

	test('a quoted message is not what was written', async () => {
		const quoted = { key: { id: 'M0' }, message: { conversation: 'What we wrote' } };
		expect(await messageIn({ conversation: 'Their answer', quoted })).toMatchObject({
			text: 'Their answer',
			context: answering('M0'),
		});
		expect(await messageIn({ ...photo, quoted })).toMatchObject({ type: 'image', text: 'Look' });
	});

	test('the ID of the quoted message, wherever a version has it', async () => {
		const contextInfo = { stanzaId: 'M0' };
		for (const body of [
			upsert({ conversation: 'Yes', contextInfo }),
			upsert({ conversation: 'Yes' }, {}, { contextInfo }),
			upsert({ ephemeralMessage: { message: { conversation: 'Yes' } }, contextInfo }),
		]) {
			expect((await onlyEvent('evolution', { body })).message!.context).toEqual(answering('M0'));
		}
	});

	test('a file of a name that is new', async () => {
		const note = { videoNoteMessage: { mimetype: 'video/mp4', directPath: '/v' } };
		expect(await messageIn(note)).toMatchObject({
			type: 'video',
			media: { mimeType: 'video/mp4' },
		});
	});

	test('what an instance of the EVOLUTION channel sent has no part of its own', async () => {
		const sent = async (messageType: string, message: object) => {
			const { data } = upsert(message, { fromMe: true }, { messageType });
			return (await onlyEvent('evolution', { body: { event: 'send.message', data } })).message;
		};
		expect(await sent('imageMessage', { mediaUrl: 'https://s3/x.png' })).toMatchObject({
			type: 'image',
			media: { id: null, url: 'https://s3/x.png' },
		});
		expect(await sent('documentMessage', { mediaUrl: null })).toMatchObject({ type: 'document' });
		const buttons = [{ type: 'reply', displayText: 'Yes', id: 'y' }];
		expect(await sent('buttonMessage', { title: 'Hello', buttons })).toMatchObject({
			type: 'other',
			text: 'Hello',
			reply: null,
		});
		expect(await sent('buttonMessage', { conversation: 'Hello' })).toMatchObject({
			type: 'text',
			reply: null,
		});
	});

	test('what was sent by a link has it as its address', async () => {
		const id = 'https://example.com/x.png';
		expect(
			await messageIn({ imageMessage: { id, type: 'link', mimetype: 'image/png' } }),
		).toMatchObject({ type: 'image', media: { id: null, url: id } });
	});

	test('the text above buttons', async () => {
		for (const message of [
			{ buttonsMessage: { contentText: 'Which one?', buttons: [] } },
			{ viewOnceMessage: { message: { interactiveMessage: { body: { text: 'Which one?' } } } } },
			{ listMessage: { title: 'Sizes', description: 'Which one?' } },
			{ templateMessage: { hydratedTemplate: { hydratedContentText: 'Which one?' } } },
		]) {
			expect(await messageIn(message)).toMatchObject({ type: 'text', text: 'Which one?' });
		}
	});

	const response = (name: string, params: object, text: string | null = null) => ({
		interactiveResponseMessage: {
			...(text && { body: { text } }),
			nativeFlowResponseMessage: { name, paramsJson: JSON.stringify(params) },
			contextInfo: { stanzaId: 'M0' },
		},
	});

	test.each([
		[
			'a button of today',
			response('quick_reply', { id: 'yes', display_text: 'Yes' }),
			{ kind: 'button', id: 'yes', title: 'Yes', values: null },
		],
		[
			'a row of today',
			response('single_select', { id: 'r2', title: 'Tomorrow' }),
			{ kind: 'list', id: 'r2', title: 'Tomorrow', values: null },
		],
		[
			'a form',
			response('galaxy_message', { flow_token: 't1', rating: 'Excellent' }, 'Sent'),
			{
				kind: 'flow',
				id: 't1',
				title: 'Sent',
				values: { flow_token: 't1', rating: 'Excellent' },
			},
		],
		[
			'a button of a template',
			{
				templateButtonReplyMessage: {
					selectedId: 'y',
					selectedDisplayText: 'Yes',
					contextInfo: { stanzaId: 'M0' },
				},
			},
			{ kind: 'button', id: 'y', title: 'Yes', values: null },
		],
		[
			'an order',
			{
				orderMessage: {
					orderId: '700001',
					orderTitle: 'Shirt',
					itemCount: 2,
					thumbnail: '/9j/4AAQ',
					totalAmount1000: '59900',
					contextInfo: { stanzaId: 'M0' },
				},
			},
			{
				kind: 'order',
				id: '700001',
				title: 'Shirt',
				values: {
					orderId: '700001',
					orderTitle: 'Shirt',
					itemCount: 2,
					totalAmount1000: '59900',
				},
			},
		],
	] as const)('%s', async (_what, message, reply) => {
		expect(await messageIn(message)).toMatchObject({
			type: reply.kind,
			text: reply.title,
			reply,
			context: { messageId: 'M0', payload: reply.id, referral: null },
		});
	});

	test('what was written with an order', async () => {
		const orderMessage = { orderId: '1', orderTitle: 'Shirt', message: 'This one, please' };
		expect(await messageIn({ orderMessage })).toMatchObject({
			type: 'order',
			text: 'This one, please',
			reply: { title: 'Shirt' },
		});
	});

	test('a broken answer to a button is one all the same', async () => {
		const nativeFlowResponseMessage = { name: 'quick_reply', paramsJson: '{"id":' };
		const message = { interactiveResponseMessage: { nativeFlowResponseMessage } };
		expect(await messageIn(message)).toMatchObject({ type: 'button', reply: { id: null } });
	});

	test.each([
		['buttonMessage', { conversation: 'Yes' }, { kind: 'button', title: 'Yes' }],
		['interactiveMessage', { conversation: 'Yes' }, { kind: 'button', title: 'Yes' }],
		['interactiveMessage', { contextInfo: { stanzaId: 'M0' } }, { kind: 'flow', title: null }],
	])('a channel of WhatsApp Business: %s', async (messageType, message, reply) => {
		const body = upsert(message, {}, { messageType });
		expect(await onlyEvent('evolution', { body })).toMatchObject({
			event: 'message.received',
			message: {
				type: reply.kind,
				text: reply.title,
				reply: { id: null, values: null, ...reply },
			},
		});
	});

	test('a poll, and votes as far as the server can read them', async () => {
		for (const name of ['pollCreationMessage', 'pollCreationMessageV3', 'pollCreationMessageV9']) {
			expect(await messageIn({ [name]: { name: 'Lunch?', options: [] } })).toMatchObject({
				type: 'poll',
				text: 'Lunch?',
				reply: null,
			});
		}
		const vote = (selectedOptions: unknown, more: object = {}) =>
			upsert(
				{ pollUpdateMessage: { pollCreationMessageKey: { id: 'P1' }, vote: { selectedOptions } } },
				{},
				more,
			);
		const read = async (body: object) => (await onlyEvent('evolution', { body })).message;
		expect(await read(vote(['Pizza', 'Sushi']))).toMatchObject({
			type: 'poll',
			text: 'Pizza, Sushi',
			reply: { kind: 'poll', id: null, values: { options: ['Pizza', 'Sushi'] } },
			context: answering('P1'),
		});
		const hashes = [{ type: 'Buffer', data: [1, 2] }];
		expect(await read(vote(hashes))).toMatchObject({ text: null, reply: { values: null } });
		expect(await read(vote([]))).toMatchObject({ text: null, reply: { values: { options: [] } } });
		const pollUpdates = [
			{ name: 'Pizza', voters: [] },
			{ name: 'Sushi', voters: ['5511977770001@s.whatsapp.net'] },
		];
		expect(await read(vote(undefined, { pollUpdates }))).toMatchObject({
			reply: { values: { options: ['Sushi'] } },
		});
	});

	test('a product', async () => {
		const productMessage = { product: { productId: '1', title: 'Shirt' } };
		expect(await messageIn({ productMessage })).toMatchObject({ type: 'other', text: 'Shirt' });
	});

	test('the ad that somebody came from, by Meta’s names', async () => {
		const ad = { sourceType: 'ad', sourceId: '7', sourceUrl: 'https://fb.me/1', title: 'Summer' };
		const contextInfo = { externalAdReply: { ...ad, thumbnail: 'x' } };
		expect(await messageIn({ extendedTextMessage: { text: 'Hi', contextInfo } })).toMatchObject({
			type: 'text',
			context: {
				messageId: null,
				payload: null,
				referral: {
					source_type: 'ad',
					source_id: '7',
					source_url: 'https://fb.me/1',
					headline: 'Summer',
				},
			},
		});
		const preview = { externalAdReply: { title: 'A link', sourceUrl: 'https://example.com' } };
		const link = { extendedTextMessage: { text: 'Hi', contextInfo: preview } };
		expect((await messageIn(link))!.context).toBeNull();
	});
});

describe('what nobody wrote is not received', () => {
	const key = { id: 'M0', remoteJid: '5511977770001@s.whatsapp.net', fromMe: true };

	test.each([
		['history', { protocolMessage: { type: 5, historySyncNotification: { chunkOrder: 1 } } }],
		['keys of app state', { protocolMessage: { type: 'APP_STATE_SYNC_KEY_SHARE' } }],
		['a new setting', { protocolMessage: { key, type: 3, ephemeralExpiration: 86400 } }],
		['a setting, wrapped', { ephemeralMessage: { message: { protocolMessage: { type: 17 } } } }],
		['a new name', { protocolMessage: { type: 10 } }],
		['an edit without its text', { protocolMessage: { key, type: 14 } }],
		[
			'an encrypted edit',
			{ secretEncryptedMessage: { targetMessageKey: key, encPayload: 'AAAA' } },
		],
		[
			'an encrypted reaction',
			{ encReactionMessage: { targetMessageKey: key, encPayload: 'AAAA' } },
		],
		['keys alone', { senderKeyDistributionMessage: { groupId: '1@g.us' } }],
		['nothing but its envelope', { messageContextInfo: { messageSecret: 'AAAA' } }],
		['the frame of an album', { albumMessage: { expectedImageCount: 2 } }],
		['a pin', { pinInChatMessage: { key, type: 1, senderTimestampMs: '1' } }],
		['a keep', { keepInChatMessage: { key, keepType: 1 } }],
		['a call that was missed', { callLogMesssage: { isVideo: false, callOutcome: 1 } }],
		['a placeholder', { placeholderMessage: { type: 0 } }],
		['an empty message', {}],
	])('%s', async (_what, message) => {
		const event = await onlyEvent('evolution', { body: upsert(message) });
		expect(event).toMatchObject({
			event: 'other',
			message: null,
			contact: { phone: '+5511977770001' },
		});
	});

	test('a notice of a group, and what could not be decrypted', async () => {
		for (const more of [
			{ messageStubType: 27, messageStubParameters: ['5511977770001@s.whatsapp.net'] },
			{ messageStubType: 'GROUP_CHANGE_SUBJECT', messageStubParameters: ['Friends'] },
			{ messageStubType: 'CIPHERTEXT', message: null },
		]) {
			const { data, ...body } = upsert({}, { remoteJid: '120363@g.us' }, { message: undefined });
			expect(
				await onlyEvent('evolution', { body: { ...body, data: { ...data, ...more } } }),
			).toMatchObject({ event: 'other', message: null });
		}
	});

	test('keys beside a text do no harm', async () => {
		const body = upsert({ senderKeyDistributionMessage: { groupId: '1' }, conversation: 'Hi' });
		expect(await onlyEvent('evolution', { body })).toMatchObject({
			event: 'message.received',
			message: { text: 'Hi' },
		});
	});

	const change = (event: string, data: object, more: object = {}) => ({
		event,
		instance: 'sales',
		data,
		...more,
	});

	test('an edit, in whatever form', async () => {
		const editedMessage = { conversation: 'Better' };
		const protocolMessage = { key, type: 14, editedMessage };
		for (const body of [
			upsert({ protocolMessage }, { id: 'X' }),
			upsert({ editedMessage: { message: { protocolMessage } } }, { id: 'X' }),
			upsert({ editedMessage: { message: { conversation: 'Better' } } }, { id: 'M0' }),
			change('messages.edited', protocolMessage),
			change('messages.edited', { key, editedMessage }),
			change('messages.edited', {
				key,
				message: { editedMessage: { message: { protocolMessage } } },
			}),
			change('send.message.update', protocolMessage),
		]) {
			expect(await onlyEvent('evolution', { body })).toMatchObject({
				event: 'message.edited',
				contact: { phone: '+5511977770001' },
				message: { id: 'M0', type: 'text', text: 'Better' },
			});
		}
	});

	test('a deletion for everyone, which the server calls an edit', async () => {
		for (const type of [0, 'REVOKE']) {
			for (const body of [
				change('messages.edited', { key, type }),
				upsert({ protocolMessage: { key, type } }, { id: 'X' }),
				upsert({ ephemeralMessage: { message: { protocolMessage: { key, type } } } }, { id: 'X' }),
			]) {
				expect(await onlyEvent('evolution', { body })).toMatchObject({
					event: 'message.deleted',
					message: { id: 'M0', text: null },
				});
			}
		}
	});

	test('of other changes, the server says edit too', async () => {
		for (const data of [
			{ key, type: 3, ephemeralExpiration: 0 },
			{ type: 'HISTORY_SYNC_NOTIFICATION' },
			{ key, type: 14 },
			{ key, type: 14, editedMessage: { messageContextInfo: {} } },
		]) {
			expect(await onlyEvent('evolution', { body: change('messages.edited', data) })).toMatchObject(
				{
					event: 'other',
					message: null,
				},
			);
		}
	});

	test('who changed it', async () => {
		const protocolMessage = { key, type: 0 };
		const directionOf = async (body: object) =>
			(await onlyEvent('evolution', { body })).message!.direction;
		expect(await directionOf(change('messages.edited', { key, type: 0 }))).toBe('outbound');
		expect(await directionOf(change('messages.delete', key))).toBe('outbound');
		expect(await directionOf(change('messages.delete', { ...key, fromMe: false }))).toBe('inbound');
		expect(await directionOf(upsert({ protocolMessage }, { fromMe: false }))).toBe('inbound');
		expect(await directionOf(upsert({ protocolMessage }, { fromMe: true }))).toBe('outbound');
	});

	test('a change of the contact’s, told with our number, is not ours', async () => {
		const theirs = { ...key, remoteJid: '5511900000000@s.whatsapp.net' };
		const sender = '5511900000000:3@s.whatsapp.net';
		const body = change('messages.edited', { key: theirs, type: 0 }, { sender });
		expect(await onlyEvent('evolution', { body })).toMatchObject({
			event: 'message.deleted',
			contact: nobody,
			message: { id: 'M0', direction: 'inbound' },
		});
	});

	test('a status that only goes with votes or a new text is none', async () => {
		for (const more of [
			{ pollUpdates: [{ name: 'Pizza', voters: ['1@lid'] }] },
			{ message: { editedMessage: { message: { conversation: 'Better' } } } },
		]) {
			const data = { keyId: 'M1', remoteJid: key.remoteJid, status: 'SERVER_ACK', ...more };
			expect(await onlyEvent('evolution', { body: change('messages.update', data) })).toMatchObject(
				{
					event: 'other',
					status: null,
				},
			);
		}
	});

	test('a deletion reports when it was, not when the message was', async () => {
		const data = { key, messageTimestamp: 1795145000, status: 'DELETED' };
		const body = change('messages.delete', data, { date_time: '2026-11-20T12:00:00.000Z' });
		const [read] = inbound.read(body as never, Date.parse('2026-11-20T12:00:01.000Z')).events;
		expect(read.occurredAt).toBe('2026-11-20T12:00:00.000Z');
	});
});

describe('the server’s local time, which says that it is UTC', () => {
	const occurredAt = (date_time: string, receivedAt: string) => {
		const body = { event: 'connection.update', data: { state: 'open' }, date_time };
		return inbound.read(body, Date.parse(receivedAt)).events[0].occurredAt;
	};

	test.each([
		['UTC', '14:03:53.936'],
		['São Paulo', '11:03:53.936'],
		['India', '19:33:53.936'],
		['Nepal', '19:48:53.936'],
	])('of %s', (_zone, local) => {
		const time = `2026-11-25T${local}Z`;
		expect(occurredAt(time, '2026-11-25T14:03:54.100Z')).toBe('2026-11-25T14:03:53.936Z');
	});

	test.each([
		['a first try', '14:03:54'],
		['a clock that is ahead', '14:02:00'],
		['a try after ten minutes', '14:14:10'],
		['the last try', '14:24:10'],
	])('with %s', (_when, received) => {
		for (const local of ['14:03:53', '11:03:53', '04:03:53', '19:33:53']) {
			expect(occurredAt(`2026-11-25T${local}Z`, `2026-11-25T${received}Z`)).toBe(
				'2026-11-25T14:03:53.000Z',
			);
		}
	});

	test('over midnight', () => {
		expect(occurredAt('2026-11-24T22:30:00.000Z', '2026-11-25T01:30:01.000Z')).toBe(
			'2026-11-25T01:30:00.000Z',
		);
	});

	test('what no zone brings near stands as it is', () => {
		expect(occurredAt('2026-11-20T10:00:00.000Z', '2026-11-25T14:03:54.000Z')).toBe(
			'2026-11-20T10:00:00.000Z',
		);
	});

	test('WhatsApp’s own time is not touched', () => {
		for (const time of [1795145000, { low: 1795145000, high: 0, unsigned: true }]) {
			const body = upsert({ conversation: 'Hi' }, {}, { messageTimestamp: time });
			const [read] = inbound.read(body as never, Date.parse('2026-11-20T06:23:21.000Z')).events;
			expect(read.occurredAt).toBe('2026-11-20T03:23:20.000Z');
		}
	});
});

test('of several entries, each event has its own alone', () => {
	const data = [
		{ id: '551@s.whatsapp.net', pushName: 'A' },
		{ id: '552@s.whatsapp.net', pushName: 'B' },
	];
	const body = { event: 'contacts.upsert', instance: 'sales', data };
	expect(inbound.read(body).events.map(({ raw }) => raw)).toEqual([
		{ ...body, data: [data[0]] },
		{ ...body, data: [data[1]] },
	]);
	for (const alone of [[data[0]], data[0]]) {
		const [read] = inbound.read({ ...body, data: alone }).events;
		expect(read).not.toHaveProperty('raw');
	}
});

test.each([
	[
		'what was written with a place that moves',
		{ liveLocationMessage: { degreesLatitude: 1, degreesLongitude: 2, caption: 'On my way' } },
		{ type: 'location', text: 'On my way' },
	],
	[
		'a template in the form of four rows',
		{ templateMessage: { hydratedFourRowTemplate: { hydratedContentText: 'Offer' } } },
		{ type: 'text', text: 'Offer' },
	],
	[
		'a template of before',
		{
			highlyStructuredMessage: {
				hydratedHsm: { hydratedTemplate: { hydratedContentText: 'Your code' } },
			},
		},
		{ type: 'text', text: 'Your code' },
	],
	[
		'a note to a payment',
		{ sendPaymentMessage: { noteMessage: { conversation: 'Lunch' }, requestMessageKey: {} } },
		{ type: 'other', text: 'Lunch' },
	],
	[
		'buttons below a title alone',
		{ interactiveMessage: { header: { title: 'Hello' }, nativeFlowMessage: {} } },
		{ type: 'other', text: 'Hello' },
	],
	[
		'a comment, which answers what it is about',
		{
			commentMessage: {
				message: { extendedTextMessage: { text: 'Nice' } },
				targetMessageKey: { id: 'M0' },
			},
		},
		{ type: 'text', text: 'Nice', context: answering('M0') },
	],
])('%s', async (_what, message, expected) => {
	expect(await messageIn(message)).toMatchObject(expected);
});

test.each([
	['pinInChatMessage', { key: { id: 'M0' }, type: 'PIN_FOR_ALL' }],
	['keepInChatMessage', { key: { id: 'M0' }, keepType: 'KEEP_FOR_ALL' }],
	['albumMessage', { expectedImageCount: 2 }],
	['callLogMesssage', { isVideo: false, callOutcome: 'MISSED' }],
	['scheduledCallEditMessage', { key: { id: 'M0' }, editType: 'CANCEL' }],
	['declinePaymentRequestMessage', { key: { id: 'M0' } }],
	['requestPhoneNumberMessage', { contextInfo: { stanzaId: 'M0' } }],
	['encReactionMessage', { targetMessageKey: { id: 'M0' }, encPayload: 'x' }],
	['encEventResponseMessage', { eventCreationMessageKey: { id: 'M0' }, encPayload: 'x' }],
	['messageHistoryBundle', { mimetype: 'application/octet-stream', directPath: '/x' }],
	['placeholderMessage', { type: 'MASK_LINKED_DEVICES' }],
	['protocolMessage', { type: 'SHARE_PHONE_NUMBER' }],
	['protocolMessage', { type: 'BOT_FEEDBACK_MESSAGE', botFeedbackMessage: { text: 'Bad' } }],
	['protocolMessage', { type: 'LID_MIGRATION_MAPPING_SYNC' }],
	['statusMentionMessage', { message: { protocolMessage: { type: 'STATUS_MENTION_MESSAGE' } } }],
	['limitSharingMessage', { message: { protocolMessage: { type: 'LIMIT_SHARING' } } }],
])('%s: nobody wrote it', async (name, part) => {
	const body = upsert({ [name]: part, messageContextInfo: { messageSecret: 'x' } });
	expect(await onlyEvent('evolution', { body })).toMatchObject({ event: 'other', message: null });
});

test('only a message of ours has a status; a channel of WhatsApp Business calls none so', async () => {
	const eventOf = async (data: object) =>
		(await onlyEvent('evolution', { body: { event: 'messages.update', data } })).event;
	const status = { remoteJid: '5511977770001@s.whatsapp.net', status: 'READ' };
	expect(await eventOf({ ...status, keyId: '3EB0', fromMe: true })).toBe('message.status');
	expect(await eventOf({ ...status, keyId: '3EB0', fromMe: false })).toBe('other');
	expect(await eventOf({ ...status, id: '3EB0', fromMe: false })).toBe('other');
	expect(await eventOf({ ...status, keyId: 'wamid.1', fromMe: false })).toBe('message.status');
});
