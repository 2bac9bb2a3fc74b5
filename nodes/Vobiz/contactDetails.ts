import type { IDataObject } from 'n8n-workflow';
import type { z } from '../shared/lib/libraries';
import { metadata } from '../shared/validation/metadata';
import { field, isBlank, optionalText, quote, readText } from '../shared/validation/schema';

/** Tags, in one cell or as a list; blank means absent, and an empty list takes them all away. */
const tags = (label: string) =>
	field((value, refuse): string[] | undefined => {
		if (isBlank(value)) return undefined;
		const written: unknown[] = Array.isArray(value)
			? value
			: typeof value === 'object'
				? refuse(
						`'${label}' is not a list of tags: ${quote(value)}`,
						'Separate the tags with commas.',
					)
				: String(value).split(',');
		return written.filter((tag) => !isBlank(tag)).map((tag) => readText(label, tag, refuse).trim());
	});

/** What may be said of a contact, as the collection of a form has it. */
export const contactDetails = {
	name: optionalText('Name'),
	tags: tags('Tags'),
	customAttributes: metadata('Custom Attributes'),
};

type Details = z.infer<z.ZodObject<typeof contactDetails>>;

/** The same in a body: what is blank is left out. */
export const detailsBody = ({ name, tags: tagList, customAttributes }: Details): IDataObject => ({
	...(name !== undefined && { name }),
	...(tagList !== undefined && { tags: tagList }),
	...(Object.keys(customAttributes).length > 0 && { custom_attributes: customAttributes }),
});
