import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import type { INodeTypeDescription } from 'n8n-workflow';
import { allSenders, providersWith } from '../providers/providers';
import { pageAt } from '../support/package/pageAt';
import { project, read } from '../support/package/pages';

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
const SENDERS = titlesOf(nodes.filter(({ group }) => group.includes('output')));
const OPT_OUT_LIST = ['WhatsApp Opt-Out List'];
const TEXTS = allSenders
	.filter(({ parameters }) => 'messageText' in parameters)
	// Without what tells two of one node apart.
	.map(({ title }) => title.replace(/,.*$/, ''));

const offering = (operation: string) =>
	titlesOf(
		nodes.filter(({ properties }) =>
			properties.some(
				({ name, options = [] }) =>
					name === 'operation' &&
					options.some((option) => 'value' in option && option.value === operation),
			),
		),
	);
const ASKERS = offering('sendAndWait');
const TEMPLATES = offering('sendTemplate');

test('there are nodes to find', () => {
	for (const titles of [TRIGGERS, SENDERS, TEXTS, ASKERS, TEMPLATES])
		expect(titles).not.toEqual([]);
});

/** What people type, and all that they have to find. */
const SEARCHES: Record<string, Record<string, string[]>> = {
	English: {
		whatsapp: [...SENDERS, ...TRIGGERS, ...OPT_OUT_LIST],
		'whats app': [...SENDERS, ...TRIGGERS],
		'send whatsapp': SENDERS,
		'send message': TEXTS,
		'whatsapp message': [...TEXTS, ...TRIGGERS],
		notification: SENDERS,
		reply: [...SENDERS, ...TRIGGERS],
		'whatsapp notification': TEXTS,
		sms: TEXTS,
		'send reminder': TEXTS,
		'customer service': [...TEXTS, ...TRIGGERS],
		'receive whatsapp': TRIGGERS,
		'incoming message': TRIGGERS,
		'auto reply': TRIGGERS,
		'whatsapp webhook': TRIGGERS,
		'whatsapp trigger': TRIGGERS,
		approval: ASKERS,
		survey: ASKERS,
		template: TEMPLATES,
		'opt out': OPT_OUT_LIST,
		unsubscribe: OPT_OUT_LIST,
	},
	Spanish: {
		mensaje: [...SENDERS, ...TRIGGERS],
		'enviar mensaje': SENDERS,
		'enviar whatsapp': SENDERS,
		notificación: SENDERS,
		'atención al cliente': [...TEXTS, ...TRIGGERS],
		ventas: TEXTS,
		cobranza: TEXTS,
		recordatorio: TEXTS,
		'recordatorio de pago': TEXTS,
		aviso: TEXTS,
		pedido: [...TEXTS, ...TRIGGERS],
		'recibir mensaje': TRIGGERS,
		'respuesta automática': TRIGGERS,
		aprobación: ASKERS,
		'esperar respuesta': ASKERS,
		plantilla: TEMPLATES,
		'darse de baja': OPT_OUT_LIST,
	},
	Portuguese: {
		mensagem: [...SENDERS, ...TRIGGERS],
		'enviar mensagem': SENDERS,
		'enviar whatsapp': SENDERS,
		zap: [...SENDERS, ...TRIGGERS],
		notificação: SENDERS,
		atendimento: [...TEXTS, ...TRIGGERS],
		vendas: TEXTS,
		cobrança: TEXTS,
		lembrete: TEXTS,
		aviso: TEXTS,
		pedido: [...TEXTS, ...TRIGGERS],
		'receber mensagem': TRIGGERS,
		'resposta automática': TRIGGERS,
		aprovação: ASKERS,
		'esperar resposta': ASKERS,
		'modelo de mensagem': TEMPLATES,
		descadastrar: OPT_OUT_LIST,
	},
};

describe.each(Object.entries(SEARCHES))('in %s', (_language, searches) => {
	test.each(Object.entries(searches))('the search for "%s" finds %j', (words, wanted) => {
		expect(found(words)).toEqual(expect.arrayContaining(wanted));
	});
});

/** n8n's search takes ó and o for two letters, and many people type without accents. */
const withoutAccents = (words: string) => words.normalize('NFD').replace(/\p{Mark}/gu, '');

test.each(nodes)('$displayName is found by its words without their accents too', (node) => {
	const { alias = [] } = node.codex!;
	const plain = alias.map(withoutAccents);
	expect(plain.filter((word, index) => word !== alias[index])).not.toEqual([]);
	expect(alias).toEqual(expect.arrayContaining(plain));
});

test.each(['recibir', 'receber', 'respuesta', 'resposta'])(
	'the search for "%s" has the trigger first',
	(words) => {
		expect(TRIGGERS).toContain(found(words)[0]);
	},
);

test.each(providersWith('samples').map(([provider]) => provider))(
	'the search for "%s trigger" finds the trigger',
	(provider) => {
		expect(found(`${provider} trigger`)).toEqual(expect.arrayContaining(TRIGGERS));
	},
);

/** What providers name, and for each of them which node comes first. */
const namedSearches = providersWith('samples').flatMap(([, { searches = {} }]) =>
	Object.entries(searches),
);

test.each([...new Set(namedSearches.map(([words]) => words))])(
	'the search for "%s" has the nodes that providers name for it before any other',
	(words) => {
		const wanted = namedSearches.flatMap(([named, titles]) => (named === words ? [titles] : []));
		const titles = [...new Set(wanted.flat())];
		expect(found(words).slice(0, titles.length).sort()).toEqual(titles.sort());
		expect(wanted.map(([first]) => first)).toContain(found(words)[0]);
	},
);

test.each(nodes.map(({ displayName, codex }) => ({ displayName, codex })))(
	'the links of $displayName lead to its own page',
	({ displayName, codex }) => {
		const own = `docs/nodes/${displayName.toLowerCase().replaceAll(' ', '-')}.md`;
		const { primaryDocumentation, credentialDocumentation } = codex!.resources!;
		expect(primaryDocumentation!.map(({ url }) => pageAt(url))).toEqual([
			{ page: own, anchor: undefined },
		]);
		expect(credentialDocumentation!.map(({ url }) => pageAt(url))).toEqual([
			{ page: own, anchor: expect.stringMatching(/^credential/) },
		]);
	},
);

test.each(credentials)('the link of $displayName leads to the steps to the key', (credential) => {
	const { page, anchor } = pageAt(credential.documentationUrl);
	expect(anchor).toBe(`credential-${credential.displayName.toLowerCase().replaceAll(' ', '-')}`);
	expect(read(page)).toMatch(
		new RegExp(`^## Credential: ${credential.displayName}\n\n1\\. .+\n2\\. `, 'm'),
	);
});
