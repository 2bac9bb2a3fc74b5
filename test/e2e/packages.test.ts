import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/setup/command';
import { installCommunityPackage } from '../../scripts/n8n/communityPackage';
import type { WorkflowJson } from '../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';
import { partOf } from '../providers/providers';
import { launchChromium } from '../support/browser/chromium';
import { packageFolders } from '../support/package/packageFolders';
import { START, workflowOf } from '../support/workflows/deliveryWorkflows';
import { savedWorkflows } from '../support/workflows/savedWorkflows';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { after, AFTER, enterByHand, trigger } from '../support/workflows/triggerWorkflow';
import { until } from '../support/stack/until';

/** The packages of single providers, all in one new n8n, as people install them. */
const project = join(__dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

const packages = packageFolders().map((each) => ({
	...each,
	player: partOf(each.provider, 'samples').webhook.players[0],
}));

type Package = (typeof packages)[number];

const MAIN = 'n8n-nodes-whatsapp-gateways.';

/** A workflow in which all of our nodes are in the package too. */
const savedWithNodesOf = ({ nodes: types }: Package) =>
	savedWorkflows.find(({ nodes }) =>
		nodes
			.filter(({ type }) => type.startsWith(MAIN))
			.every(({ type }) => types.includes(type.replace(MAIN, ''))),
	)!;

/** As docs/packages.md says. */
const moved = (workflow: WorkflowJson, { name, provider }: Package) =>
	JSON.parse(
		JSON.stringify(workflow)
			.replaceAll(`${MAIN}whatsAppGatewayTrigger`, `${name}.${provider}Trigger`)
			.replaceAll(MAIN, `${name}.`),
	) as WorkflowJson;

let userFolder: string;
let sandbox: SandboxProcess;
let n8n: N8nProcess;
const credentialIds: Record<string, string> = {};
/** Where the panel of the trigger of a package opens. */
const panels: Record<string, string> = {};

beforeAll(async () => {
	const host = await ensureN8n();
	await runCommand('npx', ['gulp', 'packages'], { cwd: project });
	userFolder = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	const install = async ({ name }: Package) => {
		const tarball = join(project, 'packages', `${name}-${version}.tgz`);
		await installCommunityPackage(tarball, name, join(userFolder, '.n8n', 'nodes'));
	};
	await Promise.all(packages.map(install));
	sandbox = await startSandboxProcess();
	const [port, brokerPort] = [await freePort(), await freePort()];
	n8n = await N8nProcess.start({ host, userFolder, port, brokerPort });
	await n8n.client.signIn();
	for (const { name, type, data } of sandboxCredentials(sandbox.url)) {
		credentialIds[type] = await n8n.client.saveCredential(name, type, data);
	}
});
afterAll(async () => {
	await n8n?.stop();
	await sandbox?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

/** @throws UserError where n8n does not know one of them */
const described = async (...types: string[]) =>
	await n8n.client.rest<Array<{ displayName: string }>>('POST', '/node-types', {
		nodeInfos: types.map((name) => ({ name, version: 1 })),
	});

describe.each(packages)('$name', (single) => {
	const { name, provider, displayName, player, nodes } = single;
	const { server, account, listener: chosen } = player;

	test('n8n knows its nodes, and no node of another in it', async () => {
		const known = await described(...nodes.map((node) => `${name}.${node}`));
		expect(known.map((type) => type.displayName)).toContain(`${displayName} Trigger`);
		const [other] = packages.filter((each) => each !== single);
		for (const stranger of [`${name}.${other.nodes[0]}`, `${name}.whatsAppGatewayTrigger`]) {
			await expect(described(stranger)).rejects.toThrow(/unrecognized node type/i);
		}
	});

	test('a workflow of the main package sends after the move', async () => {
		await sandbox.clear();
		const workflow = moved(savedWithNodesOf(single), single);
		const workflowId = await n8n.client.importWorkflow(workflow, credentialIds);
		const { error, status } = await n8n.client.run(workflowId, START);
		expect({ error, status }).toEqual({ error: undefined, status: 'success' });
		const messages = await sandbox.messages();
		expect(messages.length).toBeGreaterThan(0);
		expect(messages.filter((each) => each.provider !== server || !each.accepted)).toEqual([]);
	});

	test('its trigger starts a workflow for its provider, and for nobody else', async () => {
		const listener = trigger(provider, { ...chosen });
		const workflow = moved(workflowOf(`${name} listens`, [listener, after()]), single);
		expect(workflow.nodes[0].type).toBe(`${name}.${provider}Trigger`);
		const workflowId = await n8n.client.importWorkflow(workflow, credentialIds);
		panels[name] = `${n8n.client.url}/workflow/${workflowId}/${listener.id}`;
		await n8n.client.activate(workflowId);
		const url = `${n8n.client.url}/webhook/${listener.webhookId}/webhook`;
		await enterByHand(sandbox, provider, url);

		expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
		const reply = { from: '+56912345678', type: 'text', text: 'Hello', account };
		await sandbox.reply({ provider: server, ...reply });
		await until(20, async () => (await n8n.client.executionsOf(workflowId, 10)).length > 0);
		const executions = await n8n.client.executionsOf(workflowId, 10);
		expect(executions).toHaveLength(1);
		expect((await n8n.client.untilEnded(executions[0])).outputOf(AFTER)).toMatchObject([
			{ provider, event: 'message.received', message: { text: 'Hello' } },
		]);
		await n8n.client.deactivate(workflowId);
	});
});

test('the panel of a trigger shows its credential, and no provider to choose', async () => {
	const browser = await launchChromium();
	try {
		const editor = await browser.newPage();
		const { email, password } = n8n.client.login;
		await editor.goto(`${n8n.client.url}/signin`);
		await editor.fill('input[name=emailOrLdapLoginId]', email);
		await editor.fill('input[type=password]', password);
		await editor.keyboard.press('Enter');
		await editor.waitForURL((address) => !address.pathname.includes('signin'));
		await editor.goto(panels['n8n-nodes-evolution-contact']);
		await editor.locator('[data-test-id="parameter-input-instance"]').waitFor();
		const credential = editor.locator('[data-test-id="node-credentials-select"] input');
		expect(await credential.inputValue()).toBe('Evolution (sandbox)');
		expect(await editor.locator('[data-test-id="parameter-input-provider"]').count()).toBe(0);
	} finally {
		await browser.close();
	}
});
