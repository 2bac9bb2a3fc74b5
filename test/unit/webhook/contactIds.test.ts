import { contactIdsOf, phoneOf, userIdOf } from '../../../nodes/shared/webhook/contactIds';

test.each([
	['56912345678', '+56912345678'],
	['+56912345678', '+56912345678'],
	[56912345678, '+56912345678'],
	['123456', null],
	['1234567890123456', null],
	['56912345678@s.whatsapp.net', null],
	[null, null],
])('the number of %j is %s', (value, phone) => expect(phoneOf(value)).toBe(phone));

test.each([
	['US.13491208655302741918', 'US.13491208655302741918'],
	['CL.ENT.abc1', 'CL.ENT.abc1'],
	['us.1', null],
	['US.', null],
	[`US.${'1'.repeat(129)}`, null],
	['56912345678', null],
	[undefined, null],
])('the user ID of %j is %s', (value, userId) => expect(userIdOf(value)).toBe(userId));

test.each([
	['+56912345678', { phone: '+56912345678', waId: '56912345678', userId: null }],
	['120363@g.us', { phone: null, waId: '120363@g.us', userId: null }],
	['US.1', { phone: null, waId: null, userId: 'US.1' }],
	['', { phone: null, waId: null, userId: null }],
])('%j is known by %j', (value, ids) => expect(contactIdsOf(value)).toEqual(ids));
