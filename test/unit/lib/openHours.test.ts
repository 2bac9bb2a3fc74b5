import fc from 'fast-check';
import { isOpen, nextOpening, type Hours } from '../../../nodes/shared/lib/openHours';
import { timeZonesOf } from '../../../nodes/shared/lib/timeZones';

const EVERY_DAY = new Set([1, 2, 3, 4, 5, 6, 7]);
const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const hoursOf = (from: string, to: string, days: ReadonlySet<number> = EVERY_DAY): Hours => ({
	from: at(from),
	to: at(to),
	days,
});
const opening = (hours: Hours, zones: string | string[], time: string) => {
	const opens = nextOpening(hours, [zones].flat(), Date.parse(time));
	return opens === undefined ? undefined : new Date(opens).toISOString();
};

test.each([
	['before the hours', '2026-11-30T10:00:00Z', '2026-11-30T12:00:00.000Z'],
	['at their beginning', '2026-11-30T12:00:00Z', '2026-11-30T12:00:00.000Z'],
	['within them', '2026-11-30T13:07:09.123Z', '2026-11-30T13:07:09.123Z'],
	['in their last minute', '2026-11-30T20:59:59.999Z', '2026-11-30T20:59:59.999Z'],
	['at their end', '2026-11-30T21:00:00Z', '2026-12-01T12:00:00.000Z'],
])('09:00 to 18:00 in Santiago, %s', (_when, now, opens) => {
	expect(opening(hoursOf('09:00', '18:00'), 'America/Santiago', now)).toBe(opens);
});

test('an end before the beginning is of the next day', () => {
	const hours = hoursOf('22:00', '02:00', new Set([5]));
	// Friday, 27 November 2026.
	expect(opening(hours, 'UTC', '2026-11-27T12:00:00Z')).toBe('2026-11-27T22:00:00.000Z');
	expect(opening(hours, 'UTC', '2026-11-28T01:59:00Z')).toBe('2026-11-28T01:59:00.000Z');
	expect(opening(hours, 'UTC', '2026-11-28T02:00:00Z')).toBe('2026-12-04T22:00:00.000Z');
	expect(opening(hours, 'UTC', '2026-11-27T01:00:00Z')).toBe('2026-11-27T22:00:00.000Z');
});

test('an end at the beginning makes a whole day', () => {
	const hours = hoursOf('00:00', '00:00', new Set([1]));
	expect(opening(hours, 'UTC', '2026-11-30T23:59:00Z')).toBe('2026-11-30T23:59:00.000Z');
	expect(opening(hours, 'UTC', '2026-12-01T00:00:00Z')).toBe('2026-12-07T00:00:00.000Z');
});

test.each([
	['a beginning that is left out is where clocks go to', '02:30', '06:00', '2026-03-29T01:00:00'],
	['hours that are left out come the day after', '02:10', '02:50', '2026-03-30T00:10:00'],
	['the first of two beginnings', '02:37', '02:50', '2026-10-25T00:37:00', '2026-10-24T12:00:00Z'],
	['the second of them', '02:37', '02:50', '2026-10-25T01:37:00', '2026-10-25T00:55:00Z'],
])('when clocks change in Berlin: %s', (_what, from, to, opens, now = '2026-03-28T12:00:00Z') => {
	expect(opening(hoursOf(from, to), 'Europe/Berlin', now)).toBe(`${opens}.000Z`);
});

test('in several time zones, they open with the last and close with the first', () => {
	const zones = ['America/New_York', 'Pacific/Honolulu'];
	const hours = hoursOf('09:00', '18:00');
	expect(opening(hours, zones, '2026-11-30T15:00:00Z')).toBe('2026-11-30T19:00:00.000Z');
	expect(opening(hours, zones, '2026-11-30T23:00:00Z')).toBe('2026-12-01T19:00:00.000Z');
});

test('hours that do not fit into all time zones of a country never open', () => {
	const russia = timeZonesOf('RU');
	expect(opening(hoursOf('09:00', '18:00'), russia, '2026-11-30T12:00:00Z')).toBeUndefined();
	expect(opening(hoursOf('09:00', '21:00'), russia, '2026-11-30T12:00:00Z')).toBeDefined();
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Around the changes of clocks of 2026, and anywhere else. */
const moments = fc.oneof(
	fc
		.tuple(
			fc.constantFrom(
				'2026-03-08',
				'2026-03-29',
				'2026-04-05',
				'2026-09-06',
				'2026-10-04',
				'2026-10-25',
				'2026-11-01',
			),
			fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
		)
		.map(([day, minutes]) => Date.parse(day) + minutes * MINUTE),
	fc
		.integer({ min: 0, max: 365 * 1440 })
		.map((minutes) => Date.parse('2026-01-01') + minutes * MINUTE),
);

const zones = fc.uniqueArray(
	fc.constantFrom(
		'America/Santiago',
		'America/New_York',
		'America/Los_Angeles',
		'Europe/Berlin',
		'Australia/Lord_Howe',
		'Asia/Kathmandu',
		'America/Sao_Paulo',
	),
	{ minLength: 1, maxLength: 2 },
);

const someHours = fc.record({
	from: fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 240 })),
	to: fc.integer({ min: 0, max: 1439 }),
	days: fc
		.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 4 })
		.map((days) => new Set(days)),
});

test('the next opening is the first open minute, whatever clocks do', () => {
	fc.assert(
		fc.property(someHours, zones, moments, (hours, where, now) => {
			const opens = nextOpening(hours, where, now);
			const until = Math.min(opens ?? Infinity, now + 2 * DAY);
			for (let minute = now; minute < until; minute += MINUTE) {
				if (isOpen(hours, where, minute)) throw new Error(new Date(minute).toISOString());
			}
			if (opens !== undefined) expect(isOpen(hours, where, opens)).toBe(true);
		}),
		{ numRuns: 60 },
	);
});
