import { entry } from '../../../nodes/WhatsAppOptOutList/entry';

const read = (phoneNumber: unknown, additionalFields: object = {}) =>
	entry.schema.safeParse({
		phoneNumber: { written: phoneNumber, settings: {} },
		additionalFields,
	});

test.each<[string, unknown, object, object]>([
	['a number', '+56 9 1234 5678', {}, { phone: '+56912345678' }],
	['a LID', '', { lid: ' 123456789012345@lid ' }, { lid: '123456789012345@lid' }],
	['a LID without its ending', null, { lid: 77 }, { lid: '77' }],
	[
		'a user ID',
		undefined,
		{ userId: 'US.13491208655302741918' },
		{ userId: 'US.13491208655302741918' },
	],
	[
		'all of them',
		'+56912345678',
		{ lid: '7@lid', userId: 'A.1' },
		{ phone: '+56912345678', lid: '7@lid', userId: 'A.1' },
	],
])('%s names a person', (_name, phone, fields, person) => {
	expect(read(phone, fields)).toMatchObject({ success: true, data: { person, reason: '' } });
});

test('a reason is a text, less the blanks around it', () => {
	expect(read('+56912345678', { reason: ' Wrote STOP\n' }).data).toMatchObject({
		reason: 'Wrote STOP',
	});
});

test.each<[string, unknown, object, string]>([
	[
		'nothing',
		'',
		{ lid: ' ', userId: null },
		"Neither 'Phone Number' nor 'LID' nor 'User ID' has a value",
	],
	['a number that is none', '12', {}, `'Phone Number' is too short: it has 2 digits: "12"`],
	['a group as a LID', '', { lid: '120363@g.us' }, `'LID' is not a valid ID: "120363@g.us"`],
	[
		'a group as a user ID',
		'',
		{ userId: '120363@g.us' },
		`'User ID' is not a valid ID: "120363@g.us"`,
	],
])('%s names nobody', (_name, phone, fields, message) => {
	expect(read(phone, fields).error?.issues).toMatchObject([{ message }]);
});
