import type { IDataObject } from 'n8n-workflow';
import { z } from '../lib/libraries';
import {
	addRefusal,
	field,
	isBlank,
	jsonOf,
	quote,
	readText,
	readWithin,
	type Refuse,
} from '../validation/schema';

/** Media of a message or a template: where it is, or the id under which Meta has it. */
export type MediaReference = { link: string } | { id: string };

/** The place that the header of a template shows; Meta writes coordinates as texts. */
export interface TemplateLocation {
	latitude: string;
	longitude: string;
	name?: string;
	address?: string;
}

/** A value for one variable of a WhatsApp template. */
export type TemplateVariable =
	| { place: 'header'; kind: 'text'; value: string; name?: string }
	| {
			place: 'header';
			kind: 'image' | 'video' | 'document';
			media: MediaReference;
			filename?: string;
	  }
	| { place: 'header'; kind: 'location'; location: TemplateLocation }
	| { place: 'body'; value: string; name?: string }
	| { place: 'button'; index: number; kind: 'copy_code' | 'quick_reply' | 'url'; value: string };

/** Whether a text looks like one of WhatsApp's language codes: en, pt_BR, zh_HK, fil. */
export const isLanguageCode = (text: string) => /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(text);

/** The language of a template. */
export const languageCode = (label: string) =>
	field((value, refuse) => {
		const whatToDo = 'Enter the language code of the template, such as en or pt_BR.';
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
		const code = readText(label, value, refuse).trim();
		return isLanguageCode(code)
			? code
			: refuse(`'${label}' is not a valid language code: ${quote(value)}`, whatToDo);
	});

/** The body of a template has room for this much, its variables included. */
const VARIABLE_LIMIT = 1024;

/** What WhatsApp takes in no text of a template (its errors 132018 and 100), however it is encoded. */
const NOT_ON_ONE_LINE: ReadonlyArray<[RegExp, string]> = [
	[/[\n\v\f\r\u0085\u2028\u2029]/, 'a line break'],
	[/\t/, 'a tab'],
	[/\p{Zs}{5}/u, 'more than four spaces in a row'],
];

const notOnOneLine = (text: string): string | undefined =>
	NOT_ON_ONE_LINE.find(([pattern]) => pattern.test(text))?.[1];

/** Texts, at any depth, with one space instead of what WhatsApp does not take in a variable. */
export function onOneLine(value: unknown): unknown {
	if (typeof value === 'string') {
		return value.replace(/[\s\u0085]+/g, (blanks) => (notOnOneLine(blanks) ? ' ' : blanks)).trim();
	}
	if (Array.isArray(value)) return value.map(onOneLine);
	if (value === null || typeof value !== 'object') return value;
	// A date is an object too, and becomes a text later.
	if (value.constructor?.name !== 'Object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, onOneLine(each)]));
}

/** The value of a variable that no person reads, such as the payload of a button. */
export const variableValue = (label: string) =>
	field((value, refuse) => readVariable(label, value, refuse));

/** The value of a variable. */
export const variableText = (label: string) =>
	field((value, refuse) => onlyOneLine(label, readVariable(label, value, refuse), refuse));

/** The same for one that may be left out. */
export const optionalVariableText = (label: string) =>
	field((value, refuse) =>
		isBlank(value) ? undefined : onlyOneLine(label, readVariable(label, value, refuse), refuse),
	);

function readVariable(label: string, value: unknown, refuse: Refuse): string {
	if (isBlank(value)) {
		const whatToDo = 'Enter a value: WhatsApp refuses a template with an empty variable.';
		return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
	}
	return readWithin(VARIABLE_LIMIT, label, value, refuse);
}

function onlyOneLine(label: string, text: string, refuse: Refuse): string {
	const found = notOnOneLine(text);
	return found === undefined
		? text
		: refuse(
				`'${label}' has ${found}, which WhatsApp refuses in a template: ${quote(text)}`,
				'Write it on one line, or add the option "Put Variables on One Line".',
				'template-mismatch',
			);
}

const isDegrees = (text: string, max: 90 | 180) =>
	/^[+-]?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= max;

/** A latitude (up to 90) or a longitude (up to 180). */
export const coordinate = (label: string, max: 90 | 180) =>
	field((value, refuse) => {
		const whatToDo = `Enter degrees from -${max} to ${max}, such as -33.4489.`;
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
		const text = readText(label, value, refuse).trim();
		return isDegrees(text, max)
			? text
			: refuse(`'${label}' is not a valid coordinate: ${quote(value)}`, whatToDo);
	});

/** Both of them, as maps write them. */
export const coordinates = (label: string) =>
	field((value, refuse) => {
		const whatToDo = 'Enter latitude and longitude in degrees, such as -33.4489, -70.6693.';
		if (isBlank(value)) return refuse(`'${label}' is empty`, whatToDo, 'empty-field');
		const [latitude, longitude = '', ...others] = readText(label, value, refuse)
			.split(',')
			.map((part) => part.trim());
		return isDegrees(latitude, 90) && isDegrees(longitude, 180) && others.length === 0
			? { latitude, longitude }
			: refuse(`'${label}' is not a valid pair of coordinates: ${quote(value)}`, whatToDo);
	});

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
		if (variable.kind === 'location') {
			return [{ type: 'location', location: { ...variable.location } }];
		}
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

/** Where a text of a variable is, at any depth, that is not on one line. */
function pathOfBrokenText(value: unknown): Array<string | number> | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { type, text } = value as { type?: unknown; text?: unknown };
	if (type === 'text' && typeof text === 'string' && notOnOneLine(text)) return ['text'];
	for (const [key, each] of Object.entries(value)) {
		const inner = pathOfBrokenText(each);
		if (inner) return [Array.isArray(value) ? Number(key) : key, ...inner];
	}
	return undefined;
}

/** The same as a user writes it, for what the fields do not cover. Its form and its texts are judged. */
export const templateComponentsJson = (label: string) =>
	jsonOf(label, 'list', EXAMPLE).superRefine((components, context) => {
		if (!Array.isArray(components)) return;
		const wrong = components.findIndex((each) => !component.safeParse(each).success);
		if (wrong >= 0) {
			addRefusal(
				context,
				`'${label}' has an entry that is not a component of a template`,
				`Each needs a type, such as header, body or button, like ${EXAMPLE}.`,
				[wrong],
			);
			return;
		}
		const path = pathOfBrokenText(components);
		if (!path) return;
		addRefusal(
			context,
			`'${label}' has a text with a line break, a tab or more than four spaces in a row, which WhatsApp refuses in a template`,
			'Write each variable on one line.',
			path,
			'template-mismatch',
		);
	});
