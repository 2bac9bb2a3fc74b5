import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pages, project, read } from '../support/package/pages';

/** No page counts what a new provider brings: it would be wrong from that day on. */
const forms = readdirSync(join(project, '.github', 'ISSUE_TEMPLATE')).map(
	(file) => `.github/ISSUE_TEMPLATE/${file}`,
);

const NUMBER = '(?:two|three|four|five|six|seven|cuatro|cinco|seis|siete|quatro|sete|[2-9])';

const COUNTED =
	'(?:(?:more|other|sending) )*(?:providers|nodes|credentials|packages|proveedores|provedores|nodos|nós)';

const COUNTS = new RegExp(
	`\\b${NUMBER} ${COUNTED}\\b|\\b(?:all|any of the) (?:four|five|six|seven)\\b`,
	'i',
);

test.each([...pages, ...forms])('%s does not count providers or nodes', (page) => {
	expect(read(page).match(COUNTS)?.[0]).toBeUndefined();
});

test.each([
	'has three more providers',
	'in all four.',
	'All six are there',
	'the five sending nodes',
	'de los cuatro proveedores',
])('"%s" is a count', (text) => {
	expect(text).toMatch(COUNTS);
});
