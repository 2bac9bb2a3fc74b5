import { repeatsOf } from '../../../nodes/shared/delivery/oncePerRecipient';
import type { ValidMessage } from '../../../nodes/shared/validation/validateItem';

const messagesTo = (...recipients: Array<string | null>) =>
	recipients.map((to, item): ValidMessage<object> => ({ kind: 'valid', item, message: {}, to }));

test.each<[string, Array<string | null>, number[]]>([
	['different people', ['+56912345678', '+56912345679', '120363@g.us'], []],
	['the same number', ['+56912345678', '+56912345679', '+56912345678', '+56912345678'], [2, 3]],
	['a number and its JID', ['+56912345678', '56912345678@s.whatsapp.net'], [1]],
	['a mobile of Brazil with and without its ninth digit', ['+5511987654321', '+551187654321'], [1]],
	['the same group', ['120363@g.us', '120363@g.us'], [1]],
	['what goes to nobody', [null, null], []],
])('%s', (_name, recipients, repeats) => {
	expect(repeatsOf(messagesTo(...recipients)).map(({ item }) => item)).toEqual(repeats);
});

test('in a test, those count for whom the messages are meant', () => {
	const to = '+56900000000';
	const [first, second, third] = messagesTo(to, to, to);
	const meant = (message: ValidMessage<object>, intendedTo: string) => ({ ...message, intendedTo });
	const messages = [
		meant(first, '+56912345678'),
		meant(second, '+56912345679'),
		meant(third, '+56912345678'),
	];
	expect(repeatsOf(messages).map(({ item }) => item)).toEqual([2]);
});

test('nobody gets anything where keys are forgotten, so that all of them are', () => {
	const sendOnce = { key: 'order 7', forget: true };
	const messages = messagesTo('+56912345678', '+56912345678');
	expect(repeatsOf(messages.map((message) => ({ ...message, sendOnce })))).toEqual([]);
});
