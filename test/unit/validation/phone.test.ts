import fc from 'fast-check';
import type { PhoneSettings } from '../../../nodes/shared/contract/parameters';
import { getCountries } from '../../../nodes/shared/lib/libraries';
import { readPhone } from '../../../nodes/shared/validation/phone';
import spellings from '../../fixtures/phoneNumbers.json';

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
		['\u061c+56\u22129\u00b71234 5678', '+56912345678'],
		['+54 9 11 1234/5678', '+5491112345678'],
		['+1234567', '+1234567'],
		['+123456789012345', '+123456789012345'],
		['00123456789012345', '+123456789012345'],
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
		['1234567', 'is not a valid number of any country, so its country code seems to be missing'],
		['56912345678@s.whatsapp.net', 'has characters that do not belong in a phone number'],
		['+56912345678, +56987654321', 'has a comma, which may separate two numbers'],
		['+56912345678; +56987654321', 'has a semicolon, which may separate two numbers'],
		['+56912345678\n+56987654321', 'has a line break, which may separate two numbers'],
		['+56912345678 and +56987654321', 'has "and", which may separate two numbers'],
		['+56912345678 +56987654321', 'has "+", which may separate two numbers'],
		['+56912345678/1234', 'has a /, which may separate two numbers'],
		['5.69123E+10', 'is in scientific notation, in which spreadsheets drop digits'],
		['+5.69123E+10', 'is in scientific notation, in which spreadsheets drop digits'],
		["'5,69123E+10", 'is in scientific notation, in which spreadsheets drop digits'],
		["'56912345678.0", 'is a number with decimals, as some spreadsheets write it'],
		['56912345678.0', 'is a number with decimals, as some spreadsheets write it'],
		['56912345678,00', 'is a number with decimals, as some spreadsheets write it'],
		['2345678/2345679', 'has a /, which may separate two numbers'],
		['+56912345678/9', 'has a /, which may separate two numbers'],
		['+56912345678 / +56987654321', 'has a /, which may separate two numbers'],
		[true, 'is not a phone number but a boolean'],
		['++56912345678', 'has characters that do not belong in a phone number'],
		[5691234567.8, 'is not a whole number'],
		[-56912345678, 'is not a whole number'],
		[NaN, 'is not a whole number'],
		['+39 (0)6 1234 5678', 'has a (0), which is only dialled within the country'],
		[{ phone: '+56912345678' }, 'is not a phone number but an object'],
		[['+56912345678'], 'is not a phone number but a list'],
	])('%j %s', (written, reason) => {
		expect(readPhone(written)).toMatchObject({ reason });
		expect(readPhone(written)).toHaveProperty('whatToDo');
	});

	test.each([
		['+44 (0)20 7946 0958', '+442079460958'],
		['+55 (011) 98765-4321', '+5511987654321'],
		['0036 06 20 123 4567', '+36201234567'],
		['+56 09 8765 4321', '+56987654321'],
		['+52 044 55 1234 5678', '+525512345678'],
		['+54 9 11 15 2345 6789', '+5491123456789'],
		['44 07946 095812', '+447946095812'],
		['+1 1 310 820 7129', '+13108207129'],
		['+54 9 011 2345 6789', '+5491123456789'],
		['+54 9 0351 15 223 4567', '+5493512234567'],
	])('%s has a trunk prefix, and the refusal shows %s', (written, meant) => {
		expect(readPhone(written)).toEqual({
			code: 'invalid-phone-number',
			reason: expect.stringContaining('is only dialled within the country'),
			whatToDo: `Write it as ${meant}.`,
		});
	});

	test.each(['+390612345678', '+2250712345678', '+24106123456', '+2290112345678'])(
		'the 0 after the country code belongs to %s',
		(number) => expect(readPhone(number)).toEqual({ number }),
	);

	test.each([
		["'+56912345678", '+56912345678'],
		['="+56912345678"', '+56912345678'],
		['+56 9 1234 5678,', '+56912345678'],
		['+56 9 1234 5678 (María)', '+56912345678'],
		['+1 (310) 820-7129 x12', '+13108207129'],
		['tel:+56-9-1234-5678', '+56912345678'],
		['whatsapp:+56912345678', '+56912345678'],
		['https://wa.me/56912345678', '+56912345678'],
		['＋５６９１２３４５６７８', '+56912345678'],
		['٩٦٦٥٠١٢٣٤٥٦٧', '+966501234567'],
	])('%j has more than a number, and the refusal shows %s', (written, meant) => {
		expect(readPhone(written)).toEqual({
			code: 'invalid-phone-number',
			reason: 'has characters that do not belong in a phone number',
			whatToDo: `If ${meant} is meant, write only that.`,
		});
	});

	test.each(['+56 9 1234 56OO', '+569123x5678', '1-800-GO-FEDEX'])(
		'what is left of %s is not taken for a number',
		(written) => {
			expect(readPhone(written)).toMatchObject({ whatToDo: expect.not.stringContaining('meant') });
		},
	);

	test.each([
		['+56912345678 - +56987654321', /more than one number: \+56912345678, \+56987654321/],
		['+56 9 1234 5678 (+56 9 8765 4321)', /more than one number/],
		['0056912345678 0056987654321', /is too long/],
		['912345678   987654321', /is too long/],
	])('%j: one item for each recipient', (written, reason) => {
		expect(readPhone(written)).toMatchObject({
			reason: expect.stringMatching(reason),
			whatToDo: expect.stringContaining('use one item for each recipient'),
		});
	});

	test('a slash behind the last digit is no second number', () => {
		expect(readPhone('+56 9 1234 5678 /')).toEqual({ number: '+56912345678' });
	});

	test('without a country code, the refusal names the countries that would do', () => {
		expect(readPhone('9 1234 5678')).toEqual({
			code: 'missing-country-code',
			reason: 'is not a valid number of any country, so its country code seems to be missing',
			whatToDo:
				"Set 'Default Country' to the country of these numbers, or write it with + and its country code. With Default Country Chile it would be +56912345678, with Portugal +351912345678, with Peru +51912345678.",
		});
		expect(readPhone('09 1234 5678')).toMatchObject({
			whatToDo: expect.stringContaining('With Default Country Chile it would be +56912345678'),
		});
	});

	test('any international number survives any usual way of writing it', () => {
		const digit = fc.constantFrom(...'0123456789');
		// But for those with a trunk prefix, which are refused above.
		const digits = fc
			.tuple(fc.constantFrom(...'123456789'), fc.array(digit, { minLength: 6, maxLength: 14 }))
			.map(([first, rest]) => [first, ...rest])
			.filter((number) => 'number' in readPhone(`+${number.join('')}`));
		// Not a dot, which makes decimals of the last two digits.
		const separator = fc.constantFrom('', '', ' ', '-', '\u00a0');
		fc.assert(
			fc.property(
				digits,
				fc.constantFrom('+', '00'),
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

describe('cases from public reports', () => {
	test.each([
		[56912345678, '+56912345678'],
		['+39 06 1234 5678', '+390612345678'],
		['+56\u00a09\u00a01234\u20115678\u200e', '+56912345678'],
		['+5215547898478', '+5215547898478'],
	])('%j is read', (written, number) => {
		expect(readPhone(written)).toEqual({ number });
	});

	test.each([
		['BR', 11987654321, '+5511987654321'],
		['AR', '0351-152-303-473', '+5493512303473'],
		['BR', '+55 55 96722 8964', '+5555967228964'],
		['BR', '55 96722-8964', '+5555967228964'],
	])('%s: %j is read', (defaultCountry, written, number) => {
		expect(readPhone(written, { defaultCountry })).toEqual({ number });
	});

	test.each([
		'3.108207129E9',
		"'+56 9 1234 5678",
		'＋５６９１２３４５６７８',
		'٩٦٦٥٠١٢٣٤٥٦٧',
		'+44 07946 095812',
		'+91 098765 43210',
		'2345678\n2345679',
		'+56 9 1234 5678 / +56 9 8765 4321',
		'+1 (310) 820-7129 x12',
		'tel:+56912345678',
		'https://wa.me/56912345678',
		['+56912345678'],
		'+54 9 11 15 2345 6789',
		'="+56912345678"',
		'9876543210',
		'912345678',
	])('%j is refused', (written) => {
		expect(readPhone(written)).toHaveProperty('reason');
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
			code: 'ambiguous-number',
			reason: 'can be read as +919607753397 (IN) and as +9607753397',
			whatToDo: 'Write the one that you mean, with its + and country code.',
		});
	});

	test('a national number without area code does not go abroad', () => {
		// 9598 7654 3… would be a landline in Myanmar, 376 … a mobile in Andorra.
		expect(readPhone('959876543', { defaultCountry: 'BR' })).toHaveProperty('reason');
		expect(readPhone('376312345', { defaultCountry: 'ES' })).toHaveProperty('reason');
	});

	test('what is no national number is read with its country code, if it is valid so', () => {
		expect(readPhone('79261234567', { defaultCountry: 'BR' })).toEqual({ number: '+79261234567' });
		expect(readPhone('98261234567', { defaultCountry: 'CL' })).toHaveProperty('reason');
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
			reason: expect.stringContaining(`'Default Country' is not a valid country: "Chile"`),
		});
	});

	test('whatever comes in, a + makes the country irrelevant', () => {
		const digits = fc
			.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1_000_000, max: 999_999_999 }))
			.map((parts) => parts.join(''));
		const country = fc.constantFrom(...getCountries());
		fc.assert(
			fc.property(digits, country, (number, defaultCountry) => {
				expect(readPhone(`+${number}`, { defaultCountry })).toEqual(readPhone(`+${number}`));
			}),
		);
	});
});

test.each<[unknown, PhoneSettings, string]>([
	[' ', {}, 'empty-field'],
	[null, {}, 'empty-field'],
	['09 1234 5678', {}, 'missing-country-code'],
	['123', {}, 'invalid-phone-number'],
	['9 1234 5678', { defaultCountry: 'Chile' }, 'invalid-field'],
	['+56912345678', { mobileDigit: 'Remove' as never }, 'invalid-field'],
])('%j with %j has the code %s', (written, settings, code) =>
	expect(readPhone(written, settings)).toMatchObject({ code }),
);

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
			reason: expect.stringContaining(
				`'Mobile Digit' has a value that is not one of its choices: "Remove"`,
			),
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

/** How people write numbers in ten countries: what is right, and why, was written before the code. */
interface Spelling {
	land: string;
	written: string | number;
	defaultCountry?: string;
	/** The right reading. */
	number?: string;
	/** Part of the reason why it is refused. */
	refused?: string;
	/** The reading that the refusal shows. */
	shows?: string;
	why: string;
}

test('there are about thirty of each country', () => {
	const counts = new Map<string, number>();
	for (const { land } of spellings as Spelling[]) counts.set(land, (counts.get(land) ?? 0) + 1);
	expect(counts.size).toBe(10);
	expect(spellings.length).toBeGreaterThanOrEqual(300);
	for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(30);
});

test.each(spellings as Spelling[])(
	'$land: $written with $defaultCountry: $why',
	({ written, defaultCountry, number, refused, shows }) => {
		const reading = readPhone(written, { defaultCountry });
		if (number) return expect(reading).toEqual({ number });
		expect(reading).toMatchObject({ reason: expect.stringContaining(refused!) });
		if (shows) expect(Object.values(reading).join(' ')).toContain(shows);
	},
);
