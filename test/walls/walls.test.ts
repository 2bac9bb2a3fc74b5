import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { project } from '../support/package/pages';

/** `npm run walls` finds nothing in the project; here each wall is broken on purpose. */
const { forbidden } = jest.requireActual<{ forbidden: Array<{ name: string }> }>(
	join(project, '.dependency-cruiser.cjs'),
);

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'walls-'));
	symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
	copyFileSync(join(project, 'tsconfig.dev.json'), join(folder, 'tsconfig.dev.json'));
	copyFileSync(join(project, 'tsconfig.json'), join(folder, 'tsconfig.json'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function layFiles(files: Record<string, string>) {
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	}
}

/** What a tool of the project prints as JSON about the folder. */
function reportOf<T>(tool: string, ...args: string[]) {
	const bin = join(project, 'node_modules', tool);
	const { stdout } = spawnSync(process.execPath, [bin, ...args], {
		cwd: folder,
		encoding: 'utf8',
	});
	return JSON.parse(stdout) as T;
}

const EMPTY = 'export {};';
const importing = (...files: string[]) => files.map((file) => `import '${file}';`).join('\n');

/** What may stand: here so that a wall does not forbid everything. */
const SOUND = {
	'nodes/shared/contract/operation.ts': 'export interface Operation {}',
	'nodes/shared/lib/json.ts': EMPTY,
	'nodes/shared/lib/libraries.ts': importing('zod'),
	'nodes/shared/lib/secrets.ts': importing('node:crypto', './libraries'),
	'nodes/shared/outcome/verdict.ts': importing('../contract/operation', '../lib/json'),
	'nodes/shared/http/client.ts': `import type { ZodType } from 'zod';\n${importing('../outcome/verdict', 'n8n-workflow')}`,
	'nodes/shared/delivery/deliver.ts': importing('../http/client'),
	'nodes/shared/descriptions/fields.ts': EMPTY,
	'nodes/Sound/descriptions/send.ts': importing('../../shared/descriptions/fields'),
	'nodes/Sound/sendText.ts': importing('../shared/http/client', './inbound'),
	'nodes/Sound/inbound.ts': EMPTY,
	'nodes/Sound/trigger.ts': `import type { Operation } from '../shared/contract/operation';\nexport const inbound = async () => await import('./inbound');`,
	'nodes/Sound/SoundSend.node.ts': `${importing('n8n-workflow', './descriptions/send')}\nimport type { Client } from '../shared/http/client';\nexport const run = async () => [await import('./sendText'), await import('../shared/delivery/deliver')];`,
	'nodes/WhatsAppGateway/providers.ts': importing('../Sound/trigger'),
	'sandbox/sound/index.ts': importing('fastify', 'node:fs'),
	'scripts/start.ts': importing('../sandbox/sound'),
};

/** What the breaches reach for. */
const TEMPTING = {
	'nodes/shared/homeless.ts': EMPTY,
	'nodes/shared/webhook/sideways.ts': EMPTY,
	'nodes/Heavy/sendText.ts': EMPTY,
	'scripts/there.ts': `import type { Here } from './here';\nexport interface There {}`,
};

/** By the wall, what breaks it and nothing else. */
const BREACHES: Record<string, Record<string, string>> = {
	'floor-contract': {
		'nodes/shared/contract/low.ts': `import type { Json } from '../lib/json';`,
	},
	'floor-lib': {
		'nodes/shared/lib/low.ts': `import type { Operation } from '../contract/operation';`,
	},
	'floor-outcome': { 'nodes/shared/outcome/low.ts': importing('../http/client') },
	'floor-http': { 'nodes/shared/http/low.ts': importing('../delivery/deliver') },
	'floor-validation': { 'nodes/shared/validation/low.ts': importing('../http/client') },
	'floor-methods': { 'nodes/shared/methods/low.ts': importing('../delivery/deliver') },
	'floor-optOuts': { 'nodes/shared/optOuts/low.ts': importing('../delivery/deliver') },
	'floor-sharedMemory': { 'nodes/shared/sharedMemory/low.ts': importing('../delivery/deliver') },
	'floor-webhook': { 'nodes/shared/webhook/low.ts': importing('../delivery/deliver') },
	'floor-cloudApi': { 'nodes/shared/cloudApi/low.ts': importing('../http/client') },
	'floor-delivery': { 'nodes/shared/delivery/low.ts': importing('../webhook/sideways') },
	'floor-sendAndWait': { 'nodes/shared/sendAndWait/low.ts': importing('../webhook/sideways') },
	'floor-descriptions': {
		'nodes/shared/descriptions/low.ts': `export const run = async () => await import('../http/client');`,
	},
	'a-room-for-each': { 'nodes/Homeless/homeless.ts': importing('../shared/homeless') },
	'no-circles': {
		'scripts/here.ts': `import type { There } from './there';\nexport interface Here {}`,
	},
	'providers-apart': {
		'nodes/Curious/other.ts': importing('../Sound/inbound'),
		'nodes/Curious/builtin.ts': importing('node:fs'),
		'nodes/Curious/library.ts': importing('zod'),
	},
	'trigger-by-parts': {
		'nodes/WhatsAppGateway/eager.ts': `export const run = async () => await import('../Sound/inbound');`,
	},
	'delivery-by-nodes': { 'nodes/Hasty/sendText.ts': importing('../shared/delivery/deliver') },
	'light-at-once': {
		'nodes/Heavy/HeavySend.node.ts': importing('./sendText'),
		'nodes/Heavy/trigger.ts': importing('../shared/http/client'),
		'nodes/Heavy/descriptions/send.ts': importing('../sendText'),
	},
	'npm-by-one-door': {
		'nodes/shared/lib/library.ts': importing('zod'),
		'nodes/shared/lib/builtin.ts': importing('node:fs'),
	},
	'nodes-apart': {
		'nodes/shared/lib/workshop.ts': `import type { Ports } from '../../../scripts/start';`,
		'credentials/SoundApi.credentials.ts': importing('../sandbox/sound'),
	},
	'sandbox-apart': {
		'sandbox/sound/node.ts': importing('../../nodes/Sound/inbound'),
		'sandbox/sound/script.ts': importing('../../scripts/start'),
	},
};

test('no wall lacks a breach', () => {
	expect(Object.keys(BREACHES).sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

test('every breach is reported by the name of its wall, and nothing else is', () => {
	for (const files of [SOUND, TEMPTING, ...Object.values(BREACHES)]) layFiles(files);
	const { summary } = reportOf<{
		summary: { violations: Array<{ from: string; rule: { name: string } }> };
	}>(
		'dependency-cruiser/bin/dependency-cruise.mjs',
		...['--config', join(project, '.dependency-cruiser.cjs'), '--output-type', 'json'],
		...['nodes', 'credentials', 'sandbox', 'scripts'],
	);
	const found = summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
	const broken = Object.entries(BREACHES).flatMap(([wall, files]) =>
		Object.keys(files).map((file) => `${wall}: ${file}`),
	);
	expect([...new Set(found)].sort()).toEqual(broken.sort());
});

test('a file and an export that nothing uses are reported', () => {
	copyFileSync(join(project, 'knip.jsonc'), join(folder, 'knip.jsonc'));
	layFiles({
		'package.json': '{ "name": "dead-code" }',
		'nodes/Sound/SoundSend.node.ts': `import { used } from './used';\nexport const node = used;`,
		'nodes/Sound/used.ts': 'export const used = 1;\nexport const unused = 2;',
		'nodes/Sound/orphan.ts': 'export const orphan = 1;',
	});
	const { issues } = reportOf<{
		issues: Array<{ file: string; files: unknown[]; exports: Array<{ name: string }> }>;
	}>('knip/bin/knip.js', '--reporter', 'json', '--include', 'files,exports');
	expect(issues.filter(({ files }) => files.length > 0).map(({ file }) => file)).toEqual([
		'nodes/Sound/orphan.ts',
	]);
	expect(issues.flatMap(({ exports }) => exports.map(({ name }) => name))).toEqual(['unused']);
});
