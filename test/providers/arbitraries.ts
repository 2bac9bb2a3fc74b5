import fc from 'fast-check';

/** What the parameters of messages may hold, right or wrong. */
const anything = fc.oneof(
	fc.constantFrom('', ' ', null, undefined, 0, -1, NaN, true, [], {}, '\u0000', '🙂'.repeat(40)),
	fc.anything(),
	fc.string(),
);

/** Mostly right, or hardly any parameter set would get past its first field. */
export const mostly = <Value>(right: fc.Arbitrary<Value>) =>
	fc.oneof({ arbitrary: right, weight: 30 }, { arbitrary: anything, weight: 1 });

export const pick = <Value>(...values: Value[]) => mostly(fc.constantFrom(...values));

export const text = mostly(
	fc.oneof(
		fc.string({ minLength: 1 }),
		fc.string({ minLength: 10, maxLength: 300 }).map((part) => part.repeat(20)),
	),
);
export const phone = mostly<unknown>(
	fc.oneof(
		{
			arbitrary: fc.constantFrom<unknown>('+56912345678', '0055 11 98765-4321', 919876543210),
			weight: 4,
		},
		{ arbitrary: fc.stringMatching(/^\+?[0-9 ()-]{5,18}$/), weight: 1 },
	),
);
export const link = pick('https://example.com/a.jpg', 'http://example.com/a.jpg', 'ftp://x', 'a b');
export const metadata = mostly(
	fc.record(
		{
			fields: fc.array(fc.record({ key: text, value: anything }), { maxLength: 2 }),
			json: fc.array(
				fc.record({
					object: mostly(
						fc.dictionary(fc.string(), fc.jsonValue()).map((each) => JSON.stringify(each)),
					),
				}),
				{ maxLength: 2 },
			),
		},
		{ requiredKeys: [] },
	),
);
export const some = (values: Record<string, fc.Arbitrary<unknown>>) =>
	fc.record(values, { requiredKeys: [] });
export const options = some({
	defaultCountry: pick('CL', 'BR', ''),
	mobileDigit: pick('keep', 'add', 'remove'),
	withoutPlus: pick(true, false),
	allowedRecipients: pick('+56912345678'),
});
export const components = mostly(
	fc.array(
		fc.record({
			type: fc.constantFrom('body', 'header'),
			parameters: fc.array(
				fc.record({ type: fc.constant('text'), text: fc.string({ minLength: 1 }) }),
				{
					minLength: 1,
				},
			),
		}),
	),
);
export const list = (entry: fc.Arbitrary<unknown>, most: number) =>
	mostly(fc.array(entry, { maxLength: most }));
