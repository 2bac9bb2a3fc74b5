import { field, isBlank, quote, readText } from './schema';

/** A time to come, as `Parameters.time` gives it: ISO 8601 in UTC, to the second. */
export const timeToCome = (label: string) =>
	field((value, refuse) => {
		const whatToDo = 'Enter a time to come, such as 2030-12-24T09:00:00.';
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
		const time = new Date(readText(label, value, refuse));
		if (Number.isNaN(time.getTime())) {
			return refuse(`'${label}' is not a valid date and time: ${quote(value)}`, whatToDo);
		}
		const iso = time.toISOString().replace(/\.\d+Z$/, 'Z');
		return time.getTime() > Date.now()
			? iso
			: refuse(`'${label}' is in the past: ${iso}`, whatToDo);
	});
