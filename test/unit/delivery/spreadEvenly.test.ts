import { spreadEvenly } from '../../../nodes/shared/delivery/spreadEvenly';

const paceOf = (ms: number) => [{ messages: 1, ms, spacing: true }];

test('the slowest limit gives the pace', () => {
	const limits = [
		{ messages: 10, ms: 1_000 },
		{ messages: 100, ms: 60_000 },
	];
	expect(spreadEvenly(limits)).toEqual(paceOf(600));
	expect(spreadEvenly([...limits, { messages: 7, ms: 60_000 }])).toEqual(paceOf(8_572));
});

test('without a limit there is no pace, and a delay is one already', () => {
	expect(spreadEvenly([])).toEqual([]);
	expect(spreadEvenly([{ messages: 1, ms: 5_000, jitter: true }])).toEqual([]);
});
