import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { providersWith } from '../providers/providers';
import { originalOf } from '../support/package/languages';
import {
	anchorsOf,
	fencedOf,
	isElsewhere,
	pages,
	pagesIn,
	placeOf,
	project,
	read,
	targetsOf,
	textOf,
} from '../support/package/pages';
import { parseUrl } from '../../nodes/shared/lib/parseUrl';

/** What the pages promise to find elsewhere: files, sections, other servers. */

test('there are pages and links to judge', () => {
	expect(pages).toEqual(
		expect.arrayContaining([
			'README.md',
			'CONTRIBUTING.md',
			'.github/PULL_REQUEST_TEMPLATE.md',
			'docs/README.md',
			'docs/es/README.md',
			'examples/README.md',
		]),
	);
	expect(pages.flatMap(targetsOf).filter((target) => !isElsewhere(target)).length).toBeGreaterThan(
		100,
	);
});

test.each(pages)('%s links to files and sections that exist', (page) => {
	const within = targetsOf(page).filter((target) => !isElsewhere(target));
	const broken = within.filter((target) => {
		const { file, anchor } = placeOf(page, target);
		if (file.startsWith('..') || !existsSync(join(project, file))) return true;
		const name = file === '' ? page : file;
		return anchor !== undefined && !(name.endsWith('.md') && anchorsOf(name).includes(anchor));
	});
	expect(broken).toEqual([]);
});

test('every page of docs/ is in its index, in English at least', () => {
	const listed = targetsOf('docs/README.md').map(
		(target) => placeOf('docs/README.md', target).file,
	);
	const unlisted = pagesIn('docs').filter(
		(page) => page !== 'docs/README.md' && !listed.includes(originalOf(page)),
	);
	expect(unlisted).toEqual([]);
});

/** Tests ask no other server. A new host is a decision: look at its page, then add it, here or to the samples of its provider. */
const HOSTS = [
	...providersWith('samples').flatMap(([, { hosts }]) => hosts),
	'community.n8n.io',
	'docs.n8n.io',
	'github.com',
	'n8n.io',
	'nodejs.org',
];

test.each(pages)(
	'%s links to other servers by whole addresses, of hosts that are known',
	(page) => {
		const wrong = targetsOf(page)
			.filter(isElsewhere)
			.filter((target) => {
				const url = parseUrl(target);
				return url?.protocol !== 'https:' || !HOSTS.includes(url.hostname);
			});
		expect(wrong).toEqual([]);
	},
);

const { homepage } = JSON.parse(read('package.json')) as { homepage: string };

test.each(pages)('%s names this repository as package.json does', (page) => {
	const owner = homepage.split('/').slice(0, -1).join('/');
	const text = [textOf(page), ...fencedOf(page)].join('\n');
	const named = text.match(/https:\/\/github\.com\/[\w./-]+/g) ?? [];
	const wrong = named
		.filter((address) => address.startsWith(`${owner}/`))
		.filter(
			(address) => address !== `${homepage}.git` && !`${address}/`.startsWith(`${homepage}/`),
		);
	expect(wrong).toEqual([]);
});

test.each(pages)('%s shows nothing of the machine that it was written on', (page) => {
	expect(read(page)).not.toMatch(/(^|[\s(`"'])\/(work|home(?!\/node\/)|root|Users|tmp)\//m);
});
