import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../nodes/shared/contract/errorCode';
import { headingsOf, placeOf, project, targetsOf, textOf } from '../support/package/pages';

/** Every code of an error has its entry, whose heading is the code itself: errors link there. */
const ENGLISH = 'docs/troubleshooting.md';

const translations = ['es', 'pt-BR']
	.map((language) => `docs/${language}/troubleshooting.md`)
	.filter((page) => existsSync(join(project, page)));

const entriesOf = (page: string) =>
	headingsOf(page)
		.filter(({ level }) => level === 3)
		.map(({ text }) => text);

/** What the editor shows, which is in English. */
const quotesOf = (page: string) => textOf(page).match(/^> .+$/gm);

describe.each([ENGLISH, ...translations])('%s', (page) => {
	test('has an entry for every code, in their order, and no other', () => {
		expect(entriesOf(page)).toEqual([...ERROR_CODES]);
	});

	test('lists all of them', () => {
		const listed = targetsOf(page)
			.map((target) => placeOf(page, target))
			.filter(({ file, anchor }) => file === page && ERROR_CODES.some((code) => code === anchor));
		expect(new Set(listed.map(({ anchor }) => anchor))).toEqual(new Set(ERROR_CODES));
	});

	test('shows the texts of errors as they appear', () => {
		expect(quotesOf(page)!.length).toBeGreaterThanOrEqual(ERROR_CODES.length);
		expect(quotesOf(page)).toEqual(quotesOf(ENGLISH));
	});
});

test.each(ERROR_CODES)('%s says what to do', (code) => {
	const [, entry] = textOf(ENGLISH).split(`\n### ${code}\n`);
	expect(entry.split(/\n##+ /)[0]).toMatch(/^> [^]*\*\*What to do:\*\* /m);
});
