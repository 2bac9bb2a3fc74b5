import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inbound } from '../../../nodes/Evolution/inbound';
import { questionIn } from '../../../nodes/Evolution/question';

const FIXTURES = join(__dirname, '..', '..', 'fixtures', 'evolution');

const recorded = (name: string) => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));

/** What came in, as the trigger reads it. */
const readMessage = (data: object) =>
	inbound.read({
		event: 'messages.upsert',
		instance: 'my phone',
		data: {
			key: { id: 'M1', remoteJid: '56912345678@s.whatsapp.net', fromMe: false },
			...data,
		},
	}).events[0];

const asked = (key: object) => ({
	method: 'POST',
	path: '/chat/findMessages/my%20phone',
	body: { where: { key }, page: 1, offset: 1 },
});

describe('the question that words may answer', () => {
	test.each([
		[
			'a text that a phone quotes',
			{ conversation: 'Approve?\nhttps://n8n.example' },
			{ text: 'Approve?\nhttps://n8n.example', buttons: [] },
		],
		[
			'buttons that a phone quotes',
			{
				viewOnceMessage: {
					message: {
						interactiveMessage: {
							body: { text: '*Approve?*' },
							nativeFlowMessage: {
								buttons: [
									{ name: 'quick_reply', buttonParamsJson: '{"display_text":"Yes","id":"y"}' },
									{ name: 'quick_reply', buttonParamsJson: 'not JSON' },
								],
							},
						},
					},
				},
			},
			{ text: '*Approve?*', buttons: [{ id: 'y', title: 'Yes' }] },
		],
	])('is %s', (_, quotedMessage, quoted) => {
		const read = readMessage({
			message: { conversation: 'Yes' },
			contextInfo: { stanzaId: 'Q1', quotedMessage },
		});
		expect(read).toMatchObject({ event: 'message.received', quoted });
		expect(read.questionRequest).toBeUndefined();
	});

	test('is asked for by the ID alone, where only that came along', () => {
		const message = { conversation: 'Yes' };
		const contextInfo = { stanzaId: 'wamid.Q1' };
		expect(readMessage({ message, contextInfo, messageType: 'interactiveMessage' })).toMatchObject({
			message: { type: 'button', text: 'Yes' },
			questionRequest: asked({ id: 'wamid.Q1' }),
		});
	});

	test.each(['1', ' 2. ', '1️⃣', '(1)'])('is the last of ours before the number %j', (text) => {
		const { questionRequest } = readMessage({ message: { conversation: text } });
		expect(questionRequest).toEqual(
			asked({ remoteJid: '56912345678@s.whatsapp.net', fromMe: true }),
		);
	});

	test('is looked for by the number of a chat that is known by a LID', () => {
		const key = { id: 'M1', remoteJid: '9876@lid', remoteJidAlt: '56912345678@s.whatsapp.net' };
		const { questionRequest } = readMessage({ key, message: { conversation: '1' } });
		expect(questionRequest).toEqual(
			asked({ remoteJid: '56912345678@s.whatsapp.net', fromMe: true }),
		);
	});

	test.each([
		['words', { conversation: 'Yes' }],
		['a larger number', { conversation: '12' }],
		['a number with a word', { conversation: '2 pizzas' }],
		['an image', { imageMessage: { caption: '' } }],
	])('is nothing that %s could answer without a quote', (_, message) => {
		const read = readMessage({ message });
		expect([read.quoted, read.questionRequest]).toEqual([undefined, undefined]);
	});

	test('is nothing that a number in a group could answer', () => {
		const key = { id: 'M1', remoteJid: '120363021234567890@g.us', participant: '9876@lid' };
		expect(readMessage({ key, message: { conversation: '1' } }).questionRequest).toBeUndefined();
	});

	test('is nothing that a number could answer in version 1, which sorts chats and times anyhow', () => {
		const read = readMessage({ owner: 'my phone', message: { conversation: '1' } });
		expect(read).toMatchObject({ event: 'message.received', message: { text: '1' } });
		expect(read.questionRequest).toBeUndefined();
	});

	test('is nothing that we write ourselves', () => {
		const key = { id: 'M1', remoteJid: '56912345678@s.whatsapp.net', fromMe: true };
		const { questionRequest } = readMessage({ key, message: { conversation: '1' } });
		expect(questionRequest).toBeUndefined();
	});
});

describe('what the server stores of it', () => {
	const record = { key: { fromMe: true }, message: { conversation: 'Approve?' } };

	test.each([
		['a page, in version 2', { messages: { total: 1, records: [record] } }],
		['a list, in version 1', [record]],
	])('is read from %s', (_, body) => {
		expect(questionIn(body)).toEqual({ text: 'Approve?', buttons: [] });
	});

	test.each([
		['a message of theirs', [{ ...record, key: { fromMe: false } }]],
		['nothing', { messages: { records: [] } }],
		['an error', { status: 404, error: 'Not Found' }],
	])('is no question where it is %s', (_, body) => {
		expect(questionIn(body)).toBeNull();
	});
});

/** Of 95 characters. */
const LONG_ID = `evo.${'Ab0._-Zz9'.repeat(10)}A`;

const DO_YOU_APPROVE = { text: 'Do you approve?\nRef: [A-1]', buttons: [] };

describe('as servers delivered it', () => {
	const buttons = {
		text: '*Please decide*\n\nDetails of it\n',
		buttons: [
			{ id: LONG_ID, title: 'Yes' },
			{ id: LONG_ID.replace(/.$/, '1'), title: 'No' },
		],
	};

	test.each([
		['v1.8.6-phone-line/00-quoted_text', DO_YOU_APPROVE],
		['v1.8.6-phone-line/01-quoted_extended_text', DO_YOU_APPROVE],
		['v2.3.7-phone-line/32-quoted_text', DO_YOU_APPROVE],
		['v2.3.7-phone-line/33-quoted_extended_text', DO_YOU_APPROVE],
		['v2.3.7-phone-line/34-quoted_text_lid', DO_YOU_APPROVE],
		['v2.3.7-phone-line/35-quoted_buttons', buttons],
		['v2.3.7-phone-line/36-interactive_response_quoted', buttons],
	])('%s quotes the question', (name, quoted) => {
		expect(inbound.read(recorded(`${name}.json`)).events).toMatchObject([{ quoted }]);
	});

	test.each([
		['v1.8.6/webhook-07-messages.upsert-quotedText', 'cloud', 'wamid.STANDIN0033T1795805529018'],
		['v1.8.6/webhook-08-messages.upsert-buttonReply', 'cloud', 'wamid.STANDIN0033T1795805529018'],
		['v2.3.7/webhook-29-messages.upsert-quotedText', 'cloud', 'wamid.STANDIN0002T1795805300900'],
		['v2.3.7/webhook-30-messages.upsert-listReply', 'cloud', 'wamid.STANDIN0003T1795805302037'],
		['v2.3.7/webhook-31-messages.upsert-nfmReply', 'cloud', 'wamid.STANDIN0003T1795805302037'],
		['v1.8.6-phone-line/02-interactive_response', 'phone', '3EB0F01AF6AD04F2EAFFF2'],
		['v1.8.6-phone-line/03-buttons_response', 'phone', '3EB0F01AF6AD04F2EAFFF2'],
		['v2.3.7-phone-line/37-interactive_response_lid', 'phone', '3EB020EFE6B9596C0A23DE'],
		['v2.3.7-phone-line/38-buttons_response', 'phone', '3EB020EFE6B9596C0A23DE'],
		['v2.3.7-phone-line/39-list_response', 'phone', '3EB020EFE6B9596C0A23DE'],
	])('%s says its ID alone', (name, instance, id) => {
		const [read] = inbound.read(recorded(`${name}.json`)).events;
		expect(read.quoted).toBeUndefined();
		expect(read.questionRequest).toEqual({
			method: 'POST',
			path: `/chat/findMessages/${instance}`,
			body: { where: { key: { id } }, page: 1, offset: 1 },
		});
	});
});

describe('as servers found it', () => {
	/** The buttons are below the text, without their IDs. */
	const flattened = { text: 'Please decide\n▶️ Yes\n▶️ No\n', buttons: [] };
	/** Buttons of a channel of one's own: what becomes of a tap there is not known. */
	const unread = { text: '', buttons: [] };
	const ofPhone = {
		text: '*Please decide*\n\nDetails of it\n',
		buttons: [
			{ id: 'yes-1', title: 'Yes' },
			{ id: 'no-1', title: 'No' },
		],
	};

	const FOUND: Record<string, ReturnType<typeof questionIn>> = {
		'v1.8.6-phone-line/findMessages-byId.json': DO_YOU_APPROVE,
		'v1.8.6-phone-line/findMessages-unknown.json': null,
		'v1.8.6/findMessages-byId-buttons.cloud.json': flattened,
		'v1.8.6/findMessages-byId.cloud.json': DO_YOU_APPROVE,
		// The newest of all chats, whatever was asked for.
		'v1.8.6/findMessages-otherChat.cloud.json': flattened,
		'v1.8.6/findMessages-unknown.cloud.json': null,
		'v2.3.7-phone-line/findMessages-byId-buttons.json': ofPhone,
		'v2.3.7-phone-line/findMessages-byId.json': DO_YOU_APPROVE,
		'v2.3.7-phone-line/findMessages-chat-page2.json': DO_YOU_APPROVE,
		'v2.3.7-phone-line/findMessages-chat.json': ofPhone,
		'v2.3.7-phone-line/findMessages-emptyId.json': null,
		'v2.3.7-phone-line/findMessages-fromMeString.json': null,
		'v2.3.7-phone-line/findMessages-unknown.json': null,
		'v2.3.7/findMessages-byId-buttons.cloud.json': flattened,
		'v2.3.7/findMessages-byId-buttons.evo.json': unread,
		'v2.3.7/findMessages-byId.cloud.json': DO_YOU_APPROVE,
		'v2.3.7/findMessages-byId.evo.json': DO_YOU_APPROVE,
		'v2.3.7/findMessages-chat-digits.cloud.json': null,
		'v2.3.7/findMessages-chat-page2.cloud.json': DO_YOU_APPROVE,
		'v2.3.7/findMessages-chat-page2.evo.json': DO_YOU_APPROVE,
		'v2.3.7/findMessages-chat.cloud.json': flattened,
		'v2.3.7/findMessages-chat.evo.json': unread,
		'v2.3.7/findMessages-unknown.cloud.json': null,
		'v2.3.7/findMessages-unknown.evo.json': null,
	};

	test('every recorded answer has its line here', () => {
		const answers = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
			.map((file) => file.replaceAll('\\', '/'))
			.filter((file) => file.includes('/findMessages-'));
		expect(answers.sort()).toEqual(Object.keys(FOUND).sort());
	});

	test.each(Object.entries(FOUND))('%s', (name, found) => {
		expect(questionIn(recorded(name).response.body)).toEqual(found);
	});
});
