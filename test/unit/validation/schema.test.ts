import fc from 'fast-check';
import { z } from '../../../nodes/shared/lib/libraries';
import {
	addRefusal,
	id,
	jsonOf,
	limitedText,
	milliseconds,
	optionalEmail,
	optionalId,
	optionalLimitedText,
	optionalText,
	phoneField,
	phoneNumber,
	requiredText,
	uuid,
	webAddress,
} from '../../../nodes/shared/validation/schema';

/** The pattern of Vambe's OpenAPI part, to hold ours against. */
const VAMBE_EMAIL =
	/^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

function issueOf(result: { success: boolean; error?: { issues: unknown[] } }) {
	expect(result.success).toBe(false);
	return result.error!.issues[0] as { message: string; params: { whatToDo: string } };
}

describe('texts', () => {
	test('numbers and booleans from a table cell are texts', () => {
		expect(requiredText('Text', '').parse(42)).toBe('42');
		expect(requiredText('Text', '').parse(false)).toBe('false');
	});

	test('a text is kept as written, its blanks included', () => {
		expect(requiredText('Text', '').parse('  hola\n')).toBe('  hola\n');
	});

	test.each(['', '  ', null, undefined])('%j is no required text', (value) => {
		const issue = issueOf(requiredText('Message Text', 'Enter it.').safeParse(value));
		expect(issue).toMatchObject({
			message: "'Message Text' is empty",
			params: { whatToDo: 'Enter it.' },
		});
	});

	test.each(['', null, undefined])('%j leaves an optional text out', (value) => {
		expect(optionalText('Contact Name').parse(value)).toBeUndefined();
	});

	test('an object is refused, with what it was', () => {
		const issue = issueOf(optionalText('Contact Name').safeParse({ first: 'María' }));
		expect(issue.message).toBe(`'Contact Name' is not text: {"first":"María"}`);
	});

	test('a quote ends between two characters, not within one', () => {
		const issue = issueOf(optionalText('Contact Name').safeParse([`${'x'.repeat(57)}😀😀`]));
		expect(issue.message).toMatch(/😀…$/u);
	});

	test('long values are quoted in part', () => {
		const issue = issueOf(optionalText('Contact Name').safeParse(['x'.repeat(500)]));
		expect(issue.message.length).toBeLessThan(120);
	});
});

describe('addresses of files', () => {
	const link = webAddress('Media Link', ['https']);

	test.each([
		'https://bucket.example/a%20b.jpg?X-Sig=ab%2Fcd%3D&x=1#f',
		"https://files.example/a(1)'!*,;:@+$~[x]=&b.jpg?a=b/c?d",
		'https://Files.Example:443/../a.jpg',
		'https://img.example/w=100,https://files.example/a.jpg',
	])('%s stays as it is', (address) => {
		expect(link.parse(address)).toBe(address);
	});

	test.each([
		['https://files.example/fatura 05 (2).pdf', 'https://files.example/fatura%2005%20(2).pdf'],
		[
			'https://us er:pä@ss@münchen.example/a',
			'https://us%20er:p%C3%A4@ss@xn--mnchen-3ya.example/a',
		],
		['\u200bhttps://files.example/a.jpg\u200b', 'https://files.example/a.jpg'],
		['https://files.example/\ud83d.jpg', 'https://files.example/%EF%BF%BD.jpg'],
		[
			'https://files.example/situação.pdf?nome=José',
			'https://files.example/situa%C3%A7%C3%A3o.pdf?nome=Jos%C3%A9',
		],
		['https://files.example/a%20b c.jpg', 'https://files.example/a%20b%20c.jpg'],
		['https://files.example/50% off.jpg', 'https://files.example/50%25%20off.jpg'],
		['https://files.example/😀.jpg', 'https://files.example/%F0%9F%98%80.jpg'],
		['https://files.example/a"b|c.jpg', 'https://files.example/a%22b%7Cc.jpg'],
		['https://peñalolén.example/a.jpg', 'https://xn--pealoln-gya1e.example/a.jpg'],
		['Https://files.example/a.jpg', 'https://files.example/a.jpg'],
		['HTTPS://files.example/A.JPG', 'https://files.example/A.JPG'],
		['  https://files.example/a.jpg\n', 'https://files.example/a.jpg'],
	])('%s goes as %s, and not encoded twice', (address, sent) => {
		expect(link.parse(address)).toBe(sent);
		expect(link.parse(sent)).toBe(sent);
	});

	test.each([
		['http://files.example/a.jpg', `has to begin with https://: "http://files.example/a.jpg"`],
		['files.example/a.jpg', 'has to begin with https://'],
		['ftp://files.example/a.jpg', 'has to begin with https://'],
		['https://', 'is not a valid web address'],
		['https:///a.jpg', 'is not a valid web address'],
		['https://files example/a.jpg', 'is not a valid web address'],
		['https://a.example/1.jpg\nhttps://a.example/2.jpg', 'has two addresses in it'],
		['https://a.example/1.jpg, HTTPS://a.example/2.jpg', 'has two addresses in it'],
		['https://a.example/1.jpg;https://a.example/2.jpg', 'has two addresses in it'],
		['https://a.example/1\n.jpg', 'has a line break or a tab in it'],
		['', 'is empty'],
	])('%j %s', (address, words) => {
		expect(issueOf(link.safeParse(address)).message).toContain(`'Media Link' ${words}`);
	});

	test('both schemes are named where both are fine', () => {
		const both = webAddress('Media Link', ['https', 'http']);
		expect(both.parse('HTTP://files.example/a.jpg')).toBe('http://files.example/a.jpg');
		expect(issueOf(both.safeParse('a.jpg')).message).toContain('begin with https:// or http://');
	});
});

describe('email addresses', () => {
	test('are judged exactly as in Vambe’s OpenAPI part', () => {
		const letters = fc.constantFrom(...`aZ0._'+-@ ñ`);
		const address = fc.oneof(
			fc.emailAddress(),
			fc.array(letters, { maxLength: 20 }).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(address, (value) => {
				fc.pre(value.trim() !== '');
				expect(optionalEmail('Email').safeParse(value).success).toBe(
					VAMBE_EMAIL.test(value.trim()),
				);
			}),
		);
	});

	test('a bad one is quoted', () => {
		const issue = issueOf(optionalEmail('Email').safeParse('maria@'));
		expect(issue.message).toBe(`'Email' is not a valid email address: "maria@"`);
		expect(issue.params.whatToDo).toContain('maria@example.com');
	});
});

describe('phone numbers', () => {
	const phone = phoneField('Phone Number', (written, readNumber) =>
		written === 'me' ? written : readNumber(),
	);
	const settings = { defaultCountry: 'CL' };

	test('what is not a number may be taken as it is, and a number is read by the settings', () => {
		expect(phone.parse({ written: 'me', settings })).toBe('me');
		expect(phone.parse({ written: '9 1234 5678', settings })).toBe('+56912345678');
		expect(phoneNumber('Phone Number').safeParse({ written: 'me', settings }).success).toBe(false);
	});

	test('a refusal names the field and quotes what was written', () => {
		const { message } = issueOf(phone.safeParse({ written: 'you', settings }));
		expect(message).toMatch(/^'Phone Number' .*: "you"$/);
	});
});

test.each([
	[undefined, []],
	[
		[1, 'text'],
		[1, 'text'],
	],
])('a refusal of values that do not go together says what to do, and where: %j', (path, where) => {
	const pair = z
		.unknown()
		.superRefine((_, context) => addRefusal(context, 'No pair', 'Add one.', path));
	expect(issueOf(pair.safeParse('one'))).toMatchObject({
		code: 'custom',
		message: 'No pair',
		params: { whatToDo: 'Add one.' },
		path: where,
	});
});

describe('JSON', () => {
	test.each([
		['list', '[{"a":1}]', [{ a: 1 }]],
		['list', [{ a: 1 }], [{ a: 1 }]],
		['list', '[1]', undefined],
		['list', '{}', undefined],
		['object', '{"a":1}', { a: 1 }],
		['object', { a: 1 }, { a: 1 }],
		['object', '[]', undefined],
		['object', 'null', undefined],
		['object', '{"a":', undefined],
	] as const)('as a %s, %j is %j', (kind, given, value) => {
		const result = jsonOf('Components', kind, '…').safeParse(given);
		expect(result.data).toEqual(value);
		if (value === undefined) {
			expect(issueOf(result).message).toContain(`'Components' is not a JSON ${kind}: `);
		}
	});
});

test.each([
	[0, 0],
	['60000', 60_000],
	['', undefined],
	[null, undefined],
])('a delay of %j is %j', (given, ms) => expect(milliseconds('Delay').parse(given)).toBe(ms));

test.each([-1, 60_001, 1.5, 'soon'])('%j is not a delay', (given) => {
	expect(issueOf(milliseconds('Delay').safeParse(given)).message).toContain('is not a valid delay');
});

test('an ID is kept without the blanks around it, and a UUID looks like one', () => {
	const SHOP = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';
	expect(id('Channel', 'Choose it.').parse(' 1001 ')).toBe('1001');
	expect(optionalId('Stage').parse(' s ')).toBe('s');
	expect(optionalId('Stage').parse(' ')).toBeUndefined();
	expect(uuid('Channel', 'Choose it.').parse(` ${SHOP} `)).toBe(SHOP);
	for (const given of ['', SHOP.slice(1), `${SHOP}0`, `g${SHOP.slice(1)}`]) {
		expect(issueOf(uuid('Channel', 'Choose it.').safeParse(given)).params.whatToDo).toBe(
			'Choose it.',
		);
	}
});

test.each([
	[limitedText('Text', 3, 'Enter it.'), 'abc', 'abc'],
	[optionalLimitedText('Text', 3), 'abc', 'abc'],
	[optionalLimitedText('Text', 3), ' ', undefined],
])('a text with a limit may be as long as that', (field, given, text) => {
	expect(field.parse(given)).toBe(text);
	expect(issueOf(field.safeParse('abcd'))).toMatchObject({
		message: "'Text' has 4 characters, but WhatsApp allows only 3",
		params: { whatToDo: 'Shorten it to 3 characters.' },
	});
});
