import type { IExecuteFunctions } from 'n8n-workflow';
import type { Options, Parameters, PhoneSettings, WrittenPhone } from '../contract/parameters';

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
	};
}

/** The field beside the recipient, else the option that workflows of 0.1.0 have, else the credential. */
function countryToReadBy(field: unknown, options: Options, ofCredential: unknown): unknown {
	if (field === 'none') return undefined;
	if (field && field !== 'fromCredential') return field;
	return options.defaultCountry ?? ofCredential;
}
