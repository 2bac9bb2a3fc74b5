import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleFiles, readExample } from '../../scripts/examples';
import { readCounterparts } from '../../scripts/move/counterparts';
import { moveWorkflow } from '../../scripts/move/moveWorkflow';
import { installCommunityPackage } from '../../scripts/n8n/communityPackage';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { saveCredentials } from '../../scripts/n8n/sandboxCredentials';
import { freePort } from '../../scripts/ports';
import { runCommand } from '../../scripts/setup/command';
import { startStandInModel, type StandInModel } from '../support/agent/standInModel';
import { packageFolders } from '../support/package/packageFolders';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { prepareAgents, testExamples } from '../support/workflows/exampleRuns';

/** The examples in an n8n that has the packages of single providers, and not the main one. */
const project = join(__dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

let userFolder: string;
let sandbox: SandboxProcess;
let n8n: N8nProcess;
let model: StandInModel;

beforeAll(async () => {
	const host = await ensureN8n();
	await runCommand('npx', ['gulp', 'packages'], { cwd: project });
	userFolder = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	const names = packageFolders().map(({ name }) => name);
	for (const name of names) {
		const tarball = join(project, 'packages', `${name}-${version}.tgz`);
		await installCommunityPackage(tarball, name, join(userFolder, '.n8n', 'nodes'));
	}
	[sandbox, model] = await Promise.all([startSandboxProcess(), startStandInModel()]);
	const [port, brokerPort] = [await freePort(), await freePort()];
	n8n = await N8nProcess.start({ host, userFolder, port, brokerPort });
	await n8n.client.signIn();

	const credentialIds = await saveCredentials(n8n.client, sandbox.url);
	const counterparts = readCounterparts();
	for (const file of exampleFiles()) {
		const { workflow } = moveWorkflow(readExample(file, sandbox.url), names, counterparts);
		await n8n.client.importWorkflow(workflow, credentialIds);
	}
	await prepareAgents(n8n.client, model);
});
afterAll(async () => {
	await n8n?.stop();
	await sandbox?.stop();
	await model?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

testExamples(() => ({
	...sandbox,
	n8n: n8n.client,
	sandboxUrl: sandbox.url,
}));
