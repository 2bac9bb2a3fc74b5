import { z } from '../shared/lib/libraries';
import { readPhone } from '../shared/validation/phone';
import {
	addRefusal,
	field,
	isBlank,
	optionalText,
	phoneField,
	quote,
	requiredText,
} from '../shared/validation/schema';

/** The server's schema wants at least this of `phoneNumber` and of `wuid`. */
const MIN_CHARACTERS = 10;

/** The server writes values into a vCard as they are, where a line break would end the field. */
const onOneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/**
 * The number of a contact, in the two forms of the document: `wuid` (digits) opens the chat,
 * `phoneNumber` is what people see, as written where it has its country code.
 */
const contactPhone = phoneField('Phone Number', (written, readNumber, refuse) => {
	const number = readNumber();
	const wuid = number.slice(1);
	if (wuid.length < MIN_CHARACTERS) {
		return refuse(
			`'Phone Number' is too short for Evolution, which wants ${MIN_CHARACTERS} digits: ${quote(written)}`,
			'Write it with its country code, such as +56912345678.',
		);
	}
	const shown = onOneLine(String(written).replace(/\p{Cf}/gu, ''));
	return { wuid, phoneNumber: shown.replace(/\D/g, '') === wuid ? shown : number };
});

/** What WhatsApp writes behind the number of a person, with the device or without. */
const OF_A_PERSON = /(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/;

const wuid = field((value, refuse) => {
	if (isBlank(value)) return undefined;
	const written = String(value).trim().replace(OF_A_PERSON, '');
	const reading = readPhone(/^(\+|00)/.test(written) ? written : `+${written}`);
	return 'number' in reading && reading.number.length > MIN_CHARACTERS
		? reading.number.slice(1)
		: refuse(
				`'WhatsApp ID' needs ${MIN_CHARACTERS} digits: ${quote(value)}`,
				'Enter the number in digits with its country code, such as 553198296801, or leave it out.',
			);
});

const text = (label: string) =>
	optionalText(label).transform((given) => (given === undefined ? undefined : onOneLine(given)));

/** A contact as the server takes it. */
const contact = z
	.object({
		fullName: requiredText('Full Name', 'Enter the name to show on the contact card.').transform(
			onOneLine,
		),
		phoneNumber: contactPhone,
		wuid,
		organization: text('Organization'),
		email: text('Email'),
		url: text('URL'),
	})
	.transform(({ fullName, phoneNumber, wuid: given, organization, email, url }) => ({
		fullName,
		phoneNumber: phoneNumber.phoneNumber,
		wuid: given ?? phoneNumber.wuid,
		...(organization !== undefined && { organization }),
		...(email !== undefined && { email }),
		...(url !== undefined && { url }),
	}));

/** One to many contacts; the server refuses the same one twice. */
export const contacts = z.array(contact).superRefine((given, context) => {
	if (given.length === 0) addRefusal(context, "'Contacts' is empty", 'Add at least one contact.');
	const seen = new Set<string>();
	given.forEach((each, index) => {
		const card = JSON.stringify(each);
		if (seen.has(card)) {
			addRefusal(
				context,
				`The contact "${each.fullName}" is there twice`,
				'Remove one of them: Evolution refuses the message otherwise.',
				[index],
			);
		}
		seen.add(card);
	});
});
