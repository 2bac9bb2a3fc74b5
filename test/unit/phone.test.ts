import fc from 'fast-check';
import { readPhone } from '../../nodes/shared/phone';

describe('reading phone numbers', () => {
	test.each([
		['+56912345678', '+56912345678'],
		['56912345678', '+56912345678'],
		[56912345678, '+56912345678'],
		['+56 9 1234 5678', '+56912345678'],
		['+55 (11) 98765-4321', '+5511987654321'],
		['0091 98765 43210', '+919876543210'],
		['+1234567890', '+1234567890'],
		[' \u202a+52 1 55 1234 5678\u202c ', '+5215512345678'],
		['+56\u20119\u00a01234.5678', '+56912345678'],
		['+54 9 11 1234/5678', '+5491112345678'],
		['1234567', '+1234567'],
		['123456789012345', '+123456789012345'],
	])('%j is %s', (written, number) => {
		expect(readPhone(written)).toEqual({ number });
	});

	test.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		[null, 'is empty'],
		['123456', 'is too short: it has 6 digits'],
		['1234567890123456', 'is too long: it has 16 digits'],
		['09 1234 5678', 'starts with 0, so its country code is missing'],
		['+0 91 234 5678', 'has a 0 where the country code should start'],
		['+569123x5678', 'has characters that do not belong in a phone number'],
		['56912345678@s.whatsapp.net', 'has characters that do not belong in a phone number'],
		['+56912345678, +56987654321', 'has characters that do not belong in a phone number'],
		['++56912345678', 'has characters that do not belong in a phone number'],
		[5691234567.8, 'is not a whole number'],
		[-56912345678, 'is not a whole number'],
		[NaN, 'is not a whole number'],
		['+44 (0)20 7946 0958', 'has a (0), which is only dialled within the country'],
		[{ phone: '+56912345678' }, 'is not a phone number but an object'],
		[['+56912345678'], 'is not a phone number but a list'],
	])('%j %s', (written, reason) => {
		expect(readPhone(written)).toMatchObject({ reason });
		expect(readPhone(written)).toHaveProperty('whatToDo');
	});

	test('any international number survives any usual way of writing it', () => {
		const digit = fc.constantFrom(...'0123456789');
		const digits = fc
			.tuple(fc.constantFrom(...'123456789'), fc.array(digit, { minLength: 6, maxLength: 14 }))
			.map(([first, rest]) => [first, ...rest]);
		const separator = fc.constantFrom('', '', ' ', '-', '.', '\u00a0', '/');
		fc.assert(
			fc.property(
				digits,
				fc.constantFrom('', '+', '00'),
				fc.array(separator, { minLength: 15, maxLength: 15 }),
				(number, prefix, separators) => {
					const written = prefix + number.map((each, index) => each + separators[index]).join('');
					expect(readPhone(written)).toEqual({ number: `+${number.join('')}` });
				},
			),
		);
	});

	test('whatever comes in, the outcome is a number or a reason', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const reading = readPhone(value);
				if ('number' in reading) expect(reading.number).toMatch(/^\+[1-9]\d{6,14}$/);
				else expect(reading.reason).not.toBe('');
			}),
		);
	});
});
