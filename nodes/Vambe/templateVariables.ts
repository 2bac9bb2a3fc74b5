import { onOneLine, variableText } from '../shared/cloudApi/template';
import type { Parameters } from '../shared/contract/parameters';
import { parseJson } from '../shared/lib/json';
import { z } from '../shared/lib/libraries';
import { field, quote } from '../shared/validation/schema';

const JSON_LABEL = 'Variables (JSON)';

const jsonList = field((value, refuse): unknown[] => {
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	return Array.isArray(parsed)
		? parsed
		: refuse(
				`'${JSON_LABEL}' is not a JSON list: ${quote(value)}`,
				'Write it like ["María", "ORD-12345"], one value for each variable.',
			);
});

/** The values of a template's variables, in the order of the template. */
export const templateVariables = z
	.discriminatedUnion('variablesAs', [
		z.object({
			variablesAs: z.literal('fields'),
			templateVariables: z.object({
				variable: z.array(z.object({ value: variableText('Value') })).default([]),
			}),
		}),
		z.object({
			variablesAs: z.literal('json'),
			variablesJson: jsonList.pipe(z.array(variableText(JSON_LABEL))),
		}),
	])
	.transform((given) =>
		given.variablesAs === 'json'
			? given.variablesJson
			: given.templateVariables.variable.map(({ value }) => value),
	);

/** Reads only what the form shows. */
export function readTemplateVariables({ value, collection, options }: Parameters) {
	if (value('variablesAs') === 'json') {
		return { variablesAs: 'json', variablesJson: value('variablesJson') };
	}
	const given = collection('templateVariables');
	return {
		variablesAs: 'fields',
		templateVariables: options.variablesOnOneLine === true ? onOneLine(given) : given,
	};
}
