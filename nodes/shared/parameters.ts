import type { IExecuteFunctions } from 'n8n-workflow';
import type { Options } from './options';
import type { PhoneSettings } from './phone';

/** A number as given, with how this node reads numbers: what `phoneNumber` of schema.ts takes. */
export interface WrittenPhone {
	written: unknown;
	settings: PhoneSettings;
}

/**
 * Reads the parameters of one item; one that the form does not show is blank.
 * @param credentialCountry the Default Country of the credential
 */
export function parametersOf(
	node: IExecuteFunctions,
	itemIndex: number,
	credentialCountry: unknown,
) {
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
		/** The ID in a parameter that is picked from a list or typed. */
		locatedId: (name: string): unknown =>
			node.getNodeParameter(name, itemIndex, '', { extractValue: true }),
		/** The fields of a collection. */
		collection,
		/** Read once, since several parts of the way want them. */
		options,
		phoneSettings,
		/** A number that was read from elsewhere. */
		phoneOf,
		phone: (name: string) => phoneOf(value(name)),
	};
}

export type Parameters = ReturnType<typeof parametersOf>;

/** The field beside the recipient, else the option that workflows of 0.1.0 have, else the credential. */
function countryToReadBy(field: unknown, options: Options, ofCredential: unknown): unknown {
	if (field === 'none') return undefined;
	if (field && field !== 'fromCredential') return field;
	return options.defaultCountry ?? ofCredential;
}
