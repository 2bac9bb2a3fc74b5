import { z } from '../shared/libraries';
import { isLanguageCode, variableText } from '../shared/metaTemplate';
import { field, isBlank, quote, readText, webAddress } from '../shared/schema';

/** A template by name and language: `order_confirmation|en_US`. */
export const templateReference = (label: string) =>
	field((value, refuse) => {
		const written = isBlank(value) ? '' : readText(label, value, refuse).trim();
		const right =
			'Pick it from the list, or write name and language like order_confirmation|en_US.';
		if (written === '') return refuse(`'${label}' is empty`, right);
		const [, name, language] = /^([^|\s]+)\s*\|\s*([^|\s]+)$/.exec(written) ?? [];
		return name && language && isLanguageCode(language)
			? { name, language }
			: refuse(`'${label}' lacks its name or its language: ${quote(written)}`, right);
	});

/** What n8n keeps of fields that were made from a template: their values, and which must be there. */
const mappedFields = z.object({
	value: z.record(z.unknown()).nullish(),
	schema: z
		.array(
			z.object({
				id: z.string(),
				displayName: z.string(),
				required: z.boolean().nullish(),
				removed: z.boolean().nullish(),
			}),
		)
		.nullish(),
});

/** A header takes media by link or by ID; an ID has no scheme. */
const isMediaLink = (id: string, value: unknown) =>
	/^header_(image|video|document)$/.test(id) && /:\/\//.test(String(value));

/** The values of a template's variables by field id; blank ones are left out, where they may be. */
export const templateValues = (label: string) =>
	z.unknown().transform((given, context): Record<string, string> => {
		const mapped = mappedFields.safeParse(isBlank(given) ? {} : given);
		const values = new Map(Object.entries(mapped.data?.value ?? {}));
		const fields = new Map((mapped.data?.schema ?? []).map((each) => [each.id, each]));
		if (!mapped.success) {
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message: `'${label}' cannot be read: ${quote(given)}`,
				params: { whatToDo: 'Pick the template again, so that its variables become fields.' },
			});
		}

		const texts: Array<[string, string]> = [];
		for (const id of new Set([...fields.keys(), ...values.keys()])) {
			const { displayName = id, required = false, removed = false } = fields.get(id) ?? {};
			const value = values.get(id);
			if (isBlank(value) && (!required || removed)) continue;
			const named = `${label} › ${displayName}`;
			const judged = (
				isMediaLink(id, value) ? webAddress(named, ['https']) : variableText(named)
			).safeParse(value);
			if (judged.success) texts.push([id, judged.data]);
			else for (const issue of judged.error.issues) context.addIssue({ ...issue, path: [id] });
		}
		return Object.fromEntries(texts);
	});
