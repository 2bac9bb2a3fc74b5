import type { IDataObject } from 'n8n-workflow';
import { z } from './libraries';
import { field, isBlank, jsonOf, limitedText, quote, readText } from './schema';

/** Media of a message or a template: where it is, or the id under which Meta has it. */
export type MediaReference = { link: string } | { id: string };

/** A value for one variable of a WhatsApp template. */
export type TemplateVariable =
	| { place: 'header'; kind: 'text'; value: string; name?: string }
	| {
			place: 'header';
			kind: 'image' | 'video' | 'document';
			media: MediaReference;
			filename?: string;
	  }
	| { place: 'body'; value: string; name?: string }
	| { place: 'button'; index: number; kind: 'copy_code' | 'quick_reply' | 'url'; value: string };

/** Whether a text looks like one of WhatsApp's language codes: en, pt_BR, zh_HK, fil. */
export const isLanguageCode = (text: string) => /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(text);

/** The language of a template. */
export const languageCode = (label: string) =>
	field((value, refuse) => {
		const whatToDo = 'Enter the language code of the template, such as en or pt_BR.';
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo);
		const code = readText(label, value, refuse).trim();
		return isLanguageCode(code)
			? code
			: refuse(`'${label}' is no language code: ${quote(value)}`, whatToDo);
	});

/** The body of a template has room for this much, its variables included. */
const VARIABLE_LIMIT = 1024;

/** The value of a variable. */
export const variableText = (label: string) =>
	limitedText(
		label,
		VARIABLE_LIMIT,
		'Enter a value: WhatsApp refuses a template with an empty variable.',
	);

const textParameter = ({ value, name }: { value: string; name?: string }): IDataObject => ({
	type: 'text',
	...(name !== undefined && { parameter_name: name }),
	text: value,
});

const BUTTON_PARAMETERS = {
	copy_code: (value: string) => ({ type: 'coupon_code', coupon_code: value }),
	quick_reply: (value: string) => ({ type: 'payload', payload: value }),
	url: (value: string) => ({ type: 'text', text: value }),
};

/**
 * The `components` of a template message, as Meta's Cloud API takes them and the gateways pass them
 * on. Body variables keep their order.
 */
export function templateComponents(variables: readonly TemplateVariable[]): IDataObject[] {
	const header = variables.flatMap((variable): IDataObject[] => {
		if (variable.place !== 'header') return [];
		if (variable.kind === 'text') return [textParameter(variable)];
		const { kind, media, filename } = variable;
		return [{ type: kind, [kind]: { ...media, ...(filename !== undefined && { filename }) } }];
	});
	const body = variables.flatMap((variable) =>
		variable.place === 'body' ? [textParameter(variable)] : [],
	);
	const buttons = variables.flatMap((variable) =>
		variable.place === 'button'
			? [
					{
						type: 'button',
						sub_type: variable.kind,
						index: String(variable.index),
						parameters: [BUTTON_PARAMETERS[variable.kind](variable.value)],
					},
				]
			: [],
	);
	return [
		...(header.length > 0 ? [{ type: 'header', parameters: header }] : []),
		...(body.length > 0 ? [{ type: 'body', parameters: body }] : []),
		...buttons,
	];
}

/** Meta adds kinds, such as carousels, that nothing here has to know. */
const component = z.object({ type: z.string().min(1) });

const EXAMPLE = '[{"type": "body", "parameters": [{"type": "text", "text": "ORD-12345"}]}]';

/** The same as a user writes it, for what the fields do not cover. Only its form is judged. */
export const templateComponentsJson = (label: string) =>
	jsonOf(label, 'list', EXAMPLE).superRefine((components, context) => {
		if (!Array.isArray(components)) return;
		const wrong = components.findIndex((each) => !component.safeParse(each).success);
		if (wrong < 0) return;
		context.addIssue({
			code: z.ZodIssueCode.custom,
			path: [wrong],
			message: `'${label}' has an entry that is no component of a template`,
			params: {
				whatToDo: `Each needs a type, such as header, body or button, like ${EXAMPLE}.`,
			},
		});
	});
