import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles, readExample } from '../../scripts/examples';
import type { WorkflowJson } from '../../scripts/n8n/n8nClient';
import { host } from '../../scripts/n8n/n8nVersions';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';

/** What n8n 2 says of version 3, in the n8n of `npm start` with all examples: docs/compatibility.md. */
const project = join(__dirname, '..', '..');

let stack: RestartableStack;
beforeAll(async () => {
	stack = await openRestartableStack();
});
afterAll(async () => await stack?.stop());

/** The variables that n8n logs as deprecated when it starts. */
const deprecated = () => [...stack.log().matchAll(/^ - ([A-Z\d_]+) -> /gm)].map(([, name]) => name);

test('n8n deprecates nothing of how it is started but its own task runner', () => {
	expect(deprecated()).toEqual(['N8N_RUNNERS_MODE']);
});

/** Nobody has entered a key for a model. */
const hasModel = ({ nodes }: WorkflowJson) => nodes.some(({ type }) => type.startsWith('@n8n/'));

test('neither the nodes nor the triggers log anything deprecated', async () => {
	const listening = exampleFiles()
		.map((file) => readExample(file))
		.filter(({ nodes }) => nodes.some(({ type }) => type.endsWith('GatewayTrigger')))
		.filter((example) => !hasModel(example));
	expect(listening.length).toBeGreaterThan(1);
	for (const { name } of listening) {
		const workflowId = await stack.n8n.findWorkflow(name);
		await stack.n8n.activate(workflowId!);
		await stack.n8n.deactivate(workflowId!);
	}
	expect(stack.log()).not.toMatch(/DeprecationWarning/);
});

test.each(['v2', 'v3'])('docs/compatibility.md has every rule of %s', (version) => {
	const rules = join(host, 'node_modules', 'n8n', 'dist', 'modules', 'breaking-changes', 'rules');
	const names = readdirSync(join(rules, version)).flatMap(
		(file) => /^(.+)\.rule\.js$/.exec(file)?.[1] ?? [],
	);
	expect(names.length).toBeGreaterThan(10);
	const page = readFileSync(join(project, 'docs', 'compatibility.md'), 'utf8');
	expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

interface MigrationReport {
	totalWorkflows: number;
	report: { workflowResults: Array<{ ruleId: string }> };
}

test.each(['v2', 'v3'])(
	"n8n's migration report to %s has nothing on the examples",
	async (version) => {
		const { report, totalWorkflows } = await stack.n8n.rest<MigrationReport>(
			'POST',
			`/breaking-changes/report/refresh?version=${version}`,
		);
		expect(totalWorkflows).toBe(exampleFiles().length);
		expect(report.workflowResults).toEqual([]);
	},
);

test('where n8n protects its network, a node says that nothing was sent, and what to allow', async () => {
	const { name, nodes } = readExample('open-tickets.json');
	const workflowId = await stack.n8n.findWorkflow(name);
	await stack.clear();
	await stack.restart('SIGTERM', { N8N_SSRF_PROTECTION_ENABLED: 'true' });
	const { error } = await stack.n8n.run(workflowId!, nodes[0].name);
	expect(error?.message).toMatch(
		/n8n does not allow requests to the address of Vambe\..*N8N_SSRF_ALLOWED_IP_RANGES.*Nothing was sent/,
	);
	expect(await stack.messages()).toEqual([]);
});
