import type { IDataObject } from 'n8n-workflow';
import type { FormField, Question } from '../contract/question';
import { chosen, type Answer } from './answer';

/** What was filled in, and what is wrong with it, by the names of the inputs on the page. */
export interface Rejected {
	values: Record<string, string[]>;
	complaints: Record<string, string>;
}

/** The names of the inputs on the page: what people call a field may be anything. */
export const inputName = (place: number) => `field-${place}`;

/** Of the buttons of an approval: the place of the choice. */
export const CHOICE = 'choice';

/** Of a free text. */
export const TEXT = 'text';

/** @param fields as n8n parses a form */
export function readForm(question: Question, fields: IDataObject): { answer: Answer } | Rejected {
	switch (question.responseType) {
		case 'approval': {
			const answer = chosen(question, valuesOf(fields[CHOICE])[0]);
			return answer
				? { answer }
				: { values: {}, complaints: { [CHOICE]: 'Choose one of the answers.' } };
		}
		case 'freeText': {
			const [text = ''] = valuesOf(fields[TEXT]);
			return text.trim() === ''
				? { values: {}, complaints: { [TEXT]: 'Write an answer.' } }
				: { answer: { answer: text } };
		}
		case 'customForm':
			return readFields(question.fields, fields);
	}
}

/** Browsers end lines as forms did when they were invented. */
const valuesOf = (given: unknown): string[] =>
	[given]
		.flat()
		.flatMap((value) => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : []));

function readFields(fields: FormField[], body: IDataObject): { answer: Answer } | Rejected {
	const values: Rejected['values'] = {};
	const complaints: Rejected['complaints'] = {};
	const answer = new Map<string, IDataObject[string]>();
	fields.forEach((field, place) => {
		const name = inputName(place);
		const given = valuesOf(body[name]).filter((value) => value.trim() !== '');
		values[name] = given;
		const complaint = complaintAbout(field, given);
		if (complaint === undefined) answer.set(field.name, valueOf(field, given));
		else complaints[name] = complaint;
	});
	return Object.keys(complaints).length > 0
		? { values, complaints }
		: { answer: { answer: Object.fromEntries(answer) } };
}

/** Each of its characters has one place in it: a long text is read once. */
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Node.js takes February 31 as March 3. */
function isDate(text: string): boolean {
	const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : NaN);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What browsers check too; not every one of them does. */
function complaintAbout(field: FormField, given: string[]): string | undefined {
	const [value] = given;
	const isEmpty = value === undefined;
	if (field.options.length > 0) {
		const unknown = given.some((each) => !field.options.includes(each));
		return (isEmpty && field.required) || unknown || (given.length > 1 && !field.multiple)
			? 'Choose one of the options.'
			: undefined;
	}
	if (isEmpty) return field.required ? 'Fill in this field.' : undefined;
	switch (field.type) {
		case 'number':
			return Number.isFinite(Number(value)) ? undefined : 'Enter a number, such as 1.5.';
		case 'email':
			return EMAIL.test(value) ? undefined : 'Enter an email address.';
		case 'date':
			return isDate(value) ? undefined : 'Enter a date.';
		default:
			return undefined;
	}
}

/** As n8n's own form has it: a list of what may be several, `null` for what was left out. */
function valueOf({ multiple, type }: FormField, given: string[]): IDataObject[string] {
	if (multiple) return given;
	if (given.length === 0) return null;
	return type === 'number' ? Number(given[0]) : given[0];
}
