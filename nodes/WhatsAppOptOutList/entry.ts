import type { ItemForm } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import {
	addRefusal,
	field,
	isBlank,
	optionalText,
	phoneField,
	quote,
	readText,
} from '../shared/validation/schema';

/** An ID that may be left out, in the form in which WhatsApp gives it. */
const idLike = (label: string, form: RegExp, example: string) =>
	field((value, refuse) => {
		if (isBlank(value)) return undefined;
		const id = readText(label, value, refuse).trim();
		return form.test(id)
			? id
			: refuse(`'${label}' is not a valid ID: ${quote(value)}`, `Enter an ID such as ${example}.`);
	});

const schema = z
	.object({
		phoneNumber: phoneField('Phone Number', (written, readNumber) =>
			isBlank(written) ? undefined : readNumber(),
		),
		additionalFields: z.object({
			lid: idLike('LID', /^\d+(:\d+)?(@lid)?$/, '123456789012345@lid'),
			reason: optionalText('Reason'),
			userId: idLike('User ID', /^[\w.-]+$/, 'US.13491208655302741918'),
		}),
	})
	.superRefine(({ phoneNumber, additionalFields: { lid, userId } }, context) => {
		if (phoneNumber ?? lid ?? userId) return;
		addRefusal(
			context,
			"Neither 'Phone Number' nor 'LID' nor 'User ID' has a value",
			'Enter one of them, such as contact.phone, contact.lid or contact.userId of the trigger.',
			[],
			'empty-field',
		);
	})
	.transform(({ phoneNumber: phone, additionalFields: { lid, reason = '', userId } }) => ({
		person: { phone, lid, userId },
		reason: reason.trim(),
	}));

export type Entry = z.infer<typeof schema>;

/** Whom an item is about: a number, a LID or a user ID, one of which suffices. */
export const entry: ItemForm<Entry> & { kind: 'query' } = {
	kind: 'query',
	read: ({ phone, collection }) => ({
		phoneNumber: phone('phoneNumber'),
		additionalFields: collection('additionalFields'),
	}),
	schema,
	groups: ['additionalFields'],
};
