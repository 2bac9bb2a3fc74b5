import type { ReadEvent, ReadMessage } from '../../../nodes/shared/contract/event';
import { isTap, mayAnswer, mayBeWritten } from '../../../nodes/shared/webhook/mayAnswer';
import { signedAddress } from '../../support/n8n/questions';

const received = (message: ReadMessage, more: Partial<ReadEvent> = {}): ReadEvent => ({
	event: 'message.received',
	message,
	...more,
});

const reply = { kind: 'button', id: 'wag1.1', title: 'Yes', values: null } as const;

const tap: ReadMessage = { type: 'button', reply };

const text: ReadMessage = { type: 'text', text: '1' };

const quoted = { text: `Ready? ${signedAddress({ c: '12345678', r: '0' })}`, buttons: [] };

const quotedButtons = {
	text: 'Ready?',
	buttons: [
		{ id: 'x', title: 'No' },
		{ id: 'wag1.1', title: 'Yes' },
	],
};

const questionRequest = { method: 'GET', path: '/messages/1' } as const;

test.each<[string, ReadEvent]>([
	['a tap on our button', received(tap)],
	['words that quote a question', received(text, { quoted })],
	['words that quote our buttons', received(text, { quoted: quotedButtons })],
	['a label without its ID', received({ type: 'button', text: 'Yes' }, { quoted: quotedButtons })],
	['words to what may be one', received(text, { questionRequest })],
])('%s may be an answer', (_what, event) => expect(mayAnswer(event)).toBe(true));

test.each<[string, ReadEvent]>([
	['a text', received(text)],
	[
		'words that quote something else',
		received(text, {
			quoted: { text: 'See https://n8n.io/1/2', buttons: [{ id: 'x', title: 'No' }] },
		}),
	],
	['words that quote nothing', received(text, { quoted: null })],
	['a tap on a button of somebody else', received({ ...tap, reply: { ...reply, id: 'yes' } })],
	['a picture', received({ type: 'image', text: 'Yes' }, { quoted })],
	['a text without text', received({ type: 'text', text: null }, { quoted })],
	['an event without a message', { event: 'message.received' }],
	['what we sent ourselves', { ...received(tap), event: 'message.sent' }],
	['a status', { event: 'message.status', message: text, quoted }],
])('%s is none', (_what, event) => expect(mayAnswer(event)).toBe(false));

test('a tap is known by the ID of our buttons', () => {
	expect(isTap(tap)).toBe(true);
	for (const message of [undefined, text, { reply: null } as never]) {
		expect(isTap(message)).toBe(false);
	}
});

describe('words alone', () => {
	const contact = { phone: '+56912345678' };

	test.each<[string, ReadEvent]>([
		['a text', received(text, { contact })],
		['a text in the chat of a person', received(text, { contact, chat: 'person' })],
		['a label without its ID', received({ type: 'button', text: 'Yes' }, { contact })],
		['of whom no number is known', received(text, { contact: { lid: '1@lid' } })],
	])('may answer a question: %s', (_what, event) => expect(mayBeWritten(event)).toBe(true));

	test.each<[string, ReadEvent]>([
		['in a group', received(text, { contact, chat: 'group' })],
		['in a broadcast', received(text, { contact, chat: 'broadcast' })],
		['of nobody', received(text)],
		['of whom only the name is known', received(text, { contact: { name: 'Maria' } })],
		['below a picture', received({ type: 'image', text: 'Yes' }, { contact })],
		['a tap on our button', received({ ...tap, text: 'Yes' }, { contact })],
		['of ours', { ...received(text, { contact }), event: 'message.sent' }],
	])('answer none: %s', (_what, event) => expect(mayBeWritten(event)).toBe(false));
});
