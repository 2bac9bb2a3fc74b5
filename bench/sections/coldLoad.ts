import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../scripts/setup/command';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { host } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { interleaved, median, ratio } from '../figures';
import { benchFolder, filesOf, MINIMAL, OURS, peerFolder, SKELETON } from '../packages';
import { nodeOfN8n } from '../processes';
import type { Section } from '../section';

const LOADS = 21;
const LOADER_RUNS = 7;
const STARTS = 3;

const MAX_OF_SKELETON = 1.5;
const MAX_MODULES = 15;

interface Loaded {
	ms: number;
	modules: number;
}

const BUILT_IN = 'built-in WhatsApp';
const folderOf = (name: string) =>
	name === BUILT_IN ? join(host, 'node_modules/n8n-nodes-base') : peerFolder(name);

const packages = [OURS, SKELETON, MINIMAL, 'n8n-nodes-evolution-api', BUILT_IN];

async function load(name: string, how: 'files' | 'loader'): Promise<Loaded> {
	const files = name === BUILT_IN ? filesOf(folderOf(name), /WhatsApp/) : filesOf(folderOf(name));
	const printed = await runCommand(
		nodeOfN8n,
		[join(__dirname, '..', 'loadPackage.cjs'), folderOf(name), how, ...files],
		{ cwd: host },
	);
	return JSON.parse(printed.trim().split('\n').at(-1)!) as Loaded;
}

/** Starts n8n with our package alone. */
async function startN8n() {
	const modulesFile = join(benchFolder, 'loaded-modules');
	rmSync(modulesFile, { force: true });
	const begun = performance.now();
	const n8n = await N8nProcess.start({
		host,
		userFolder: benchFolder,
		port: await freePort(),
		brokerPort: await freePort(),
		env: {
			NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, '..', 'recordModules.cjs'))}`,
			BENCH_MODULES: modulesFile,
		},
	});
	const ms = performance.now() - begun;
	await n8n.stop();
	const modules = existsSync(modulesFile)
		? readFileSync(modulesFile, 'utf8').trim().split('\n')
		: [];
	return { ms, ours: modules.filter((file) => file.includes(OURS)) };
}

/** What n8n pays for a package that is installed, before anybody uses it. */
export const coldLoad: Section = {
	name: 'cold-load',
	title: 'Loading',
	method: `Every node and credential file of a package is required and instantiated in a fresh process of the Node that n8n runs on, with n8n-workflow already there: the median of ${LOADS} interleaved rounds. The skeleton has our files with our descriptions and no code; the minimal node has two fields. The share of n8n's start is the time that n8n's own loader takes for the package (median of ${LOADER_RUNS}) by the time from the start of n8n to its first answer (median of ${STARTS}); which modules it loads at a start is written down by a hook in n8n.`,
	async measure() {
		const loads = await interleaved(packages, LOADS, async (name) => await load(name, 'files'));
		const own = packages.filter((name) => name !== BUILT_IN);
		const starts = await interleaved(own, LOADER_RUNS, async (name) => await load(name, 'loader'));
		// The first start creates the database.
		await startN8n();
		const n8nStarts = [];
		for (let start = 0; start < STARTS; start++) n8nStarts.push(await startN8n());

		const ms = (name: string) => median(loads[name].map((loaded) => loaded.ms));
		const startMs = median(n8nStarts.map((start) => start.ms));
		const share = (name: string) => median(starts[name].map((loaded) => loaded.ms));
		const [{ modules }] = loads[OURS];
		const beside = ms(OURS) / ms(SKELETON);
		const { ours } = n8nStarts[0];
		const unexpected = ours.filter((file) => !file.endsWith('.credentials.js'));
		const credentials = ours.length - unexpected.length;
		return {
			table: {
				columns: ['Package', 'ms', '× skeleton', 'modules', "ms of n8n's start", 'share of it'],
				rows: packages.map((name) => [
					name === OURS ? 'ours' : name,
					ms(name).toFixed(1),
					ratio(ms(name) / ms(SKELETON)),
					loads[name][0].modules,
					...(name === BUILT_IN
						? ['', '']
						: [share(name).toFixed(1), `${((100 * share(name)) / startMs).toFixed(2)} %`]),
				]),
			},
			targets: [
				{
					what: 'Cold load of all node and credential files, by that of the skeleton',
					measured: ratio(beside),
					wanted: `at most ${MAX_OF_SKELETON}`,
					met: beside <= MAX_OF_SKELETON,
				},
				{
					what: 'Modules of a cold load',
					measured: String(modules),
					wanted: `at most ${MAX_MODULES}`,
					met: modules <= MAX_MODULES,
				},
				{
					what: 'Our modules that n8n loads at its start, its credential files aside',
					measured: `${unexpected.length} (and ${credentials} credential files)`,
					wanted: '0',
					met: unexpected.length === 0 && credentials > 0,
				},
			],
			notes: [
				"The built-in node belongs to a package that n8n always has and loads lazily, so that it has no share of its own in n8n's start.",
			],
		};
	},
};
