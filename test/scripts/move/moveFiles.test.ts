import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExample } from '../../../scripts/examples';
import { readCounterparts } from '../../../scripts/move/counterparts';
import { moveFiles } from '../../../scripts/move/moveFiles';
import { project } from '../../support/package/pages';

const VAMBE = 'n8n-nodes-vambe';
const counterparts = readCounterparts();
const move = (args: string[]) => moveFiles(args, counterparts);

const example = readExample('any-provider.json');

let folder: string;
let shop: string;

const inFolder = (...path: string[]) => join(folder, ...path);

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'workflows-'));
	shop = inFolder('shop.json');
	writeFileSync(shop, JSON.stringify(example));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

const typesIn = ({ nodes }: { nodes: Array<{ type: string }> }) =>
	nodes.map(({ type }) => type).filter((type) => type.startsWith(VAMBE));

const OF_VAMBE = [`${VAMBE}.vambeTrigger`, `${VAMBE}.vambe`];

test('it writes beside the file, and says what moved and what did not', () => {
	const lines = move(['--to', VAMBE, shop]).split('\n');
	expect(read(shop)).toEqual(example);
	expect(typesIn(read(inFolder('shop.moved.json')))).toEqual(OF_VAMBE);
	expect(lines.slice(0, 5)).toEqual([
		`${shop} → ${inFolder('shop.moved.json')}`,
		`  ${example.name}`,
		'    moved       "Through Vambe"',
		'    moved       "Answer by Vambe"',
		expect.stringMatching(/^ {4}NOT MOVED {3}"Through AIsoule" \(.+Trigger\): It belongs to /),
	]);
});

test('it takes a list of workflows as n8n exports it, and several packages', () => {
	const all = inFolder('all.json');
	const empty = { ...example, nodes: [] };
	writeFileSync(all, JSON.stringify([example, empty]));
	const out = inFolder('new', 'files');
	move(['--to', `${VAMBE},n8n-nodes-aisoule`, '--out', out, all]);
	const [first, second] = read(join(out, 'all.json'));
	expect(typesIn(first)).toEqual(OF_VAMBE);
	expect(JSON.stringify(first)).toContain('n8n-nodes-aisoule.aisoule"');
	expect(second).toEqual(empty);
});

test('over a file that is there it writes only when told to', () => {
	const here = ['--to', VAMBE, '--out', folder, shop];
	expect(() => move(here)).toThrow(`${shop} would replace ${shop}.`);
	expect(read(shop)).toEqual(example);
	move(['--overwrite', ...here]);
	expect(typesIn(read(shop))).toEqual(OF_VAMBE);
	expect(readdirSync(folder)).toEqual(['shop.json']);
});

test.each([[[]], [['--overwrite']]])(
	'two files of one name are not written to one place: %j',
	(more) => {
		const twice = ['--to', VAMBE, '--out', inFolder('new'), ...more, shop, shop];
		expect(() => move(twice)).toThrow('which another of these files becomes');
		expect(readdirSync(folder)).toEqual(['shop.json']);
	},
);

test('a file in which nothing moves is not written', () => {
	writeFileSync(shop, JSON.stringify({ ...example, nodes: [] }));
	expect(move(['--to', VAMBE, shop])).toBe(`${shop} is not written: nothing moved`);
	expect(readdirSync(folder)).toEqual(['shop.json']);
});

test.each([
	[['--to', VAMBE], 'Name the files to move.'],
	[['shop.json'], 'not "".'],
	[['--to', 'n8n-nodes-nova', 'shop.json'], 'not "n8n-nodes-nova".'],
	[['--to', `n8n-nodes-whatsapp-gateways,${VAMBE}`, 'shop.json'], '--to takes'],
	[['--to', VAMBE, '--force', 'shop.json'], "Unknown option '--force'"],
	[['--to', VAMBE, 'shop.json', 'missing.json'], 'missing.json cannot be read: ENOENT'],
	[['--to', VAMBE, 'shop.json', 'text.json'], 'text.json cannot be read: Unexpected token'],
	[['--to', VAMBE, 'shop.json', 'list.json'], 'downloads it. nodes.0.type: Required.'],
	[['--to', VAMBE, 'shop.json', 'number.json'], 'number.json is not a workflow'],
])('refused, with nothing written: %j', (args, said) => {
	writeFileSync(inFolder('text.json'), 'Hello');
	writeFileSync(inFolder('number.json'), '7');
	writeFileSync(inFolder('list.json'), '[{ "nodes": [{ "name": "A" }] }]');
	const files = readdirSync(folder);
	const absolute = args.map((each) => (each.endsWith('.json') ? inFolder(each) : each));
	expect(() => move(absolute)).toThrow(said);
	expect(readdirSync(folder)).toEqual(files);
});

test('the command says how it is used, and fails where it is used in another way', () => {
	const run = (...args: string[]) =>
		spawnSync(process.execPath, ['--import', 'tsx', 'scripts/moveWorkflows.ts', ...args], {
			cwd: project,
			encoding: 'utf8',
		});
	const { status, stdout } = run('--help');
	expect({ status, stdout }).toMatchObject({
		status: 0,
		stdout: expect.stringMatching(/^npm run move-workflows -- --to PACKAGE FILE/),
	});
	const failed = run('--to', VAMBE, shop, inFolder('missing.json'));
	expect(failed.status).toBe(1);
	expect(failed.stderr).toContain('missing.json cannot be read');
	expect(failed.stderr).not.toMatch(/\n\s+at /);
});
