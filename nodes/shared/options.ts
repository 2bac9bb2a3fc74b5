import type { IExecuteFunctions } from 'n8n-workflow';
import { readPhone, type PhoneSettings } from './phone';

/** The values of the shared "Options" of a node; see fields.ts. */
interface Options extends PhoneSettings {
	allowedRecipients?: unknown;
	timeout?: number;
}

const readOptions = (node: IExecuteFunctions, itemIndex: number) =>
	node.getNodeParameter('options', itemIndex, {}) as Options;

/** @returns seconds, or `undefined` for the default */
export const readTimeout = (node: IExecuteFunctions) => readOptions(node, 0).timeout;

/** A number as given, with how this node reads numbers: what `phoneNumber` of schema.ts takes. */
export interface WrittenPhone {
	written: unknown;
	settings: PhoneSettings;
}

/** @param name the parameter that holds the number */
export function readWrittenPhone(
	node: IExecuteFunctions,
	name: string,
	itemIndex: number,
): WrittenPhone {
	return {
		written: node.getNodeParameter(name, itemIndex),
		settings: readPhoneSettings(node, itemIndex),
	};
}

export function readPhoneSettings(node: IExecuteFunctions, itemIndex: number): PhoneSettings {
	const { defaultCountry, mobileDigit } = readOptions(node, itemIndex);
	return { defaultCountry, mobileDigit };
}

interface Refusal {
	field: string;
	reason: string;
	whatToDo: string;
}

/** Whom a node may write to. */
interface AllowedRecipients {
	/** @returns why this recipient is not allowed, or `undefined` */
	refuse(to: string): Refusal | undefined;
}

/**
 * The guard "Allowed Recipients". It fails closed: an entry that cannot be read, or an expression
 * that yields nothing, allows nobody.
 * @returns `undefined` where the option is not in use
 */
export function readAllowedRecipients(
	node: IExecuteFunctions,
	itemIndex: number,
): AllowedRecipients | undefined {
	const options = readOptions(node, itemIndex);
	if (!('allowedRecipients' in options)) return undefined;

	const { allowedRecipients } = options;
	const entries = Array.isArray(allowedRecipients)
		? allowedRecipients
		: String(allowedRecipients ?? '').split(/[,;\n]/);
	const digitsOf = (recipient: string) => recipient.replace(/^\+/, '');
	const allowed = new Set<string>();
	for (const entry of entries) {
		const reading = readPhone(entry, options);
		if ('number' in reading) allowed.add(digitsOf(reading.number));
		else if (/^\S+@\S+$/.test(String(entry).trim())) allowed.add(String(entry).trim());
	}
	return {
		refuse: (to) =>
			allowed.has(digitsOf(to))
				? undefined
				: {
						field: 'recipient',
						reason: `${to} is not among the 'Allowed Recipients' of this node`,
						whatToDo:
							allowed.size > 0
								? 'Write only to the numbers that this option allows, or ask the owner of this workflow to add the number.'
								: 'The option allows nobody: enter numbers with their country codes, separated by commas.',
					},
	};
}
