import {
	anchorsOf,
	fencedOf,
	headingsOf,
	inlineOf,
	isElsewhere,
	placeOf,
	readmes,
	tablesOf,
	targetsOf,
	textOf,
} from '../support/package/pages';

/** The README in three languages says the same: what needs no translation has to be equal. */
const [english, ...translations] = readmes;

/** Links as places in the project; of those within the page, which heading. */
const linksOf = (page: string) =>
	targetsOf(page)
		.map((target) => {
			if (isElsewhere(target)) return target;
			const { file, anchor } = placeOf(page, target);
			return file === page
				? `heading ${anchorsOf(page).indexOf(anchor ?? '')}`
				: `${file}#${anchor}`;
		})
		.filter((place) => !readmes.includes(place.split('#')[0]));

const shapeOf = (page: string) => ({
	headings: headingsOf(page).map(({ level }) => level),
	code: fencedOf(page),
	inline: inlineOf(page).sort(),
	links: linksOf(page).sort(),
	pictures: textOf(page).match(/!\[/g)?.length,
	tables: tablesOf(page).map((rows) => rows.map((cells) => cells.length)),
	points: textOf(page).match(/^(-|\d+\.) /gm),
	paragraphs: textOf(page).split(/\n{2,}/).length,
});

test('the README has something of all that is compared', () => {
	const shape = shapeOf(english);
	for (const part of ['headings', 'code', 'inline', 'links', 'tables', 'points'] as const) {
		expect(shape[part]?.length).toBeGreaterThan(1);
	}
	expect(shape.links).toContainEqual(expect.stringMatching(/^heading \d+$/));
});

test.each(translations)('%s is in step with the README', (page) => {
	expect(shapeOf(page)).toEqual(shapeOf(english));
});

/** What the editor, the inbox and the providers say stands in the README as it appears on the screen. */
const quotesOf = (page: string) => tablesOf(page).flatMap((rows) => rows.map(([first]) => first));

test.each(translations)('%s quotes the errors as they appear', (page) => {
	const errors = quotesOf(english).filter((cell) =>
		/HTTP \d|npm start:|silent|secret|says/.test(cell),
	);
	expect(errors.length).toBeGreaterThan(10);
	expect(quotesOf(page)).toEqual(expect.arrayContaining(errors));
});

test.each(readmes)('%s has links to itself in the other languages, and to no other', (page) => {
	const languages = targetsOf(page)
		.filter((target) => !isElsewhere(target))
		.map((target) => placeOf(page, target))
		.filter(({ file, anchor }) => readmes.includes(file) && anchor === undefined);
	expect(languages.map(({ file }) => file)).toEqual(readmes.filter((each) => each !== page));
});

const plain = (text: string) => text.replace(/(?<=\d)[.,](?=\d{3}\b)/g, '').replace(',', '.');

test.each(readmes)('%s has the figures that were measured', (page) => {
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
