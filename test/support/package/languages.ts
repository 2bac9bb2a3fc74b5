import { dirname, relative } from 'node:path/posix';
import { pagesIn } from './pages';

/** The pages that are there in several languages. Paths are relative to the project. */
const LANGUAGES = [
	{ name: 'English', folder: 'docs' },
	{ name: 'Español', folder: 'docs/es' },
	{ name: 'Português', folder: 'docs/pt-BR' },
];

const TRANSLATION = /^(docs\/(?:es|pt-BR))\//;

const folderOf = (page: string) => TRANSLATION.exec(page)?.[1] ?? 'docs';

/** The pages for users who are starting, or who have an error before them. */
export const originals = [
	'README.md',
	'docs/outcomes.md',
	'docs/troubleshooting.md',
	...pagesIn('docs/nodes'),
];

export const translations = pagesIn('docs').filter((page) => TRANSLATION.test(page));

/** The page in English. The README of the project is not that of docs/. */
export const originalOf = (page: string) =>
	TRANSLATION.test(page)
		? page.replace(TRANSLATION, 'docs/').replace('docs/README.md', 'README.md')
		: page;

/** The page in the language of a folder. */
const inFolder = (page: string, folder: string) =>
	folder === 'docs' ? originalOf(page) : originalOf(page).replace(/^(docs\/)?/, `${folder}/`);

export const inAllLanguages = (page: string) =>
	LANGUAGES.map(({ folder }) => inFolder(page, folder));

/** What a page should link to: the other page in its own language, where it is translated. */
export const inLanguageOf = (reader: string, page: string) =>
	originals.includes(originalOf(page)) ? inFolder(page, folderOf(reader)) : page;

/** The line below the title: the page's own language, and links to it in the others. */
export const lineOfLanguages = (page: string) =>
	LANGUAGES.map(({ name, folder }) => {
		const other = inFolder(page, folder);
		return other === page ? name : `[${name}](${relative(dirname(page), other)})`;
	}).join(' · ');
