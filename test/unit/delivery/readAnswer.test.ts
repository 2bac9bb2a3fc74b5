import { readAnswer } from '../../../nodes/shared/delivery/readAnswer';
import { readContact, sendText } from '../../support/n8n/acme';

const answerOf = (body: object) => ({ status: 200, body: body as never, text: '', headers: {} });

const text = { channel: '', recipient: '+56912345678', text: 'Hi' };

test.each([
	[{ id: 'm1' }, { kind: 'accepted', acceptance: { messageId: 'm1', status: null } }],
	[{ error: 'No' }, { kind: 'refused' }],
	[{}, { kind: 'undocumented' }],
])('of a message, %j is %j', (body, read) => {
	expect(readAnswer(sendText, text, answerOf(body))).toEqual(read);
});

test.each([
	[{ name: 'Zoe' }, { kind: 'data', data: [{ name: 'Zoe' }] }],
	[{}, { kind: 'undocumented' }],
])('of a query, %j is %j', (body, read) => {
	expect(readAnswer(readContact, { id: '7' }, answerOf(body))).toEqual(read);
});

test('of a query, a list is several, and the answer may have a file in it', () => {
	const file = { field: 'data', base64: 'SGk=', mimeType: null, fileName: 'a.txt' };
	const listing = { ...readContact, data: () => [{ id: 1 }, { id: 2 }], fileIn: () => file };
	expect(readAnswer(listing, { id: '7' }, answerOf({}))).toEqual({
		kind: 'data',
		data: [{ id: 1 }, { id: 2 }],
		file,
	});
	const silent = { ...listing, data: () => null };
	expect(readAnswer(silent, { id: '7' }, answerOf({}))).toEqual({ kind: 'undocumented' });
});
