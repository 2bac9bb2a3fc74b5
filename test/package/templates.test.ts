import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { exampleFiles } from '../../scripts/examples';
import { pageAt } from '../support/package/pageAt';
import { headingsOf, placeOf, project, read, targetsOf } from '../support/package/pages';
import { offGrid, overlapping } from '../support/workflows/canvas';
import { readTemplate, templates, TEMPLATES as FOLDER } from '../support/workflows/templates';

/** The templates against what n8n asks of those in its library. */
const { homepage, name: packageName } = JSON.parse(read('package.json')) as {
	homepage: string;
	name: string;
};

const types = jest.requireActual<INodeTypeDescription[]>(
	join(project, 'dist', 'types', 'nodes.json'),
);

/** What n8n calls a node that nobody renamed. */
const UNNAMED =
	/^(When clicking|Loop Over Items|AI Agent|Code|Edit Fields|If|Switch|Split Out|Convert to File|Sticky Note)/;

const SECTIONS = [
	"Who's it for",
	'How it works',
	'How to set up',
	'Requirements',
	'How to customize the workflow',
];

const wordsOf = (text: string) => text.replace(/\]\([^)]*\)/g, ']').split(/\s+/).length;

test('there are templates, each is of an example, and all are listed', () => {
	expect(templates.length).toBeGreaterThan(0);
	expect(exampleFiles()).toEqual(expect.arrayContaining(templates.map((name) => `${name}.json`)));
	const list = `${FOLDER}/README.md`;
	const listed = targetsOf(list).map((target) => placeOf(list, target).file);
	expect(listed).toEqual(
		expect.arrayContaining(templates.map((name) => `${FOLDER}/${name}/README.md`)),
	);
});

describe.each(templates)('%s', (template) => {
	const page = `${FOLDER}/${template}/README.md`;
	const [heading, picture, disclaimer, ...sections] = read(page).trim().split('\n\n');
	const title = heading.replace('# ', '');
	const description = sections.join('\n\n');
	const workflow = readTemplate(template);
	const notes = workflow.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
	const others = workflow.nodes.filter((node) => !notes.includes(node));
	const about = notes.filter(({ parameters }) => parameters.color === undefined);
	const steps = notes.filter((note) => !about.includes(note));

	test('its title says what it does, where, and through what', () => {
		expect(workflow.name).toBe(title);
		expect(title).toMatch(
			/^(Answer|Approve|Remind|Send) [\w ,-]*WhatsApp[\w ,-]* (by|with|through) /,
		);
		expect(title.length).toBeLessThanOrEqual(80);
	});

	test('its description begins with its picture, and with what it needs to run', () => {
		const [, words, url] = picture.match(/^!\[(.+)\]\((.+)\)$/)!;
		expect(words).toContain('The workflow in n8n');
		expect(url).toBe(`${homepage}/raw/main/${FOLDER}/${template}/picture.png`);
		expect(existsSync(join(project, FOLDER, template, 'picture.png'))).toBe(true);
		expect(disclaimer).toBe(
			`> **Self-hosted n8n only.** This template uses the community node package \`${packageName}\`.`,
		);
	});

	test('its description has the sections that n8n suggests, in about 200 words of Markdown', () => {
		expect(headingsOf(page).slice(1)).toEqual(
			SECTIONS.map((text) => expect.objectContaining({ level: 2, text })),
		);
		expect(wordsOf(description)).toBeGreaterThan(150);
		expect(wordsOf(description)).toBeLessThan(260);
		expect(description).not.toMatch(/<\w/);
	});

	test('its links to our pages lead somewhere', () => {
		const own = targetsOf(page).filter((target) => target.startsWith(`${homepage}/blob/`));
		expect(own.map((target) => pageAt(target).page)).not.toEqual([]);
	});

	test('a yellow note has the whole description, and white ones say what the steps are', () => {
		expect(about).toHaveLength(1);
		const text = String(about[0].parameters.content);
		for (const part of [disclaimer, ...sections]) expect(text).toContain(part);
		expect(steps.length).toBeGreaterThan(1);
		for (const { parameters } of steps) {
			expect(parameters).toMatchObject({ color: 7 });
			expect(wordsOf(String(parameters.content))).toBeLessThanOrEqual(50);
		}
	});

	test('it is tidy', () => {
		expect(offGrid(workflow.nodes)).toEqual([]);
		expect(overlapping(workflow.nodes)).toEqual([]);
	});

	test('every node is called what it does, and the description names them so', () => {
		const titles = types.map(({ displayName }) => displayName);
		const names = others.map(({ name }) => name);
		expect(names.filter((name) => UNNAMED.test(name) || titles.includes(name))).toEqual([]);
		const [howItWorks] = description.split('## How to set up');
		const named = [...howItWorks.matchAll(/^\d\. \*\*(.+?)\*\*/gm)].map(([, name]) => name);
		expect(named.filter((name) => !names.includes(name))).toEqual([]);
	});

	test('it has nothing of anybody: no credential, no account, no number, no sandbox', () => {
		expect(others.filter((node) => node.credentials)).toEqual([]);
		const text = others.map(({ parameters }) => JSON.stringify(parameters)).join('\n');
		expect(text).not.toMatch(
			/cachedResultName":"(?!gpt)|sandbox|127\.0\.0\.1|localhost|defaultCountry/i,
		);
		const numbers = others
			.filter(({ type }) => !/\.(formTrigger|code)$/.test(type))
			.flatMap(({ parameters }) => JSON.stringify(parameters).match(/\+?\d[\d ]{8,}\d/g) ?? []);
		expect(numbers).toEqual([]);
	});
});
