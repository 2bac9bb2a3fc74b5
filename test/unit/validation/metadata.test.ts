import { metadata, textMetadata } from '../../../nodes/shared/validation/metadata';

function issueOf(result: { success: boolean; error?: { issues: unknown[] } }) {
	expect(result.success).toBe(false);
	return result.error!.issues[0] as { message: string; params: { whatToDo: string } };
}

describe('metadata', () => {
	const field = metadata('Contact Metadata');

	test('is {} when nothing was given', () => {
		expect(field.parse(undefined)).toEqual({});
		expect(field.parse({})).toEqual({});
	});

	test('takes fields and JSON, text or object; a field wins', () => {
		const given = {
			fields: [
				{ key: ' plan ', value: 'Premium' },
				{ key: 'seats', value: 3 },
			],
			json: [{ object: '{"plan":"Free","tags":["a"]}' }, { object: { vip: true } }],
		};
		expect(field.parse(given)).toEqual({ plan: 'Premium', seats: 3, tags: ['a'], vip: true });
	});

	test.each(['{"a":', '[1]', '"text"', 'null', 7])('%j is no JSON object', (object) => {
		const issue = issueOf(field.safeParse({ json: [{ object }] }));
		expect(issue.message).toMatch(/^'Contact Metadata' is not a JSON object/);
	});

	test.each(['text', [1], { fields: null }, { fields: [null] }])(
		'%j cannot be read, and the refusal says so in words',
		(given) => {
			expect(issueOf(metadata('Metadata').safeParse(given))).toMatchObject({
				message: expect.stringContaining("'Metadata' cannot be read: "),
				params: { whatToDo: 'Add its fields one by one, or as JSON.' },
			});
		},
	);

	test('a value without a key is refused', () => {
		const issue = issueOf(field.safeParse({ fields: [{ key: ' ', value: 'lost' }] }));
		expect(issue.message).toBe(`'Contact Metadata' has a value without a key: "lost"`);
	});

	test('may be asked to be filled, and to hold texts only', () => {
		const texts = textMetadata('Metadata');
		expect(issueOf(texts.safeParse({})).message).toBe("'Metadata' is empty");
		expect(texts.parse({ json: [{ object: { count: 3, vip: true } }] })).toEqual({
			count: '3',
			vip: 'true',
		});
		const issue = issueOf(texts.safeParse({ json: [{ object: { tags: ['a'] } }] }));
		expect(issue.message).toBe(`'Metadata › tags' is not text: ["a"]`);
	});

	test('__proto__ is a key like any other and pollutes nothing', () => {
		const parsed = field.parse({ json: [{ object: '{"__proto__":{"polluted":1}}' }] });
		expect(Object.keys(parsed)).toEqual(['__proto__']);
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});
});
