import { localTime } from './timeZones';

/** A part of the day. */
export interface Hours {
	/** Minutes since midnight. */
	from: number;
	/** The same; not after `from`, it is of the next day. */
	to: number;
	/** The days on which it begins, from 1 (Monday) to 7 (Sunday). */
	days: ReadonlySet<number>;
}

type LocalTime = ReturnType<typeof localTime>;

const dayBefore = (weekday: number) => (weekday === 1 ? 7 : weekday - 1);

function isWithin({ from, to, days }: Hours, { hour, minute, weekday }: LocalTime): boolean {
	const now = hour * 60 + minute;
	if (from < to) return now >= from && now < to && days.has(weekday);
	return (now >= from && days.has(weekday)) || (now < to && days.has(dayBefore(weekday)));
}

/** Whether clocks in all of these time zones are within the hours. */
export const isOpen = (hours: Hours, timeZones: readonly string[], ms: number): boolean =>
	timeZones.every((zone) => isWithin(hours, localTime(ms, zone)));

/** Two weeks, and a day: on one day of the week a change of clocks may leave the hours out. */
const DAYS_AHEAD = 15;

const MINUTE_MS = 60_000;

const QUARTERS_OF_A_DAY = 96;

/** The moments at which hours may begin on the local day of `day`. */
function beginningsOn(day: LocalTime, { from }: Hours): number[] {
	const start = day.startOf('day');
	const begin = start.set({ hour: Math.floor(from / 60), minute: from % 60 }).toMillis();
	if (start.offset === start.plus({ days: 1 }).offset) return [begin];
	// Clocks change, which they do at a full quarter of an hour: to within the hours, or twice to their beginning.
	return Array.from({ length: QUARTERS_OF_A_DAY + 8 }, (_, quarter) => {
		const ms = start.toMillis() + quarter * 15 * MINUTE_MS;
		return [ms, ms + (from % 15) * MINUTE_MS];
	}).flat();
}

/**
 * @returns the first moment from `ms` on at which the hours are open in all of these time zones;
 * `undefined` where they never are
 */
export function nextOpening(
	hours: Hours,
	timeZones: readonly string[],
	ms: number,
): number | undefined {
	if (isOpen(hours, timeZones, ms)) return ms;
	const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, day) => day);
	return timeZones
		.flatMap((zone) =>
			days.flatMap((day) => beginningsOn(localTime(ms, zone).plus({ days: day }), hours)),
		)
		.filter((begin) => begin > ms)
		.sort((a, b) => a - b)
		.find((begin) => isOpen(hours, timeZones, begin));
}
