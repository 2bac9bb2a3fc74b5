import { timeOf, type Given } from '../shared/lib/jsonAccess';

const MINUTE = 60_000;

/** Minutes from UTC of the time zones that there are: half hours, and three between them. */
const ZONES = [
	...Array.from({ length: 53 }, (_, halfHours) => (halfHours - 24) * 30),
	345,
	525,
	765,
];

/** By how much the clock of a server may be ahead of ours. */
const MAX_AHEAD_MS = 5 * MINUTE;

/** A server tries for some twenty minutes: less than what lies between two zones. */
const MAX_LATE_MS = 25 * MINUTE;

/**
 * `date_time` is the local time of the server, marked as UTC, and every official image of
 * Docker has the zone of São Paulo. An event is reported shortly before it is received, so the zone is the
 * one that makes it so; a time that no zone brings near is taken as it is.
 * Source: the server's code and Dockerfiles, and deliveries of 2.3.7 run in that zone.
 * @param receivedAt epoch ms
 */
export function serverTimeOf(given: Given, receivedAt: number): string | null {
	const written = timeOf(given);
	if (written === null) return null;
	const lateInUtc = receivedAt - Date.parse(written);
	const late = Math.min(
		...ZONES.map((minutes) => lateInUtc + minutes * MINUTE).filter((ms) => ms >= -MAX_AHEAD_MS),
	);
	return late <= MAX_LATE_MS ? new Date(receivedAt - late).toISOString() : written;
}
