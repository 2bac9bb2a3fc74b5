import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleFiles, readExample } from '../../scripts/examples';
import { readCounterparts } from '../../scripts/move/counterparts';
import { moveWorkflow } from '../../scripts/move/moveWorkflow';
import { installCommunityPackage } from '../../scripts/n8n/communityPackage';
import type { WorkflowJson } from '../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { saveCredentials } from '../../scripts/n8n/sandboxCredentials';
import { freePort } from '../../scripts/ports';
import { vambeChannel } from '../support/agent/agentTools';
import { AGENT } from '../support/agent/agentWorkflow';
import { saveModelCredential } from '../support/agent/modelCredential';
import { BOSS, CUSTOMER, reviewedAgent } from '../support/agent/reviewedAgent';
import { startStandInModel, type StandInModel } from '../support/agent/standInModel';
import { packageFolders } from '../support/package/packageFolders';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { callWebhook } from '../support/stack/webhookCall';
import { ASK, linkIn, untilAsked, untilWaiting } from '../support/workflows/askingWorkflow';
import { credentialOf } from '../support/workflows/credentialOf';
import { prepareAgents, testExamples } from '../support/workflows/exampleRuns';

/** The examples in an n8n that has the packages of single providers, and not the main one. */
const project = join(__dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

const names = packageFolders().map(({ name }) => name);
const counterparts = readCounterparts();

const moved = (workflow: WorkflowJson) => moveWorkflow(workflow, names, counterparts).workflow;

/** Those with a node that only the main package has stay with it. */
const canMove = (file: string) =>
	moveWorkflow(readExample(file), names, counterparts).left.length === 0;

let userFolder: string;
let sandbox: SandboxProcess;
let n8n: N8nProcess;
let model: StandInModel;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	const host = await ensureN8n();
	userFolder = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	for (const name of names) {
		const tarball = join(project, 'packages', `${name}-${version}.tgz`);
		await installCommunityPackage(tarball, name, join(userFolder, '.n8n', 'nodes'));
	}
	[sandbox, model] = await Promise.all([startSandboxProcess(), startStandInModel()]);
	const [port, brokerPort] = [await freePort(), await freePort()];
	n8n = await N8nProcess.start({ host, userFolder, port, brokerPort });
	await n8n.client.signIn();

	credentialIds = await saveCredentials(n8n.client, sandbox.url);
	for (const file of exampleFiles().filter(canMove)) {
		await n8n.client.importWorkflow(moved(readExample(file, sandbox.url)), credentialIds);
	}
	await prepareAgents(n8n.client, model);
	Object.assign(credentialIds, await saveModelCredential(n8n.client, model.url));
});
afterAll(async () => {
	await n8n?.stop();
	await sandbox?.stop();
	await model?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

testExamples(
	() => ({
		...sandbox,
		n8n: n8n.client,
		sandboxUrl: sandbox.url,
	}),
	[],
	canMove,
);

test('a person is asked by QR Message, though n8n itself would take Message', async () => {
	await sandbox.clear();
	const path = randomUUID();
	const agent = reviewedAgent(path);
	const nodes = agent.nodes.map((node) =>
		node.name === ASK
			? {
					...node,
					type: 'n8n-nodes-whatsapp-gateways.vambeQrMessageHitlTool',
					parameters: { ...node.parameters, ...vambeChannel },
					credentials: credentialOf('vambe'),
				}
			: node,
	);
	const workflowId = await n8n.client.importWorkflow(moved({ ...agent, nodes }), credentialIds);
	await n8n.client.activate(workflowId);
	await callWebhook(n8n.client.url, path, {});

	const question = await untilAsked(sandbox, BOSS, 'May I send this offer? Ten chairs at 900.');
	const [executionId] = await n8n.client.executionsOf(workflowId, 1);
	await untilWaiting(n8n.client, executionId);
	const approval = new FormData();
	approval.set('choice', '0');
	await fetch(linkIn(question), { method: 'POST', body: approval });

	const { outputOf } = await n8n.client.untilEnded(executionId);
	expect(outputOf(AGENT)).toEqual([{ output: 'Here you are.' }]);
	expect(await sandbox.messages()).toMatchObject([
		{ provider: 'vambe', accepted: true, content: { to: BOSS } },
		{ provider: 'aisoule', accepted: true, content: { to: CUSTOMER, text: 'Ten chairs at 900.' } },
	]);
});
