import fc from 'fast-check';
import { countries } from '../../nodes/shared/countries';
import { getCountries } from '../../nodes/shared/libraries';
import { phoneHints, readPhone } from '../../nodes/shared/phone';

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
		['56912345678.0', 'is a number with decimals, as some spreadsheets write it'],
		['56912345678,00', 'is a number with decimals, as some spreadsheets write it'],
		['2345678/2345679', 'has a /, which may stand between two numbers'],
		['+56912345678/9', 'has a /, which may stand between two numbers'],
		['+56912345678 / +56987654321', 'has a /, which may stand between two numbers'],
		[true, 'is not a phone number but a switch'],
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
		const separator = fc.constantFrom('', '', ' ', '-', '.', '\u00a0');
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

describe('with a default country', () => {
	test.each([
		['CL', '9 1234 5678', '+56912345678'],
		['CL', 912345678, '+56912345678'],
		['BR', '(11) 98765-4321', '+5511987654321'],
		['BR', '011 98765-4321', '+5511987654321'],
		['IN', '098765 43210', '+919876543210'],
		['AR', '011 15-2345-6789', '+5491123456789'],
		['GB', '020 7946 0958', '+442079460958'],
		['cl', '+55 11 98765-4321', '+5511987654321'],
		['CL', '0055 11 98765 4321', '+5511987654321'],
		['CL', '56 9 1234 5678', '+56912345678'],
		['CL', '5511987654321', '+5511987654321'],
	])('%s: %j is %s', (defaultCountry, written, number) => {
		expect(readPhone(written, { defaultCountry })).toEqual({ number });
	});

	test('a number that can be meant both ways is refused, with both readings', () => {
		expect(readPhone('96 0775 3397', { defaultCountry: 'IN' })).toEqual({
			reason: 'can be read as +919607753397 (IN) and as +9607753397',
			whatToDo: 'Write the one that you mean, with its + and country code.',
		});
	});

	test('a mistyped national number does not go abroad', () => {
		expect(readPhone('79440859636', { defaultCountry: 'BR' })).toMatchObject({
			reason: 'can be read as +5579440859636 (BR) and as +79440859636',
		});
	});

	test('ordinary mobiles of Chile, Brazil and India are hardly ever refused', () => {
		const digits = (length: number) =>
			fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length });
		const mobiles = [
			{ defaultCountry: 'CL', prefix: '9', length: 8 },
			{ defaultCountry: 'BR', prefix: '119', length: 8 },
			{ defaultCountry: 'IN', prefix: '98', length: 8 },
		];
		for (const { defaultCountry, prefix, length } of mobiles) {
			const refused = fc
				.sample(digits(length), 2000)
				.map((rest) => readPhone(prefix + rest.join(''), { defaultCountry }))
				.filter((reading) => 'reason' in reading);
			expect(refused.length).toBeLessThan(40);
		}
	});

	test('a country that is none is said so', () => {
		expect(readPhone('912345678', { defaultCountry: 'Chile' })).toMatchObject({
			reason: expect.stringContaining(`'Default Country' is no country: "Chile"`),
		});
	});

	test('whatever comes in, a + makes the country irrelevant', () => {
		const digits = fc
			.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1_000_000, max: 999_999_999 }))
			.map((parts) => parts.join(''));
		const country = fc.constantFrom(...getCountries());
		fc.assert(
			fc.property(digits, country, (number, defaultCountry) => {
				expect(readPhone(`+${number}`, { defaultCountry })).toEqual({ number: `+${number}` });
			}),
		);
	});

	test('the list of countries is that of the library, by name', () => {
		expect(countries.map(({ value }) => value).sort()).toEqual([...getCountries()].sort());
		expect(new Set(countries.map(({ name }) => name)).size).toBe(countries.length);
	});
});

describe('the mobile digit', () => {
	test.each([
		['+551198765432', '+5511998765432'],
		['+541123456789', '+5491123456789'],
		['+525512345678', '+5215512345678'],
	])('%s and %s', (without, withDigit) => {
		expect(readPhone(without)).toEqual({ number: without });
		expect(readPhone(withDigit)).toEqual({ number: withDigit });
		expect(readPhone(without, { mobileDigit: 'add' })).toEqual({ number: withDigit });
		expect(readPhone(withDigit, { mobileDigit: 'add' })).toEqual({ number: withDigit });
		expect(readPhone(withDigit, { mobileDigit: 'remove' })).toEqual({ number: without });
		expect(readPhone(without, { mobileDigit: 'remove' })).toEqual({ number: without });
	});

	test('a choice that is none is said so', () => {
		expect(readPhone('+56912345678', { mobileDigit: 'Remove' as never })).toMatchObject({
			reason: expect.stringContaining(`'Mobile Digit' is none of its choices: "Remove"`),
		});
	});

	test('no other number is touched', () => {
		for (const number of ['+56912345678', '+919876543210', '+551134567890']) {
			for (const mobileDigit of ['add', 'remove'] as const) {
				expect(readPhone(number, { mobileDigit })).toEqual({ number });
			}
		}
	});
});

describe('hints', () => {
	test('say which numbers are worth a look', () => {
		expect(phoneHints(['+56912345678', '+5511998765432'])).toEqual([]);
		const [unusual] = phoneHints(['+1234567890', '+56912345678']);
		expect(unusual).toContain('+1234567890 does not have the length of numbers in that country');
		const [several] = phoneHints(['+1234567890', '+1234567891', '+1234567892']);
		expect(several).toContain('+1234567890 and 2 more do not have the length');
		const [mobile] = phoneHints(['+551198765432']);
		expect(mobile).toContain('+551198765432 may be a mobile without the mobile digit');
	});
});
