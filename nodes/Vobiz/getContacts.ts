import type { IDataObject } from 'n8n-workflow';
import type { QueryOperation } from '../shared/contract/operation';
import { z } from '../shared/lib/libraries';
import { field, isBlank, optionalText, quote } from '../shared/validation/schema';
import { contactsIn, contactsPath, contactVerdicts, MAX_CONTACTS } from './contacts';
import { vobiz } from './vobiz';

const wholeNumber = (label: string, max: number) =>
	field((value, refuse) => {
		if (isBlank(value)) return undefined;
		const number = Number(value);
		return Number.isInteger(number) && number >= 1 && number <= max
			? number
			: refuse(
					`'${label}' is not a whole number from 1 to ${max}: ${quote(value)}`,
					`Enter a whole number from 1 to ${max}.`,
				);
	});

const question = z.object({
	search: optionalText('Search'),
	tag: optionalText('Tag'),
	limit: wholeNumber('Limit', MAX_CONTACTS),
	page: wholeNumber('Page', 1_000_000),
});

/** GET /contacts?search&tag&limit&page, 200 with one page. Source: "Contacts API". */
export const getContacts: QueryOperation<z.infer<typeof question>> = {
	kind: 'query',
	provider: vobiz,
	read: ({ value, collection }) => ({
		search: value('search'),
		limit: value('limit'),
		...collection('filters'),
	}),
	schema: question,
	verdicts: contactVerdicts,
	request: (message) => ({ method: 'GET', path: contactsPath(message) }),
	data: ({ body }) => (contactsIn(body) as IDataObject[] | undefined) ?? null,
};
