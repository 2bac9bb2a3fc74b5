import { inbound } from '../../../nodes/Evolution/inbound';
import { questionIn } from '../../../nodes/Evolution/question';

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
	body: { where: { key }, page: 1, offset: 1, limit: 1 },
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
