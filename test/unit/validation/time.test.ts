import { timeToCome } from '../../../nodes/shared/validation/time';

const judged = (value: unknown) => {
	const { data, error } = timeToCome('Send At').safeParse(value);
	return data ?? error!.issues[0].message;
};

test('a time to come, to the second', () => {
	expect(judged('2099-12-24T09:00:00.123Z')).toBe('2099-12-24T09:00:00Z');
	expect(judged('2099-12-24T09:00:00+01:00')).toBe('2099-12-24T08:00:00Z');
	expect(judged(new Date('2099-12-24T09:00:00Z'))).toBe('2099-12-24T09:00:00Z');
});

test.each([
	['', "'Send At' is empty"],
	[null, "'Send At' is empty"],
	['soon', `'Send At' is not a valid date and time: "soon"`],
	[{}, "'Send At' is not text: {}"],
	['2020-01-01T00:00:00Z', "'Send At' is in the past: 2020-01-01T00:00:00Z"],
])('%j is refused', (value, words) => expect(judged(value)).toBe(words));
