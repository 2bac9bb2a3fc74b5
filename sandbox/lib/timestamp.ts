/** RFC 3339 in UTC, without fractions of a second. */
export const timestamp = (time: string | number | Date) =>
	new Date(time).toISOString().replace(/\.\d+/, '');
