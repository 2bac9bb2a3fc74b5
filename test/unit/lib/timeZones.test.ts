import { isoTime, isTimeZone, timeInWords, timeZonesOf } from '../../../nodes/shared/lib/timeZones';

test('the time zones of a country', () => {
	expect(timeZonesOf('FR')).toEqual(['Europe/Paris']);
	expect(timeZonesOf('CL')).toEqual(
		expect.arrayContaining(['America/Santiago', 'America/Punta_Arenas', 'Pacific/Easter']),
	);
	expect(timeZonesOf('XK')).toEqual([]);
});

test.each(['getTimeZones', 'timeZones'])('a version of Node.js that has only %s', (form) => {
	const zones = ['Europe/Paris', 'Not/There'];
	const locale = form === 'timeZones' ? { timeZones: zones } : { getTimeZones: () => zones };
	const made = jest.spyOn(Intl, 'Locale').mockImplementation(() => locale as never);
	try {
		expect(timeZonesOf('FR')).toEqual(['Europe/Paris']);
	} finally {
		made.mockRestore();
	}
});

test.each([
	['America/Santiago', true],
	['UTC', true],
	['Santiago', false],
	['', false],
])('whether "%s" is a time zone: %s', (name, is) => {
	expect(isTimeZone(name)).toBe(is);
});

test('a moment there, for programs and for people', () => {
	const ms = Date.parse('2026-11-30T12:00:00Z');
	expect(isoTime(ms, 'America/Santiago')).toBe('2026-11-30T09:00:00-03:00');
	expect(timeInWords(ms, 'America/Santiago')).toBe(
		'Monday, 30 November 2026 at 09:00 (America/Santiago)',
	);
});
