import {
	coordinates,
	optionalVariableText,
	variableText,
	variableValue,
	type TemplateVariable,
} from './template';
import { z } from '../lib/libraries';
import { optionalId, optionalText, webAddress } from '../validation/schema';

const headerLink = webAddress('Header', ['https', 'http']);

const header = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('text'), value: variableText('Header') }),
	z.object({ kind: z.literal('image'), value: headerLink }),
	z.object({ kind: z.literal('video'), value: headerLink }),
	z.object({
		kind: z.literal('document'),
		value: headerLink,
		filename: optionalText('File Name'),
	}),
	z.object({
		kind: z.literal('location'),
		value: coordinates('Header'),
		locationName: optionalVariableText('Location Name'),
		address: optionalVariableText('Address'),
	}),
]);

const body = z.object({
	value: variableText('Body Variable'),
	name: optionalId('Name'),
});

/** As people count: the first button is 1. */
const number = z.coerce.number().int().min(1).max(10);

const button = z.discriminatedUnion('kind', [
	z.object({
		kind: z.enum(['copy_code', 'one_time_code', 'url']),
		number,
		value: variableText('Button Value'),
	}),
	z.object({ kind: z.literal('quick_reply'), number, value: variableValue('Button Value') }),
]);

/** The parameter "Template Variables": what n8n keeps of it, read into the variables of a template. */
export const templateVariables = z
	.object({
		header: z.array(header).default([]),
		body: z.array(body).default([]),
		button: z.array(button).default([]),
	})
	.transform((given): TemplateVariable[] => [
		...given.header.map((variable): TemplateVariable => {
			if (variable.kind === 'text') return { place: 'header', kind: 'text', value: variable.value };
			if (variable.kind === 'location') {
				const { value, locationName: name, address } = variable;
				const location = {
					...value,
					...(name !== undefined && { name }),
					...(address !== undefined && { address }),
				};
				return { place: 'header', kind: 'location', location };
			}
			const media = { link: variable.value };
			return variable.kind === 'document'
				? { place: 'header', kind: 'document', media, filename: variable.filename }
				: { place: 'header', kind: variable.kind, media };
		}),
		...given.body.map(({ value, name }): TemplateVariable => ({ place: 'body', value, name })),
		...given.button.map(
			({ kind, number, value }): TemplateVariable => ({
				place: 'button',
				// A one-time code is the end of a link to WhatsApp, whatever the button does with it.
				kind: kind === 'one_time_code' ? 'url' : kind,
				index: number - 1,
				value,
			}),
		),
	]);
