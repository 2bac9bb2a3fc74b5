import type { Button, Card, Media, MediaType } from '../conversations';
import { textAt, valueAt } from '../lib/jsonAccess';
import { parametersFor, quickReply } from '../lib/templateComponents';
import type { Template, TemplateButton, TemplateComponent } from './account';

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

const variablesIn = (text: string) => [
	...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name)),
];

function partOf<Type extends TemplateComponent['type']>({ components }: Template, type: Type) {
	return components.find(
		(component): component is Extract<TemplateComponent, { type: Type }> => component.type === type,
	);
}

const buttonsOf = (template: Template) => partOf(template, 'BUTTONS')?.buttons ?? [];

const needsValue = (button: TemplateButton) =>
	button.type === 'COPY_CODE' || (button.type === 'URL' && variablesIn(button.url).length > 0);

/** What is wrong with the components for this template, in Meta's words; `null` when they fit. */
export function misfit(template: Template, components: unknown[]): string | null {
	const header = partOf(template, 'HEADER');
	return (
		textMisfit(template, 'body', partOf(template, 'BODY')?.text ?? '', components) ??
		(header?.format === 'TEXT' || !header
			? textMisfit(template, 'header', header?.text ?? '', components)
			: mediaMisfit(header.format, parametersFor(components, 'header'))) ??
		buttonMisfit(template, components)
	);
}

function textMisfit(
	{ parameter_format }: Template,
	part: 'header' | 'body',
	text: string,
	components: unknown[],
): string | null {
	const expected = variablesIn(text);
	const parameters = parametersFor(components, part);
	if (parameters.length !== expected.length) {
		return `(#132000) Number of parameters does not match the expected number of params: ${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected.length})`;
	}
	if (parameter_format === 'POSITIONAL') return null;
	const names = parameters.map((parameter) => textAt(parameter, 'parameter_name'));
	const missing = expected.find((name) => !names.includes(name));
	return missing ? `(#100) Invalid parameter: ${part}: parameter_name ${missing} is missing` : null;
}

function mediaMisfit(format: string, parameters: unknown[]): string | null {
	const wanted = format.toLowerCase();
	const [kind] = parameters.map((parameter) => textAt(parameter, 'type'));
	return parameters.length === 1 && kind === wanted
		? null
		: `(#132012) Parameter format does not match format in the created template: header: Format mismatch, expected ${format}, received ${kind?.toUpperCase() ?? 'UNKNOWN'}`;
}

const BUTTON_WORDS = { QUICK_REPLY: 'quick_reply', URL: 'url', COPY_CODE: 'copy_code' };

function buttonMisfit(template: Template, components: unknown[]): string | null {
	const buttons = buttonsOf(template);
	for (const sent of components.filter((component) => textAt(component, 'type') === 'button')) {
		const button = buttons[Number(valueAt(sent, 'index'))];
		const fits =
			button &&
			button.type !== 'PHONE_NUMBER' &&
			BUTTON_WORDS[button.type] === textAt(sent, 'sub_type') &&
			(button.type !== 'URL' || needsValue(button));
		if (!fits)
			return `(#132018) There is no such button parameter in the template: index ${String(valueAt(sent, 'index'))}`;
	}
	const missing = buttons.findIndex(
		(button, index) =>
			needsValue(button) && parametersFor(components, 'button', index).length === 0,
	);
	return missing === -1
		? null
		: `(#131008) Required parameter is missing: Button at index ${missing} of type ${buttons[missing].type} requires a parameter`;
}

/** The template as its recipient sees it. */
export function filled(template: Template, components: unknown[]): { text: string; card: Card } {
	const header = partOf(template, 'HEADER');
	const headerValues = parametersFor(components, 'header');
	return {
		text: substituted(partOf(template, 'BODY')?.text ?? '', parametersFor(components, 'body')),
		card: {
			header: !header
				? null
				: header.format === 'TEXT'
					? substituted(header.text, headerValues)
					: mediaOf(header.format.toLowerCase() as MediaType, headerValues[0]),
			footer: partOf(template, 'FOOTER')?.text ?? null,
			buttons: buttonsOf(template).map((button, index) =>
				filledButton(button, parametersFor(components, 'button', index)),
			),
			list: null,
		},
	};
}

/** A variable without a value stays as it is, so that a person sees it. */
function substituted(text: string, parameters: unknown[]): string {
	const names = variablesIn(text);
	return text.replace(VARIABLE, (variable, name: string) => {
		const named = parameters.find((parameter) => textAt(parameter, 'parameter_name') === name);
		const parameter = named ?? parameters[names.indexOf(name)];
		const fallback = textAt(parameter, textAt(parameter, 'type') ?? '', 'fallback_value');
		return textAt(parameter, 'text') ?? fallback ?? variable;
	});
}

const mediaOf = (kind: MediaType, parameter: unknown): Media => ({
	kind,
	link: textAt(parameter, kind, 'link'),
	id: textAt(parameter, kind, 'id'),
	filename: textAt(parameter, kind, 'filename'),
});

function filledButton(button: TemplateButton, parameters: unknown[]): Button {
	const label = button.text;
	switch (button.type) {
		case 'URL':
			return { label, detail: substituted(button.url, parameters), tap: null };
		case 'PHONE_NUMBER':
			return { label, detail: button.phone_number, tap: null };
		case 'COPY_CODE':
			return { label, detail: textAt(parameters[0], 'coupon_code'), tap: null };
		case 'QUICK_REPLY':
			return quickReply(label, parameters);
	}
}
