import { createHmac } from 'node:crypto';
import type { FormField, Question } from '../../../nodes/shared/contract/question';

/** Questions as they are once they were read. */
export const approval = (...choices: string[]): Question => ({
	text: 'Do you approve order 1001?',
	texts: {},
	responseType: 'approval',
	choices: choices.length === 0 ? ['Approve', 'Decline'] : choices,
});

export const freeText: Question = {
	text: 'How was your visit?',
	texts: {},
	responseType: 'freeText',
};

export const formField = (
	name: string,
	type: FormField['type'] = 'text',
	more: Partial<FormField> = {},
): FormField => ({
	name,
	label: name,
	type,
	required: false,
	options: [],
	multiple: type === 'checkbox',
	...more,
});

export const customForm = (...fields: FormField[]): Question => ({
	text: 'Please fill in:',
	texts: {},
	responseType: 'customForm',
	fields,
});

export const WAITING = 'https://n8n.example/webhook-waiting';

/** The address that n8n gives to a node that waits, signed as n8n does it. */
export function signedAddress(
	parameters: Record<string, string>,
	{ execution = '1', node = 'node', base = WAITING } = {},
): string {
	const url = new URL(`${base}/${execution}/${encodeURIComponent(node)}`);
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	const signed = createHmac('sha256', 'secret').update(`${url.pathname}${url.search}`);
	url.searchParams.set('signature', signed.digest('hex'));
	return url.toString();
}
