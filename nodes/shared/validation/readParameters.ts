import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';
import type { WrittenFile } from '../contract/file';
import type { Options, Parameters, PhoneSettings, WrittenPhone } from '../contract/parameters';
import { isBlank } from './schema';

/**
 * Reads the parameters of one item; one that the form does not show is blank.
 * @param credentialCountry the Default Country of the credential
 */
export function parametersOf(
	node: IExecuteFunctions,
	itemIndex: number,
	credentialCountry: unknown,
): Parameters {
	const value = (name: string): unknown => node.getNodeParameter(name, itemIndex, '');
	const collection = (name: string) =>
		node.getNodeParameter(name, itemIndex, {}) as Record<string, unknown>;
	const options: Options & Record<string, unknown> = collection('options');
	const phoneSettings: PhoneSettings = {
		defaultCountry: countryToReadBy(value('defaultCountry'), options, credentialCountry),
		mobileDigit: options.mobileDigit,
	};
	const phoneOf = (written: unknown): WrittenPhone => ({ written, settings: phoneSettings });
	return {
		value,
		locatedId: (name: string): unknown =>
			node.getNodeParameter(name, itemIndex, '', { extractValue: true }),
		collection,
		options,
		phoneSettings,
		phoneOf,
		phone: (name: string) => phoneOf(value(name)),
		file: (name: string) => fileIn(node, value(name), itemIndex),
		time: (name: string) => inTimeZone(value(name), node.getTimezone()),
	};
}

/** n8n's own helper knows every way in which an item may hold its files. */
function fileIn(node: IExecuteFunctions, field: unknown, item: number): WrittenFile {
	const fields = Object.keys(node.getInputData()[item]?.binary ?? {});
	try {
		const data = node.helpers.assertBinaryData(item, field as string);
		return { field, data, fields };
	} catch {
		return { field, data: undefined, fields };
	}
}

/** The field beside the recipient, else the option that workflows of 0.1.0 have, else the credential. */
function countryToReadBy(field: unknown, options: Options, ofCredential: unknown): unknown {
	if (field === 'none') return undefined;
	if (field && field !== 'fromCredential') return field;
	return options.defaultCountry ?? ofCredential;
}

/** As n8n's own Wait node reads a time; what is none stays as it is, to be refused. */
function inTimeZone(time: unknown, timeZone: string): unknown {
	if (isBlank(time)) return time;
	try {
		return tryToParseDateTime(time, timeZone).toUTC().toISO();
	} catch {
		return time;
	}
}
