import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { tags } from '../../scripts/n8n/n8nVersions';

/** What GitHub reads: it says nothing of a mistake in these until it is too late. */
const project = join(__dirname, '..', '..');
const github = join(project, '.github');

const read = (...path: string[]) => readFileSync(join(project, ...path), 'utf8');
const yamlIn = (folder: string) =>
	readdirSync(join(github, folder)).filter((file) => file.endsWith('.yml'));

const { scripts, n8n } = JSON.parse(read('package.json')) as {
	scripts: Record<string, string>;
	n8n: { nodes: string[] };
};

interface Job {
	uses?: string;
	needs?: string | string[];
	environment?: string;
	if?: string;
	permissions?: Record<string, string>;
	strategy?: { matrix: Record<string, unknown[]> };
	'runs-on'?: string;
	steps?: Array<{
		uses?: string;
		run?: string;
		with?: Record<string, unknown>;
		env?: Record<string, string>;
	}>;
}

interface Workflow {
	on: Record<string, unknown>;
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const workflow = (file: string) =>
	parse(read('.github', 'workflows', file), { strict: true }) as Workflow;
const stepsOf = (file: string) =>
	Object.values(workflow(file).jobs).flatMap(({ steps = [] }) => steps);

const commandsOf = ({ steps = [] }: Job) => steps.flatMap(({ run }) => run ?? []);

const files = yamlIn('workflows');

test('there are workflows and forms to judge', () => {
	expect(files).toEqual(['ci.yml', 'codeql.yml', 'compatibility.yml', 'publish.yml']);
	expect(yamlIn('ISSUE_TEMPLATE')).toEqual(['bug.yml', 'config.yml', 'feature.yml']);
});

/** npm's own commands. */
const OF_NPM = ['pack', 'publish'];

describe.each(files)('%s', (file) => {
	test('runs scripts that exist', () => {
		const run = stepsOf(file).flatMap(({ run: command }) => command ?? []);
		const named = run.flatMap((command) =>
			[...command.matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, name]) => name),
		);
		expect(named.filter((name) => !OF_NPM.includes(name) && !(name in scripts))).toEqual([]);
	});

	test('may read and no more, but where a job says so', () => {
		expect(workflow(file).permissions).toEqual({ contents: 'read' });
	});

	test('pins its actions to a commit, and says which version that is', () => {
		const actions = [...read('.github', 'workflows', file).matchAll(/uses: (?!\.\/)(.*)$/gm)];
		expect(actions.length).toBeGreaterThan(0);
		const loose = actions.map(([, action]) => action);
		expect(loose.filter((action) => !/@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
	});

	test('calls workflows and needs jobs that exist', () => {
		const { jobs } = workflow(file);
		for (const { uses, needs = [] } of Object.values(jobs)) {
			if (uses) expect(existsSync(join(project, uses))).toBe(true);
			for (const name of [needs].flat()) expect(Object.keys(jobs)).toContain(name);
		}
	});
});

test('CI: npm test on Linux and Windows with Node 20, 22 and 24, then the end-to-end tests and Docker', () => {
	const { on, jobs } = workflow('ci.yml');
	expect(Object.keys(on)).toEqual(expect.arrayContaining(['push', 'pull_request']));
	expect(jobs.test.strategy?.matrix).toEqual({
		os: ['ubuntu-latest', 'windows-latest'],
		node: [20, 22, 24],
	});
	expect(commandsOf(jobs.test)).toContain('npm test');
	expect(commandsOf(jobs.e2e)).toContain('npm run test:e2e');
	// The only place where the compose files meet a Docker.
	expect(commandsOf(jobs.docker)).toEqual(['npm run test:docker']);
});

test('publishing: only after all of CI, what was built from this tag, with provenance', () => {
	const { on, jobs } = workflow('publish.yml');
	expect(on).toEqual({ push: { tags: ['*.*.*'] } });
	expect(jobs.test.uses).toBe('./.github/workflows/ci.yml');
	expect(Object.keys(workflow('ci.yml').on)).toContain('workflow_call');
	expect(jobs.build.needs).toBe('test');
	expect(jobs.publish.needs).toBe('build');
	const artifact = ({ steps = [] }: Job, action: string) =>
		steps.find(({ uses }) => uses?.startsWith(`actions/${action}-artifact@`))?.with?.name;
	expect(artifact(jobs.build, 'upload')).toBe('tarballs');
	expect(artifact(jobs.publish, 'download')).toBe('tarballs');
	expect(commandsOf(jobs.publish).join()).toMatch(/npm publish .*--provenance --access public/);
	expect(scripts.release).toBe('n8n-node release');
	const { publishConfig } = JSON.parse(read('package.json')) as { publishConfig: unknown };
	expect(publishConfig).toEqual({ access: 'public', provenance: true });
});

test('publishing: one job alone may, which runs nothing of ours and waits to be approved', () => {
	const { jobs } = workflow('publish.yml');
	const { publish, ...others } = jobs;
	expect(publish.environment).toBe('npm');
	expect(publish.permissions).toEqual({ 'id-token': 'write' });
	expect(publish.steps?.filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
	const commands = commandsOf(publish);
	expect(commands).toHaveLength(1);
	expect(commands[0]).toContain('--ignore-scripts');
	for (const job of Object.values(others)) {
		expect(job.permissions).toBeUndefined();
		expect(job).not.toHaveProperty('secrets');
		expect(JSON.stringify(job)).not.toContain('secrets.');
	}
});

describe('compatibility', () => {
	const { on, jobs } = workflow('compatibility.yml');
	const { try: tried, report } = jobs;
	const [{ run: script = '', env = {} }] = report.steps!;

	test('every week, in the n8n that npm has and the one that comes next', () => {
		expect(on).toMatchObject({ schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \d$/) }] });
		expect(tried.strategy?.matrix).toEqual({ n8n: tags });
		expect(commandsOf(tried)).toEqual(['npm run test:compat -- ${{ matrix.n8n }}']);
	});

	test('one job alone may write, issues and no more, after a failure, and runs nothing of ours', () => {
		expect(tried.permissions).toBeUndefined();
		expect(report.permissions).toEqual({ issues: 'write' });
		expect(report.needs).toBe('try');
		expect(report.if).toContain('failure()');
		expect(report.steps).toHaveLength(1);
		// A title or an address never becomes part of a command.
		expect(script).not.toContain('${{');
	});

	/** @returns what the job asks of GitHub's command line, which knows of these open issues */
	function reported(openIssues: string): string[] {
		const folder = mkdtempSync(join(tmpdir(), 'gh-'));
		const said = join(folder, 'said');
		const gh = `#!/bin/sh\necho "$1 $2 $3" >> ${said}\n[ "$2" != list ] || echo "${openIssues}"\n`;
		writeFileSync(join(folder, 'gh'), gh, { mode: 0o755 });
		execFileSync('sh', ['-e', '-c', script], {
			env: { ...env, PATH: `${folder}:${process.env.PATH}` },
		});
		const asked = readFileSync(said, 'utf8').trim().split('\n');
		rmSync(folder, { recursive: true });
		return asked;
	}

	// The job runs on Linux.
	const onLinux = process.platform === 'win32' ? test.skip : test;

	onLinux('a failure opens an issue', () => {
		expect(reported('')).toEqual(['issue list --state', 'issue create --title']);
	});

	onLinux('a failure is added to the issue that is open', () => {
		expect(reported('12')).toEqual(['issue list --state', 'issue comment 12']);
	});
});

test('Dependabot looks into folders that exist', () => {
	const { updates } = parse(read('.github', 'dependabot.yml')) as {
		updates: Array<{ 'package-ecosystem': string; directory: string }>;
	};
	expect(updates.map(({ directory }) => directory)).toEqual(['/', '/host', '/']);
	for (const { 'package-ecosystem': ecosystem, directory } of updates) {
		const wanted = ecosystem === 'npm' ? 'package-lock.json' : '.github/workflows';
		expect(existsSync(join(project, directory, wanted))).toBe(true);
	}
});

/** GitHub's schema of issue forms, as far as ours go. */
const id = z.string().regex(/^[\w-]+$/);
const validations = z.object({ required: z.boolean() }).strict().optional();
const described = { label: z.string().min(1), description: z.string().optional() };
const written = { ...described, placeholder: z.string().optional(), value: z.string().optional() };
const field = z.discriminatedUnion('type', [
	z
		.object({
			type: z.literal('markdown'),
			attributes: z.object({ value: z.string().min(1) }).strict(),
		})
		.strict(),
	z
		.object({ type: z.literal('input'), id, attributes: z.object(written).strict(), validations })
		.strict(),
	z
		.object({
			type: z.literal('textarea'),
			id,
			attributes: z.object({ ...written, render: z.string().optional() }).strict(),
			validations,
		})
		.strict(),
	z
		.object({
			type: z.literal('dropdown'),
			id,
			attributes: z.object({ ...described, options: z.array(z.string()).min(1) }).strict(),
			validations,
		})
		.strict(),
	z
		.object({
			type: z.literal('checkboxes'),
			id,
			attributes: z
				.object({
					...described,
					options: z.array(z.object({ label: z.string(), required: z.boolean() }).strict()),
				})
				.strict(),
		})
		.strict(),
]);
const form = z
	.object({
		name: z.string().min(1),
		description: z.string().min(1),
		labels: z.array(z.string()).optional(),
		body: z.array(field).min(1),
	})
	.strict();

const forms = yamlIn('ISSUE_TEMPLATE').filter((file) => file !== 'config.yml');

test.each(forms)('%s is a form that GitHub takes', (file) => {
	const { body } = form.parse(parse(read('.github', 'ISSUE_TEMPLATE', file)));
	const asked = body.flatMap((each) => (each.type === 'markdown' ? [] : [each]));
	expect(asked.length).toBeGreaterThan(0);
	for (const of of [asked.map((each) => each.id), asked.map((each) => each.attributes.label)]) {
		expect(new Set(of).size).toBe(of.length);
	}
	for (const each of asked) {
		if (each.type !== 'dropdown') continue;
		expect(new Set(each.attributes.options).size).toBe(each.attributes.options.length);
	}
});

test('the bug form offers every node of the package', () => {
	const { body } = form.parse(parse(read('.github', 'ISSUE_TEMPLATE', 'bug.yml')));
	const [offered] = body.flatMap((each) =>
		each.type === 'dropdown' && each.id === 'node' ? [each.attributes.options] : [],
	);
	const index = read('docs', 'README.md');
	const nodes = [...index.matchAll(/^- \[([^\]]+)\]\(nodes\//gm)].map(([, name]) => name);
	expect(nodes).toHaveLength(n8n.nodes.length);
	expect(offered).toEqual(expect.arrayContaining(nodes));
});

test('the links beside the forms are whole', () => {
	const config = z
		.object({
			blank_issues_enabled: z.boolean(),
			contact_links: z.array(
				z
					.object({ name: z.string().min(1), url: z.string().url(), about: z.string().min(1) })
					.strict(),
			),
		})
		.strict();
	config.parse(parse(read('.github', 'ISSUE_TEMPLATE', 'config.yml')));
});
