import { z } from '../shared/libraries';
import { field, isBlank, quote, readText } from '../shared/schema';

/** A template by name and language: `order_confirmation|en_US`. */
export const templateReference = (label: string) =>
	field((value, refuse) => {
		const written = isBlank(value) ? '' : readText(label, value, refuse).trim();
		const right =
			'Pick it from the list, or write name and language like order_confirmation|en_US.';
		if (written === '') return refuse(`'${label}' is empty`, right);
		const [, name, language] = /^([^|\s]+)\s*\|\s*([^|\s]+)$/.exec(written) ?? [];
		return name && language
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

/** The values of a template's variables by field id; blank ones are left out, where they may be. */
export const templateValues = (label: string) =>
	z.unknown().transform((given, context): Record<string, string> => {
		const mapped = mappedFields.safeParse(given ?? {});
		const { value, schema } = mapped.success ? mapped.data : {};
		const refuseAt = (id: string, message: string, whatToDo: string): never => {
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message,
				path: [id],
				params: { whatToDo },
			});
			return z.NEVER;
		};
		const filled = Object.entries(value ?? {}).filter(([, entry]) => !isBlank(entry));
		for (const { id, displayName, required, removed } of schema ?? []) {
			if (!required || removed || filled.some(([filledId]) => filledId === id)) continue;
			refuseAt(
				id,
				`'${label}' lacks a value for "${displayName}"`,
				'Enter a value: WhatsApp refuses a template with an empty variable.',
			);
		}
		return Object.fromEntries(
			filled.map(([id, entry]) => [
				id,
				readText(`${label} › ${id}`, entry, (message, whatToDo) => refuseAt(id, message, whatToDo)),
			]),
		);
	});
