import { choices, updateDisplayOptions } from '../../../nodes/shared/descriptions/fieldBuilders';

const field = { displayName: 'A', name: 'a', type: 'string' as const, default: '' };

test.each([
	[undefined, { show: { operation: ['send'] } }],
	[{ show: { kind: ['b'] } }, { show: { operation: ['send'], kind: ['b'] } }],
	[{ hide: { kind: ['b'] } }, { show: { operation: ['send'] }, hide: { kind: ['b'] } }],
])('a condition joins those of the field: %j', (displayOptions, joined) => {
	const [updated] = updateDisplayOptions({ show: { operation: ['send'] } }, [
		{ ...field, displayOptions },
	]);
	expect(updated).toEqual({ ...field, displayOptions: joined });
});

test('a field keeps its own condition on the same parameter', () => {
	const own = { hide: { messageType: ['audio'] } };
	const [updated] = updateDisplayOptions({ hide: { messageType: ['text'] } }, [
		{ ...field, displayOptions: own },
	]);
	expect(updated.displayOptions).toEqual(own);
});

test('choices are stored in small letters', () => {
	expect(choices('URL', 'One-Time Code')).toEqual([
		{ name: 'URL', value: 'url' },
		{ name: 'One-Time Code', value: 'one_time_code' },
	]);
});
