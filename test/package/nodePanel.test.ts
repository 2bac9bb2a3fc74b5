import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import type { INodeTypeDescription } from 'n8n-workflow';
import { anchorsOf, project } from '../support/pages';

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

const TEXTS = ['AIsoule Send', 'Vambe QR Message', 'Vambe Ticket', 'Vobiz Send'];
const SENDERS = [...TEXTS, 'Evolution Send Contact'];
const TRIGGER = 'WhatsApp Gateway Trigger';

test.each([
	['whatsapp', [...SENDERS, TRIGGER]],
	['send whatsapp', SENDERS],
	['send message', TEXTS],
	['whatsapp message', [...TEXTS, TRIGGER]],
	['enviar mensaje', SENDERS],
	['enviar mensagem', SENDERS],
	['enviar whatsapp', SENDERS],
	['notification', SENDERS],
	['reply', [...SENDERS, TRIGGER]],
	['lead', ['Vambe Ticket']],
	['whatsapp notification', TEXTS],
	['sms', TEXTS],
	['whatsapp template', ['AIsoule Send', 'Vobiz Send']],
	['contact card', ['Evolution Send Contact']],
	['vcard', ['Evolution Send Contact']],
	['evolution text', ['Evolution Send Contact']],
	['evolution api', ['Evolution Send Contact']],
	['evolution trigger', [TRIGGER]],
	['vambe trigger', [TRIGGER]],
	['receive whatsapp', [TRIGGER]],
	['incoming message', [TRIGGER]],
	['whatsapp webhook', [TRIGGER]],
	['whatsapp trigger', [TRIGGER]],
	['ticket', ['Vambe Ticket', TRIGGER]],
])('the search for "%s" finds %j', (words, wanted) => {
	expect(found(words)).toEqual(expect.arrayContaining(wanted));
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
