import {
	inAllLanguages,
	inLanguageOf,
	lineOfLanguages,
	originalOf,
	originals,
	translations,
} from '../support/package/languages';
import {
	anchorsOf,
	fencedOf,
	headingsOf,
	inlineOf,
	isElsewhere,
	pages,
	placeOf,
	read,
	tablesOf,
	targetsOf,
	textOf,
} from '../support/package/pages';

/** The pages in several languages say the same: what needs no translation has to be equal. */

const matchesOf = (page: string, pattern: RegExp) => textOf(page).match(pattern) ?? [];

/** The paragraphs, without the line of languages and the comments of what is generated. */
const paragraphsOf = (page: string) =>
	textOf(page)
		.split(/\n{2,}/)
		.filter((text) => text !== lineOfLanguages(page) && !text.startsWith('<!--'));

/** The names of fields, as the editor has them. */
const labelsOf = (page: string) =>
	tablesOf(page).flatMap((rows) =>
		rows.map(([first]) => first).filter((cell) => /^\*\*.+\*\*$/.test(cell)),
	);

/** What the editor, the inbox and the providers say stands in a page as it appears on the screen. */
const quotesOf = (page: string) => {
	const tables = tablesOf(page);
	return tablesOf(originalOf(page)).flatMap((rows, index) =>
		rows[0][0] === 'You see' ? (tables[index] ?? []).slice(2).map(([first]) => first) : [],
	);
};

const shapeOf = (page: string) => ({
	headings: headingsOf(page).map(({ level }) => level),
	code: fencedOf(page),
	inline: inlineOf(page).sort(),
	pictures: matchesOf(page, /!\[/g),
	tables: tablesOf(page).map((rows) => rows.map((cells) => cells.length)),
	labels: labelsOf(page),
	quotes: quotesOf(page),
	points: matchesOf(page, /^ *(-|\d+\.) /gm),
	paragraphs: paragraphsOf(page).length,
});

/** Where links lead: to which file in English, and to which of its headings. */
const placesOf = (page: string) =>
	targetsOf(page)
		.map((target) => {
			if (isElsewhere(target)) return target;
			const { file, anchor } = placeOf(page, target);
			const original = originalOf(file);
			if (anchor === undefined) return original;
			return `${original}, heading ${anchorsOf(file).indexOf(anchor)}`;
		})
		.filter((place) => place !== originalOf(page))
		.sort();

test('the pages have something of all that is compared', () => {
	const shapes = originals.map(shapeOf);
	for (const part of Object.keys(shapes[0]) as Array<keyof (typeof shapes)[number]>) {
		const all = shapes.flatMap((shape): unknown[] => [shape[part]].flat());
		expect(all.length).toBeGreaterThan(1);
	}
	expect(originals.flatMap(placesOf)).toContainEqual(expect.stringMatching(/, heading \d+$/));
});

const inEachLanguage = originals.flatMap(inAllLanguages);

test('the pages are there in each language, and no other is', () => {
	expect(inEachLanguage.filter((page) => !pages.includes(page))).toEqual([]);
	expect(translations.filter((page) => !inEachLanguage.includes(page))).toEqual([]);
});

describe.each(translations)('%s', (page) => {
	test('is in step with the page in English', () => {
		expect(shapeOf(page)).toEqual(shapeOf(originalOf(page)));
	});

	test('leads to the same places', () => {
		expect(placesOf(page)).toEqual(placesOf(originalOf(page)));
	});

	test('leads to pages in its language', () => {
		const elsewhere = targetsOf(page)
			.filter((target) => !isElsewhere(target))
			.map((target) => placeOf(page, target).file)
			.filter((file) => file !== inLanguageOf(page, file))
			.filter((file) => originalOf(file) !== originalOf(page));
		expect(elsewhere).toEqual([]);
	});
});

test.each(inEachLanguage)('%s has the languages below its title', (page) => {
	expect(read(page).split('\n')[2]).toBe(lineOfLanguages(page));
});

const plain = (text: string) => text.replace(/(?<=\d)[.,](?=\d{3}\b)/g, '').replace(',', '.');

test.each(inAllLanguages('README.md'))('%s has the figures that were measured', (page) => {
	const measured = tablesOf('docs/benchmarks.md').flatMap((rows) => rows.flat().map(plain));
	const figures = tablesOf(page)
		.find((rows) => /^(measured|medido)$/.test(rows[0][1]))!
		.slice(2);
	expect(figures).toHaveLength(7);
	for (const [, figure] of figures) expect(measured).toContain(plain(figure));

	const [, copies, messages] =
		/(\d+[.,]\d{3}) [^\d|]+ (\d[.,]\d{3}) (?:messages|mensajes|mensagens)\b/.exec(textOf(page))!;
	const faults = tablesOf('docs/benchmarks.md')
		.flat()
		.find(([first]) => first === '**All, an error stops the workflow**')!;
	expect(faults[6]).toBe(plain(copies));
	expect(faults[8]).toContain(`of ${plain(messages)}`);
});
