import {
	countryOfRecipient,
	namesOf,
	personOf,
	type Person,
} from '../../../nodes/shared/validation/person';

const isSamePerson = (one: Person, other: Person) =>
	namesOf(one).some((name) => namesOf(other).includes(name));

test.each([
	['+5511998765432', '551198765432'],
	['+5491123456789', '+541123456789'],
	['5215512345678@s.whatsapp.net', '+525512345678'],
	['5511998765432:12@s.whatsapp.net', '+5511998765432'],
	['123456789012345@lid', '123456789012345:3@lid'],
])('%s and %s are one', (one, other) => {
	expect(isSamePerson(personOf(one), personOf(other))).toBe(true);
});

test.each([
	['+56912345678', '+56987654321'],
	['123456789012345@lid', '123456789012345'],
	['120363021234567890@g.us', '120363021234567891@g.us'],
	['+551134567890', '+5511934567890'],
])('%s and %s are two', (one, other) => {
	expect(isSamePerson(personOf(one), personOf(other))).toBe(false);
});

test('number, LID and user ID each suffice, and nothing is like nothing', () => {
	const known = { phone: '+56912345678', lid: '111@lid', userId: 'CL.222' };
	expect(isSamePerson(known, { phone: '56912345678', lid: null })).toBe(true);
	expect(isSamePerson(known, { phone: null, lid: '111@lid' })).toBe(true);
	expect(isSamePerson({ userId: 'CL.222' }, known)).toBe(true);
	expect(isSamePerson(known, { phone: '+56987654321', lid: '333@lid', userId: 'CL.4' })).toBe(
		false,
	);
	expect(isSamePerson({ phone: null }, { phone: null, lid: '' })).toBe(false);
});

test.each([
	['+56912345678', 'CL'],
	['5511998765432', 'BR'],
	['+5215512345678', 'MX'],
	['56912345678@s.whatsapp.net', 'CL'],
	['+14165550123', 'CA'],
	['120363021234567890@g.us', null],
	['123456789012345@lid', null],
	['+1234567890', null],
])('%s is in %s', (recipient, country) => {
	expect(countryOfRecipient(recipient)).toBe(country);
});
