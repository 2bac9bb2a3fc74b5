import { contacts } from '../../../nodes/Evolution/contact';

const cardOf = (fields: { wuid?: string; phoneNumber?: string }) => {
	const { phoneNumber = '+56912345678', wuid } = fields;
	const written = { written: phoneNumber, settings: {} };
	const parsed = contacts.safeParse([{ fullName: 'Ana', phoneNumber: written, wuid }]);
	return parsed.success ? parsed.data[0] : parsed.error.issues[0].message;
};

describe('the WhatsApp ID of a contact', () => {
	test.each([
		['56912345678', '56912345678'],
		['+56 9 1234 5678', '56912345678'],
		['0056 9 1234 5678', '56912345678'],
		['56912345678@s.whatsapp.net', '56912345678'],
		['56912345678:12@s.whatsapp.net', '56912345678'],
	])('%s opens the chat with %s', (wuid, digits) => {
		expect(cardOf({ wuid })).toMatchObject({ wuid: digits });
	});

	test.each(['123456789012345@lid', '56912345678 56987654321', '12345'])(
		'%s is nobody’s number',
		(wuid) => expect(cardOf({ wuid })).toContain("'WhatsApp ID' needs 10 digits"),
	);
});

test('invisible marks around a number do not get into the card', () => {
	expect(cardOf({ phoneNumber: '\u200e+56 9 1234 5678\u200e' })).toMatchObject({
		phoneNumber: '+56 9 1234 5678',
	});
});
