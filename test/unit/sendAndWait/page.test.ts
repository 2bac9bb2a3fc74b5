import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import type { FormField, Question } from '../../../nodes/shared/contract/question';
import { readForm } from '../../../nodes/shared/sendAndWait/form';
import { closedPage, questionPage, thanksPage } from '../../../nodes/shared/sendAndWait/page';
import { launchChromium } from '../../support/browser/chromium';
import { faintTexts } from '../../support/browser/faintTexts';
import { approval, customForm, formField, freeText } from '../../support/n8n/questions';

let browser: Browser;
let page: Page;
beforeAll(async () => {
	browser = await launchChromium();
	page = await browser.newPage({ viewport: { width: 320, height: 640 } });
});
afterAll(async () => await browser.close());

const show = async (html: string) =>
	await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`);

const options = ['Very good', 'A rather long option that does not fit on one line of a phone'];

const TYPES = [
	...['text', 'textarea', 'email', 'number', 'date', 'radio', 'checkbox', 'dropdown'],
] as const as ReadonlyArray<FormField['type']>;

const everyField = TYPES.map((type) =>
	formField(`Of type ${type}`, type, {
		placeholder: 'e.g. this',
		options: ['radio', 'checkbox', 'dropdown'].includes(type) ? options : [],
	}),
);

const everything = customForm(
	...everyField,
	formField('Several', 'dropdown', { options, multiple: true }),
);

/** With all that can be wrong. */
function rejected(question: Question, body = {}) {
	const read = readForm(question, body);
	return 'complaints' in read ? read : undefined;
}

const required = customForm(...everyField.map((field) => ({ ...field, required: true })));

const PAGES: Record<string, string> = {
	approval: questionPage(approval('W'.repeat(20), 'No')),
	'a long word': questionPage({ ...freeText, text: 'https://example.com/'.padEnd(500, 'x') }),
	'free text': questionPage({ ...freeText, texts: { title: 'W'.repeat(100) } }),
	form: questionPage(everything),
	'a form with complaints': questionPage(required, rejected(required)),
	thanks: thanksPage(freeText),
	closed: closedPage(),
};

describe.each(Object.entries(PAGES))('%s', (_name, html) => {
	test.each(['light', 'dark'] as const)('can be read on a small phone, %s', async (colorScheme) => {
		await page.emulateMedia({ colorScheme });
		await show(html);
		expect(await page.evaluate(faintTexts)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	});

	test('has no script, and nothing from elsewhere', () => {
		expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|light-dark/i);
		expect(html.length).toBeLessThan(8000);
	});

	test('whatever can be filled in has a name that is read aloud', async () => {
		await show(html);
		const unnamed = await page.evaluate(() =>
			[...document.querySelectorAll<HTMLInputElement>('input, select, textarea')]
				.filter(({ labels }) => (labels?.[0]?.textContent ?? '').trim() === '')
				.map(({ outerHTML }) => outerHTML),
		);
		expect(unnamed).toEqual([]);
	});
});

/** What the browser would send, by the name of the input. */
const sent = async (button: string) =>
	await page.evaluate((label) => {
		const submitter = [...document.querySelectorAll('button')].find(
			({ textContent }) => textContent === label,
		)!;
		const data = new FormData(document.querySelector('form')!, submitter);
		return [...data.keys()].reduce<Record<string, unknown>>(
			(body, name) => ({ ...body, [name]: data.getAll(name) }),
			{},
		);
	}, button);

describe('what the browser sends', () => {
	test('of an approval is the button', async () => {
		const question = approval();
		await show(questionPage(question));
		expect(readForm(question, (await sent('Decline')) as never)).toEqual({
			answer: { answer: 'Decline', approved: false },
		});
	});

	test('of a free text is the text', async () => {
		await show(questionPage({ ...freeText, texts: { submitLabel: 'Enviar' } }));
		await page.getByLabel('Your answer').fill('Very good');
		expect(await sent('Enviar')).toEqual({ text: ['Very good'] });
	});

	test('of a form is what was filled in, by keyboard alone', async () => {
		// A date has several stops.
		const form = customForm(...everyField.filter(({ type }) => type !== 'date'));
		await show(questionPage(form));
		for (const keys of ['Maria', 'A text', 'm@x.cl', '1.5', ' ', ' ', '', 'V']) {
			await page.keyboard.press('Tab');
			await page.keyboard.type(keys);
		}
		expect(readForm(form, (await sent('Submit')) as never)).toEqual({
			answer: {
				answer: {
					'Of type text': 'Maria',
					'Of type textarea': 'A text',
					'Of type email': 'm@x.cl',
					'Of type number': 1.5,
					'Of type radio': 'Very good',
					'Of type checkbox': ['Very good'],
					'Of type dropdown': 'Very good',
				},
			},
		});
	});

	test('of options with any characters is what was offered', async () => {
		const strange = ['  two  blanks ', '"quoted" <b>', "it's & more", '&amp;', 'A, B'];
		for (const type of ['radio', 'checkbox', 'dropdown'] as const) {
			for (const option of strange) {
				const question = customForm(formField('It', type, { options: strange }));
				const values = { values: { 'field-0': [option] }, complaints: {} };
				await show(questionPage(question, values));
				expect(readForm(question, (await sent('Submit')) as never)).toEqual({
					answer: { answer: { It: type === 'checkbox' ? [option] : option } },
				});
			}
		}
	});
});

test('fields have their defaults, which what was filled in replaces', async () => {
	const question = customForm(
		formField('name', 'text', { defaultValue: 'Maria' }),
		formField('two', 'checkbox', { options: ['A', 'B', 'C'], defaultValue: 'A, C' }),
		formField('one', 'dropdown', { options: ['A', 'B'], defaultValue: 'B' }),
	);
	await show(questionPage(question));
	expect(await sent('Submit')).toEqual({
		'field-0': ['Maria'],
		'field-1': ['A', 'C'],
		'field-2': ['B'],
	});
	const values = { 'field-0': ['Zoe'], 'field-1': [], 'field-2': [] };
	await show(questionPage(question, { values, complaints: {} }));
	expect(await sent('Submit')).toEqual({ 'field-0': ['Zoe'], 'field-2': [''] });
});

test('the first field with a complaint has the focus, and its complaint is read with it', async () => {
	const given = { 'field-0': 'Here', 'field-2': 'no' };
	await show(questionPage(required, rejected(required, given)));
	const focused = page.locator(':focus');
	expect(await focused.getAttribute('name')).toBe('field-1');
	expect(await focused.getAttribute('aria-invalid')).toBe('true');
	const described = await focused.getAttribute('aria-describedby');
	expect(await page.locator(`#${described}`).innerText()).toBe('Fill in this field.');
	expect(await page.getByLabel('Of type email').inputValue()).toBe('no');
});

test('an approval that came without a choice says so', async () => {
	await show(questionPage(approval(), rejected(approval())));
	expect(await page.locator('[role=alert]').allInnerTexts()).toEqual([
		'Choose one of the answers.',
	]);
});

test('texts may be others: title, description, thanks', async () => {
	const texts = { title: 'Title', description: 'Description', thanks: '¡Gracias!' };
	await show(questionPage({ ...freeText, texts }));
	expect(await page.title()).toBe('Title');
	expect(await page.locator('h1').innerText()).toBe('Title');
	expect(await page.locator('.text').innerText()).toBe('Description');
	await show(questionPage(freeText));
	expect(await page.locator('h1').count()).toBe(0);
	expect(await page.locator('.text').innerText()).toBe(freeText.text);
	await show(thanksPage({ ...freeText, texts }));
	expect(await page.locator('main').innerText()).toBe('¡Gracias!');
});

test('whatever the texts are, they are texts', async () => {
	const text = fc.oneof(
		fc.string(),
		fc.constantFrom(
			'</style><script>',
			'"><img src=x onerror=a>',
			"' autofocus onfocus='a",
			'</textarea>',
		),
	);
	/** The elements with the names of their attributes, as a browser reads them. */
	const skeletonsOf = async (htmls: string[]) =>
		await page.evaluate(
			(all) =>
				all.map((html) =>
					[...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')].map(
						({ tagName, attributes }) =>
							[tagName, ...[...attributes].map(({ name }) => name)]
								// Which options are chosen depends on the text.
								.filter((name) => name !== 'checked' && name !== 'selected')
								.join(' '),
					),
				),
			htmls,
		);
	const pages = (given: string) => {
		const said = {
			title: given,
			description: given,
			submitLabel: given,
			thanks: given,
		};
		const values = Object.fromEntries(
			everyField.map((_field, place) => [`field-${place}`, [given]]),
		);
		const complaints = Object.fromEntries(
			everyField.map((_field, place) => [`field-${place}`, given]),
		);
		const form = customForm(
			...TYPES.map((type) =>
				formField(given, type, { placeholder: given, defaultValue: given, options: [given] }),
			),
		);
		return [
			questionPage({ ...approval(given, given), text: given }),
			questionPage({ ...form, texts: said }),
			questionPage({ ...form, texts: said }, { values, complaints }),
			thanksPage({ ...freeText, texts: said }),
		];
	};
	const expected = await skeletonsOf(pages('text'));
	await fc.assert(
		fc.asyncProperty(text, async (given) => {
			expect(await skeletonsOf(pages(given))).toEqual(expected);
		}),
	);
});
