import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import type { INodeTypeDescription } from 'n8n-workflow';
import { allSenders, providersWith } from '../providers/providers';
import { anchorsOf, project } from '../support/package/pages';

/** What n8n's editor makes of the nodes as built: its search, and its links to documentation. */
const nodes = jest.requireActual<INodeTypeDescription[]>(
	join(project, 'dist', 'types', 'nodes.json'),
);
const credentials = jest.requireActual<Array<{ displayName: string; documentationUrl: string }>>(
	join(project, 'dist', 'types', 'credentials.json'),
);

/** As the node panel of the editor searches, which leaves the word "trigger" out. */
const found = (words: string) =>
	sublimeSearch(
		words.toLowerCase().replace('trigger', '').trimEnd(),
		nodes.map((properties) => ({ properties })),
	).map(({ item }) => item.properties.displayName);

const titlesOf = (some: INodeTypeDescription[]) => some.map(({ displayName }) => displayName);
const TRIGGERS = titlesOf(nodes.filter(({ group }) => group.includes('trigger')));
const SENDERS = titlesOf(nodes.filter(({ group }) => !group.includes('trigger')));
const TEXTS = allSenders
	.filter(({ parameters }) => 'messageText' in parameters)
	// Without what tells two of one node apart.
	.map(({ title }) => title.replace(/,.*$/, ''));

test('there are nodes to find', () => {
	for (const titles of [TRIGGERS, SENDERS, TEXTS]) expect(titles).not.toEqual([]);
});

test.each([
	['whatsapp', [...SENDERS, ...TRIGGERS]],
	['send whatsapp', SENDERS],
	['send message', TEXTS],
	['whatsapp message', [...TEXTS, ...TRIGGERS]],
	['enviar mensaje', SENDERS],
	['enviar mensagem', SENDERS],
	['enviar whatsapp', SENDERS],
	['notification', SENDERS],
	['reply', [...SENDERS, ...TRIGGERS]],
	['whatsapp notification', TEXTS],
	['sms', TEXTS],
	['receive whatsapp', TRIGGERS],
	['incoming message', TRIGGERS],
	['whatsapp webhook', TRIGGERS],
	['whatsapp trigger', TRIGGERS],
])('the search for "%s" finds %j', (words, wanted) => {
	expect(found(words)).toEqual(expect.arrayContaining(wanted));
});

describe.each(providersWith('samples'))('%s', (provider, { searches }) => {
	test.each([[`${provider} trigger`, TRIGGERS], ...Object.entries(searches ?? {})])(
		'the search for "%s" finds %j',
		(words, wanted) => {
			expect(found(words)).toEqual(expect.arrayContaining(wanted));
		},
	);
});

const REPOSITORY =
	'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/';

/** @returns the page, and the section, of our own documentation */
function pageOf(url: string): { page: string; anchor: string | undefined } {
	expect(url).toMatch(new RegExp(`^${REPOSITORY}`));
	const [page, anchor] = url.slice(REPOSITORY.length).split('#');
	expect(existsSync(join(project, page))).toBe(true);
	return { page, anchor };
}

test.each(nodes.map(({ displayName, codex }) => ({ displayName, codex })))(
	'the links of $displayName lead to its own page',
	({ displayName, codex }) => {
		const own = `docs/nodes/${displayName.toLowerCase().replaceAll(' ', '-')}.md`;
		const { primaryDocumentation, credentialDocumentation } = codex!.resources!;
		expect(primaryDocumentation!.map(({ url }) => pageOf(url))).toEqual([
			{ page: own, anchor: undefined },
		]);
		const [{ page, anchor }] = credentialDocumentation!.map(({ url }) => pageOf(url));
		expect(page).toBe(own);
		expect(anchorsOf(page)).toContain(anchor);
	},
);

test.each(credentials)('the link of $displayName leads to the section about it', (credential) => {
	const { page, anchor } = pageOf(credential.documentationUrl);
	expect(anchor).toBe(`credential-${credential.displayName.toLowerCase().replaceAll(' ', '-')}`);
	expect(anchorsOf(page)).toContain(anchor);
});
