import type { FormField, Question } from '../contract/question';
import { CHOICE, inputName, TEXT, type Rejected } from './form';

/** The question, with what it is answered by. @param rejected what was filled in and did not do */
export function questionPage(question: Question, rejected?: Rejected): string {
	const { title, description = question.text } = question.texts;
	const heading = title === undefined ? '' : `<h1>${escaped(title)}</h1>\n`;
	return page(
		title ?? 'Your answer',
		`${heading}<p class="text">${escaped(description)}</p>
<form method="post" enctype="multipart/form-data">
${inputsOf(question, rejected)}
</form>`,
	);
}

export const thanksPage = ({ texts }: Question): string =>
	textPage('Thank you', texts.thanks ?? 'Thank you. You can close this page now.');

/** For a question that was answered already, or was replaced by a newer one. */
export const closedPage = (): string =>
	textPage('No longer open', 'This question is no longer open. There is nothing left to do.');

const textPage = (title: string, text: string) =>
	page(title, `<p class="text">${escaped(text)}</p>`);

/** Without scripts and without anything from elsewhere, so that it opens wherever a link does. */
const page = (title: string, content: string) => `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main dir="auto">
${content}
</main>
</body>
</html>
`;

const STYLE = `
:root { color-scheme: light dark; --ground: #f4f5f7; --text: #1c1e22; --field: #fff; --line: #80868f; --faint: #5f656e; --strong: #0b6b4f; --on-strong: #fff; --wrong: #b42318; --focus: #1f6feb; font: 1.0625rem/1.5 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ground: #17191c; --text: #e8eaed; --field: #212429; --line: #7d848f; --faint: #a3a9b3; --strong: #3ecf9e; --on-strong: #10231c; --wrong: #ff9c92; --focus: #79b8ff; } }
body { margin: 0; background: var(--ground); color: var(--text); accent-color: var(--strong); }
main { box-sizing: border-box; max-width: 32rem; margin: 0 auto; padding: 2rem 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .75rem; }
.text { white-space: pre-wrap; margin: 0 0 1.5rem; }
.field, fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
label, legend { display: block; margin-bottom: .3rem; padding: 0; font-weight: 600; }
.option { display: flex; gap: .7rem; align-items: center; padding: .5rem 0; margin: 0; font-weight: 400; }
input, select, textarea { font: inherit; box-sizing: border-box; }
.option input { flex: none; width: 1.2rem; height: 1.2rem; margin: 0; }
.field input, select, textarea { width: 100%; min-height: 2.8rem; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--field); color: inherit; }
::placeholder { color: var(--faint); opacity: 1; }
button { font: inherit; font-weight: 600; width: 100%; margin-top: .75rem; padding: .75rem 1rem; border: 1px solid var(--strong); border-radius: .4rem; background: none; color: var(--strong); cursor: pointer; }
button.first { background: var(--strong); color: var(--on-strong); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.complaint { color: var(--wrong); margin: .3rem 0 0; }
.field [aria-invalid] { border-color: var(--wrong); }
`;

function inputsOf(question: Question, rejected?: Rejected): string {
	const { submitLabel = 'Submit' } = question.texts;
	const submit = `<button class="first">${escaped(submitLabel)}</button>`;
	switch (question.responseType) {
		case 'approval': {
			const buttons = question.choices.map(
				(label, place) =>
					`<button name="${CHOICE}" value="${place}"${place === 0 ? ' class="first"' : ''}>${escaped(label)}</button>`,
			);
			return [...buttons, complaintOn(CHOICE, rejected)].join('\n');
		}
		case 'freeText':
			return `${fieldOf(ANSWER, TEXT, rejected)}\n${submit}`;
		case 'customForm':
			return [
				...question.fields.map((field, place) => fieldOf(field, inputName(place), rejected)),
				submit,
			].join('\n');
	}
}

const ANSWER: FormField = {
	name: TEXT,
	label: 'Your answer',
	type: 'textarea',
	required: true,
	options: [],
	multiple: false,
};

const idOfComplaint = (name: string) => `${name}-complaint`;

const complaintOn = (name: string, rejected?: Rejected) => {
	const complaint = rejected?.complaints[name];
	return complaint === undefined
		? ''
		: `<p class="complaint" id="${idOfComplaint(name)}" role="alert">${escaped(complaint)}</p>`;
};

function fieldOf(field: FormField, name: string, rejected?: Rejected): string {
	const values = rejected?.values[name] ?? defaultsOf(field);
	const complaint = complaintOn(name, rejected);
	const [firstRejected] = Object.keys(rejected?.complaints ?? {});
	const attributes = [
		`name="${name}"`,
		field.required && 'required',
		complaint && `aria-invalid="true" aria-describedby="${idOfComplaint(name)}"`,
		firstRejected === name && 'autofocus',
	]
		.filter(Boolean)
		.join(' ');
	if (field.type === 'radio' || field.type === 'checkbox') {
		return `<fieldset><legend>${labelOf(field)}</legend>${optionsOf(field, values, attributes)}${complaint}</fieldset>`;
	}
	return `<div class="field"><label for="${name}">${labelOf(field)}</label>${inputOf(field, values, `id="${name}" ${attributes}`)}${complaint}</div>`;
}

const defaultsOf = ({ defaultValue = '', multiple }: FormField) =>
	(multiple ? defaultValue.split(',') : [defaultValue]).map((value) => value.trim());

const labelOf = ({ label, required }: FormField) => `${escaped(label)}${required ? ' *' : ''}`;

function optionsOf({ type, options, required }: FormField, values: string[], given: string) {
	// Of checkboxes, a browser would want each of them.
	const attributes = type === 'checkbox' && required ? given.replace(' required', '') : given;
	return options
		.map(
			(option) =>
				`<label class="option"><input type="${type}" value="${escaped(option)}" ${attributes}${values.includes(option) ? ' checked' : ''}>${escaped(option)}</label>`,
		)
		.join('');
}

function inputOf(field: FormField, values: string[], attributes: string): string {
	const { type, placeholder, options, multiple } = field;
	const hint = placeholder === undefined ? '' : ` placeholder="${escaped(placeholder)}"`;
	switch (type) {
		case 'dropdown': {
			const entries = options.map(
				(option) =>
					`<option value="${escaped(option)}"${values.includes(option) ? ' selected' : ''}>${escaped(option)}</option>`,
			);
			const none = multiple ? '' : '<option value=""></option>';
			return `<select ${attributes}${multiple ? ' multiple' : ''}>${none}${entries.join('')}</select>`;
		}
		case 'textarea':
			return `<textarea ${attributes}${hint} rows="4">${escaped(values.join(''))}</textarea>`;
		default: {
			const step = type === 'number' ? ' step="any"' : '';
			return `<input type="${type}" ${attributes}${hint}${step} value="${escaped(values.join(''))}">`;
		}
	}
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
