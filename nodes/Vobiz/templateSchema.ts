import {
	coordinate,
	isLanguageCode,
	variableText,
	variableValue,
} from '../shared/cloudApi/template';
import { z } from '../shared/lib/libraries';
import {
	addRefusal,
	field,
	isBlank,
	quote,
	readText,
	webAddress,
} from '../shared/validation/schema';
import { isUnsupported, shortName } from './templates';

/** A template by name and language: `order_confirmation|en_US`. */
export const templateReference = (label: string) =>
	field((value, refuse) => {
		const written = isBlank(value) ? '' : readText(label, value, refuse).trim();
		const right =
			'Pick it from the list, or write name and language like order_confirmation|en_US.';
		if (written === '') return refuse(`'${label}' is empty`, right, 'empty-field');
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

/** How the value of a field is judged, by the id that `variableFields` gave it. */
function schemaOf(id: string, label: string, value: unknown) {
	// A header takes media by link or by ID, and an ID has no slash.
	const isMedia = /^header_(image|video|document)$/.test(id);
	if (isMedia && String(value).includes('/')) return webAddress(label, ['https']);
	if (id === 'header_location_latitude') return coordinate(label, 90);
	if (id === 'header_location_longitude') return coordinate(label, 180);
	return id.endsWith('_quick_reply') ? variableValue(label) : variableText(label);
}

/** The values of a template's variables by field id; blank ones are left out, where they may be. */
export const templateValues = (label: string) =>
	z.unknown().transform((given, context): Record<string, string> => {
		const mapped = mappedFields.safeParse(isBlank(given) ? {} : given);
		const values = new Map(Object.entries(mapped.data?.value ?? {}));
		const fields = new Map((mapped.data?.schema ?? []).map((each) => [each.id, each]));
		if (!mapped.success) {
			addRefusal(
				context,
				`'${label}' cannot be read: ${quote(given)}`,
				'Pick the template again, so that its variables become fields.',
			);
		}

		const ids = new Set([...fields.keys(), ...values.keys()]);
		const unsupported = [...ids].find(isUnsupported);
		if (unsupported !== undefined) {
			addRefusal(
				context,
				`'${label}' has no fields for a part of this template: ${fields.get(unsupported)?.displayName ?? unsupported}`,
				'Set \'Variables\' to "Using JSON" and write the components of the template there.',
			);
			return z.NEVER;
		}

		const texts: Array<[string, string]> = [];
		for (const id of ids) {
			const { displayName = id, required = false, removed = false } = fields.get(id) ?? {};
			const value = values.get(id);
			if (isBlank(value) && (!required || removed)) continue;
			const judged = schemaOf(id, `${label} › ${shortName(displayName)}`, value).safeParse(value);
			if (judged.success) texts.push([id, judged.data]);
			else for (const issue of judged.error.issues) context.addIssue({ ...issue, path: [id] });
		}
		return Object.fromEntries(texts);
	});
