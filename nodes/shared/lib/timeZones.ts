import { tryToParseDateTime } from 'n8n-workflow';

/** A getter in some versions of Node.js, and a function in the others. */
interface ZonesOfLocale {
	timeZones?: string[];
	getTimeZones?(): string[] | undefined;
}

export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

/**
 * @param country two letters (ISO 3166)
 * @returns none where its time zones are not known
 */
export function timeZonesOf(country: string): string[] {
	const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & ZonesOfLocale;
	return (locale.getTimeZones?.() ?? locale.timeZones ?? []).filter(isTimeZone);
}

/** A moment as clocks there show it. */
export const localTime = (ms: number, timeZone: string) =>
	tryToParseDateTime(new Date(ms), timeZone);

/** ISO 8601 with the offset there, to the second. */
export const isoTime = (ms: number, timeZone: string): string =>
	localTime(ms, timeZone).toISO({ suppressMilliseconds: true }) ?? '';

/** `Monday, 30 November 2026 at 09:00 (America/Santiago)` */
export const timeInWords = (ms: number, timeZone: string): string =>
	`${localTime(ms, timeZone).setLocale('en').toFormat("cccc, d LLLL yyyy 'at' HH:mm")} (${timeZone})`;
