import { spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What `npm run generate` writes. */
const project = join(__dirname, '..', '..');
const cache = join(project, 'node_modules', '.cache');

const PARTS = [
	'nodes',
	'credentials',
	'sandbox',
	'examples',
	'docs/nodes',
	'docs/es/nodes',
	'docs/pt-BR/nodes',
	...['README', 'options', 'packages', 'sandbox'].map((page) => `docs/${page}.md`),
	'.github/ISSUE_TEMPLATE',
	'package.json',
	'.prettierrc.js',
	'scripts/generate',
	...readdirSync(join(project, 'packages'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => `packages/${name}/package.json`),
];

/** What the generator reads and writes, where it finds the project's tools. */
let copy: string;
beforeEach(() => {
	mkdirSync(cache, { recursive: true });
	copy = mkdtempSync(join(cache, 'generated-'));
	for (const part of PARTS) cpSync(join(project, part), join(copy, part), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function generate(folder: string, ...args: string[]) {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['--import', 'tsx', join('scripts', 'generate', 'main.ts'), ...args],
		{ cwd: folder, encoding: 'utf8' },
	);
	return { status, said: (stdout + stderr).trim().split('\n') };
}

const read = (...path: string[]) => readFileSync(join(copy, ...path), 'utf8');

test('nothing is out of date: npm run generate', () => {
	expect(generate(project, '--check')).toEqual({ status: 0, said: ['Nothing is out of date'] });
});

test('what is out of date is named, and not touched', () => {
	const stale = read('package.json').replace('dist/nodes/Vambe/VambeTicket.node.js', 'gone.js');
	writeFileSync(join(copy, 'package.json'), stale);
	expect(generate(copy, '--check')).toEqual({
		status: 1,
		said: ['package.json is out of date', 'Run: npm run generate'],
	});
	expect(read('package.json')).toBe(stale);
});

const addAcme = () =>
	['nodes', 'credentials', 'sandbox', 'docs'].forEach((part) =>
		cpSync(join(project, 'test', 'fixtures', 'acme', part), join(copy, part), { recursive: true }),
	);

test('a new provider is added at the end of the list, and wherever people or n8n read its name', () => {
	const gateway = join('nodes', 'WhatsAppGateway');
	const listed = () =>
		[...read(gateway, 'providers.ts').matchAll(/'\.\.\/(\w+)\/trigger'/g)].map(([, name]) => name);
	const before = listed();
	addAcme();
	expect(generate(copy)).toEqual({
		status: 0,
		said: [
			'nodes/WhatsAppGateway/providers.ts',
			'nodes/WhatsAppGateway/WhatsAppGatewayTrigger.node.ts',
			'nodes/WhatsAppGateway/WhatsAppGatewayTrigger.node.json',
			'package.json',
			'docs/README.md',
			'docs/nodes/whatsapp-gateway-trigger.md',
			'docs/es/nodes/whatsapp-gateway-trigger.md',
			'docs/pt-BR/nodes/whatsapp-gateway-trigger.md',
			'docs/options.md',
			'docs/sandbox.md',
			'.github/ISSUE_TEMPLATE/bug.yml',
			'docs/nodes/acme-send.md',
			'docs/nodes/acme-trigger.md',
			'docs/es/nodes/acme-send.md',
			'docs/es/nodes/acme-trigger.md',
			'docs/pt-BR/nodes/acme-send.md',
			'docs/pt-BR/nodes/acme-trigger.md',
		].map((file) => `${file} written`),
	});
	expect(listed()).toEqual([...before, 'Acme']);
	expect(read(gateway, 'WhatsAppGatewayTrigger.node.ts')).toContain("name: 'acmeApi'");
	expect(JSON.parse(read(gateway, 'WhatsAppGatewayTrigger.node.json')).alias).toContain('acme');
	expect(JSON.parse(read('package.json'))).toMatchObject({
		description: expect.stringContaining('and Acme:'),
		keywords: expect.arrayContaining(['acme']),
		n8n: {
			credentials: expect.arrayContaining(['dist/credentials/AcmeApi.credentials.js']),
			nodes: expect.arrayContaining(['dist/nodes/Acme/AcmeSend.node.js']),
		},
	});
	expect(read('docs', 'README.md')).toContain('- [Acme Send](nodes/acme-send.md): sends WhatsApp');
	const trigger = read('docs', 'nodes', 'whatsapp-gateway-trigger.md');
	expect(trigger).toMatch(/^\| \[Acme\]\(acme-trigger\.md\) +\| Acme API +\| you +\|$/m);
	expect(trigger).toMatch(/^\| Message Edited .*\| +\|$/m);
	expect(trigger).toMatch(/^\| Message Status .*\| yes +\|$/m);
	const translated = read('docs', 'es', 'nodes', 'whatsapp-gateway-trigger.md');
	expect(translated).toMatch(/^\| \[Acme\]\(acme-trigger\.md\) +\| Acme API +\| tú +\|$/m);
	expect(translated).toMatch(/^\| Message Status .*\| sí +\|$/m);
	expect(read('docs', 'options.md')).toMatch(/^\| Acme +\| 5 +\| 20 in a second +\|$/m);
	expect(read('docs', 'sandbox.md')).toMatch(/^\| Acme API +\| `\S+\/acme` +\| API Key `acme-/m);
	expect(read('.github', 'ISSUE_TEMPLATE', 'bug.yml')).toMatch(/- Acme Send\n[^]*- Acme\n/);
	expect(generate(copy)).toEqual({ status: 0, said: ['Nothing is out of date'] });
});

test('a package needs a name, a description and its own keywords; the rest is the main one’s', () => {
	addAcme();
	const own = { name: 'n8n-nodes-acme', description: 'n8n nodes for Acme', keywords: ['acme'] };
	const folder = join('packages', 'n8n-nodes-acme');
	mkdirSync(join(copy, folder));
	writeFileSync(join(copy, folder, 'package.json'), JSON.stringify(own));
	generate(copy);
	const { version, license } = JSON.parse(read('package.json'));
	expect(JSON.parse(read(folder, 'package.json'))).toMatchObject({
		...own,
		version,
		license,
		repository: { directory: 'packages/n8n-nodes-acme' },
		n8n: {
			credentials: [
				'dist/credentials/AcmeApi.credentials.js',
				'dist/credentials/WhatsAppSharedMemoryApi.credentials.js',
			],
			nodes: ['dist/nodes/Acme/Acme.node.js', 'dist/nodes/Acme/AcmeTrigger.node.js'],
		},
	});
	expect(read('docs', 'packages.md')).toMatch(
		/^\| `n8n-nodes-acme` +\| Acme, `n8n-nodes-acme\.acme` +\| Acme Send +\| Acme Trigger, `n8n-nodes-acme\.acmeTrigger` +\| Acme API +\|$/m,
	);
});

const installPartOf = (...page: string[]) =>
	/<!-- generated: install -->\s+([^]*?)\s+<!-- end -->/.exec(read('docs', ...page))?.[1];

test('the page of a node says which packages have it, in its language', () => {
	for (const language of ['es', 'pt-BR']) {
		const folder = join(copy, 'docs', language, 'nodes');
		mkdirSync(folder, { recursive: true });
		for (const page of ['vambe-ticket.md', 'vambe-trigger.md']) {
			writeFileSync(
				join(folder, page),
				'# Vambe\n\n<!-- generated: install -->\n<!-- end -->\n\n## A\n',
			);
		}
	}
	generate(copy);
	expect(installPartOf('nodes', 'vambe-ticket.md')).toBe(
		'This node is **Vambe Ticket** in `n8n-nodes-whatsapp-gateways` and **Vambe › Ticket** in `n8n-nodes-vambe`: [which package to choose](../packages.md). From version 3, n8n needs `N8N_UNVERIFIED_PACKAGES_ENABLED=true` to load packages that it has not verified: [what n8n has to allow](../install.md#what-n8n-has-to-allow).',
	);
	expect(installPartOf('nodes', 'vobiz-send.md')).toContain('and **Vobiz** in `n8n-nodes-vobiz-');
	expect(installPartOf('es', 'nodes', 'vambe-ticket.md')).toMatch(
		/^Este nodo es \*\*Vambe Ticket\*\* en `n8n-nodes-whatsapp-gateways` y .*\(\.\.\/\.\.\/packages\.md\)/,
	);
	expect(installPartOf('pt-BR', 'nodes', 'vambe-ticket.md')).toMatch(
		/^Este nó é .* e \*\*Vambe › Ticket\*\* em `n8n-nodes-vambe`/,
	);
	expect(installPartOf('nodes', 'vambe-trigger.md')).toMatch(
		/^This node is \*\*WhatsApp Gateway Trigger\*\* in .* and \*\*Vambe Trigger\*\* in .* set `N8N_WEBHOOK_URL`/,
	);
	expect(installPartOf('es', 'nodes', 'vambe-trigger.md')).toContain('pon en `N8N_WEBHOOK_URL`');
	expect(installPartOf('nodes', 'whatsapp-gateway-trigger.md')).toMatch(
		/Vambe Trigger.*Evolution Trigger/,
	);
});

test('a folder that says nothing to the trigger is named', () => {
	mkdirSync(join(copy, 'nodes', 'Acme'));
	expect(generate(copy)).toEqual({ status: 1, said: ['nodes/Acme has no trigger.ts'] });
});
