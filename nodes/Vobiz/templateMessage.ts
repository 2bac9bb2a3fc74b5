import type { IDataObject } from 'n8n-workflow';
import { readVariables, variablesPart } from '../shared/cloudApi/messageFields';
import { onOneLine } from '../shared/cloudApi/template';
import type { Parameters } from '../shared/contract/parameters';
import { optionalText } from '../shared/validation/schema';
import { variablesFrom } from './templates';
import { templateReference, templateValues } from './templateSchema';

/** The fields of a message that is an approved template. */
export const templateMessage = {
	template: templateReference('Template'),
	category: optionalText('Category'),
	variables: variablesPart(templateValues('Template Variables').transform(variablesFrom)),
};

export interface TemplateMessage {
	template: { name: string; language: string };
	category?: string;
	/** With its components, if it has any. */
	variables: IDataObject;
}

export const readTemplate = ({ value, locatedId, collection, options }: Parameters) => ({
	template: locatedId('template'),
	category: collection('additionalFields').category,
	variables: readVariables(value, () =>
		readMapped(value('templateVariables'), options.variablesOnOneLine),
	),
});

/** The values that n8n maps to the variables, which it keeps beside what it knows of the fields. */
const readMapped = (mapped: unknown, oneLine: unknown) =>
	oneLine === true && typeof mapped === 'object' && mapped !== null && 'value' in mapped
		? { ...mapped, value: onOneLine(mapped.value) }
		: mapped;

export const templateContent = ({
	template,
	category,
	variables,
}: TemplateMessage): IDataObject => ({
	type: 'template',
	template: {
		name: template.name,
		language: { code: template.language },
		...(category !== undefined && { category }),
		...variables,
	},
});
