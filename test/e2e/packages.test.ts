import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import type { Browser } from 'playwright-core';
import { installCommunityPackage } from '../../scripts/n8n/communityPackage';
import type { NodeJson, WorkflowJson } from '../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';
import { readCounterparts, type Counterpart } from '../../scripts/move/counterparts';
import { moveWorkflow } from '../../scripts/move/moveWorkflow';
import { freePort } from '../../scripts/ports';
import { partOf } from '../providers/providers';
import { launchChromium } from '../support/browser/chromium';
import { Editor } from '../support/browser/editor';
import { takeNode } from '../support/browser/nodePicture';
import { packageFolders } from '../support/package/packageFolders';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { gatewayNode, gateways } from '../support/workflows/conversationWorkflow';
import { operationExamples } from '../support/workflows/everyOperation';
import { linkIn, untilAsked, untilWaiting } from '../support/workflows/askingWorkflow';
import { pinned, START, startWith, to, workflowOf } from '../support/workflows/deliveryWorkflows';
import {
	AFTER,
	after,
	enterByHand,
	productionUrl,
	TRIGGER,
	trigger,
} from '../support/workflows/triggerWorkflow';

/** Each package of a single provider alone in an n8n, as people install it. */
const project = join(__dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

const MAIN = 'n8n-nodes-whatsapp-gateways.';
const MARIA = '+56912345678';

let host: Awaited<ReturnType<typeof ensureN8n>>;
let counterparts: Counterpart[];
let sandbox: SandboxProcess;
let browser: Browser;

beforeAll(async () => {
	host = await ensureN8n();
	counterparts = readCounterparts();
	sandbox = await startSandboxProcess();
	browser = await launchChromium();
});
afterAll(async () => {
	await browser?.close();
	await sandbox?.stop();
});

describe.each(packageFolders())('$name', (single) => {
	const { name, provider, displayName, credential, nodes: own } = single;
	const { webhook } = partOf(provider, 'samples');
	const [player] = webhook.players;
	const gateway = gateways.find((each) => each.provider === provider)!;
	let userFolder: string;
	let n8n: N8nProcess;
	let credentialIds: Record<string, string>;

	beforeAll(async () => {
		userFolder = mkdtempSync(join(tmpdir(), 'n8n-data-'));
		const tarball = join(project, 'packages', `${name}-${version}.tgz`);
		await installCommunityPackage(tarball, name, join(userFolder, '.n8n', 'nodes'));
		const [port, brokerPort] = [await freePort(), await freePort()];
		n8n = await N8nProcess.start({ host, userFolder, port, brokerPort });
		await n8n.client.signIn();
		const {
			type,
			name: label,
			data,
		} = sandboxCredentials(sandbox.url).find((each) => each.type === credential)!;
		credentialIds = { [type]: await n8n.client.saveCredential(label, type, data) };
	});
	afterAll(async () => {
		await n8n?.stop();
		rmSync(userFolder, { recursive: true, force: true });
	});
	beforeEach(async () => await sandbox.clear());

	/** As somebody has it who moved it here. */
	function moved(workflow: WorkflowJson): WorkflowJson {
		const { workflow: result, left } = moveWorkflow(workflow, [name], counterparts);
		expect(left).toEqual([]);
		return result;
	}

	const saved = async (workflow: WorkflowJson) =>
		await n8n.client.importWorkflow(moved(workflow), credentialIds);

	/** What n8n has of ours. */
	async function described() {
		const response = await n8n.client.ask('GET', '/types/nodes.json');
		const types = (await response.json()) as Array<{
			name: string;
			displayName: string;
			properties: Array<{
				name: string;
				options?: INodePropertyOptions[];
				displayOptions?: { show?: { resource?: string[] } };
			}>;
		}>;
		return types.filter((type) => /whatsapp|vambe|aisoule/.test(type.name.split('.')[0]));
	}

	test('n8n has its one node and its trigger, and no other of ours', async () => {
		const names = (await described()).map((type) => type.name);
		expect(names.filter((each) => !each.endsWith('Tool')).sort()).toEqual(
			own.map((node) => `${name}.${node}`).sort(),
		);
	});

	test('both are found in the node panel', async () => {
		const editor = await Editor.open(browser, n8n.client.url);
		await editor.signIn(n8n.client.login);
		await editor.newWorkflow();
		for (const words of ['whatsapp', displayName, 'mensaje', 'mensagem']) {
			await editor.openNodePanel();
			await editor.search(words);
			// The node and its trigger are one entry there.
			await editor.inNodePanel(displayName).waitFor();
			await editor.page.keyboard.press('Escape');
		}
		await editor.page.close();
	});

	test('every operation does what that of the main package does', async () => {
		// Contact cards are an operation of the other node too.
		const examples = operationExamples(provider, player.server).filter(
			({ className }) => className !== 'EvolutionSendContact',
		);
		const nodes = examples.map((example, index) => ({
			...gatewayNode(example.name, gateway, {}),
			type: `${MAIN}${example.className[0].toLowerCase()}${example.className.slice(1)}`,
			parameters: { options: {}, recipient: MARIA, ...example.parameters },
			position: [0, 100 * index] as [number, number],
		}));
		const { message: picture } = await sandbox.reply({
			provider: player.server,
			account: player.account,
			from: MARIA,
			type: 'image',
		});
		const workflow: WorkflowJson = {
			...workflowOf(`All of ${name}`, [startWith(), ...nodes]),
			...pinned([{ picture: picture.messageId }]),
			connections: { [START]: to(nodes.map((node) => node.name)) },
		};
		const ofPackage = moved(workflow).nodes.filter((node) => node.type === `${name}.${provider}`);
		const done = ofPackage.map(({ parameters }) => chosenIn(parameters));
		expect((await operations()).filter((operation) => !done.includes(operation))).toEqual([]);

		const execution = await n8n.client.run(await saved(workflow), START);
		expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
		for (const node of nodes) {
			const [output] = execution.outputOf(node.name);
			expect([node.name, output]).toEqual([node.name, expect.anything()]);
			if ('outcome' in output) expect(output).toMatchObject({ outcome: 'accepted', provider });
		}
	});

	const chosenIn = ({ resource, operation }: NodeJson['parameters']) =>
		[resource, operation].filter(Boolean).join('/');

	/** As the form offers them. */
	async function operations(): Promise<string[]> {
		const { properties } = (await described()).find((type) => type.name === `${name}.${provider}`)!;
		return properties
			.filter((property) => property.name === 'operation')
			.flatMap(({ options = [], displayOptions }) => {
				const [resource] = displayOptions?.show?.resource ?? [];
				return options.map(({ value }) => chosenIn({ resource, operation: value }));
			})
			.filter((chosen) => !/sendAndWait$|__CUSTOM_API_CALL__$/.test(chosen))
			.sort();
	}

	test('a conversation: a contact writes, the workflow answers, and only its provider is heard', async () => {
		const listener = trigger(provider, { ...gateway.listener, events: ['message.received'] });
		const answer = gatewayNode('Answer', gateway, {
			recipient: `={{ $('${TRIGGER}').item.json.contact.phone }}`,
			...gateway.text('=You asked: {{ $json.message.text }}'),
			options: gateway.quotes ? { replyTo: '={{ $json.message.id }}' } : {},
		});
		const workflowId = await saved(workflowOf(`${name} answers`, [listener, answer, after()]));
		await n8n.client.activate(workflowId);
		const url = productionUrl(n8n.client.url, listener);
		await enterByHand(sandbox, provider, url);

		expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
		const { server, account } = player;
		const said = { from: MARIA, type: 'text', text: 'Are you open?', account };
		await sandbox.reply({ provider: server, ...said });
		const answered = await untilAsked(sandbox, MARIA, 'You asked: Are you open?');
		expect(answered).toMatchObject({ provider: server, accepted: true });
		const executions = await n8n.client.executionsOf(workflowId, 10);
		expect(executions).toHaveLength(1);
		expect((await n8n.client.untilEnded(executions[0])).outputOf(AFTER)).toMatchObject([
			{ provider, outcome: 'accepted' },
		]);
		await n8n.client.deactivate(workflowId);
	});

	test('a question, answered on its page', async () => {
		const question = {
			operation: 'sendAndWait',
			recipient: MARIA,
			message: 'Do you approve?',
			responseType: 'approval',
			...(provider === 'vambe' ? {} : { answerBy: 'page' }),
			options: {},
		};
		const ask = gatewayNode('Ask', gateway, question);
		const workflowId = await saved(workflowOf(`${name} asks`, [startWith(), ask, after()]));
		const running = n8n.client.run(workflowId, START);
		const link = linkIn(await untilAsked(sandbox, MARIA, 'Do you approve?'));
		const [executionId] = await n8n.client.executionsOf(workflowId, 1);
		await untilWaiting(n8n.client, executionId);
		const page = await browser.newPage();
		await page.goto(link);
		await page.getByRole('button', { name: 'Approve' }).click();
		await page.getByText('Thank you').waitFor();
		await page.close();
		expect((await running).outputOf(AFTER)).toMatchObject([{ approved: true }]);
	});

	test('the panel of its node, and that of its trigger, which asks for no provider', async () => {
		const listener = trigger(provider, { ...gateway.listener, events: ['message.received'] });
		const answer = gatewayNode(displayName, gateway, {
			recipient: MARIA,
			...gateway.text('We open at nine.'),
			options: {},
		});
		const workflow = workflowOf(`${name} in the editor`, [startWith(), answer]);
		const workflowId = await saved({ ...workflow, nodes: [...workflow.nodes, listener] });
		const editor = await Editor.open(browser, n8n.client.url);
		await editor.signIn(n8n.client.login);
		await editor.page.goto(`${n8n.client.url}/workflow/${workflowId}/${answer.id}`);
		await editor.parameters.waitFor();
		await editor.execute();
		await editor.output.getByText('accepted').first().waitFor();
		await takeNode(editor, provider);
		await editor.page.goto(`${n8n.client.url}/workflow/${workflowId}/${listener.id}`);
		await editor.parameters.waitFor();
		const credential = editor.node.locator('[data-test-id="node-credentials-select"] input');
		expect(await credential.inputValue()).toMatch(/\(sandbox\)$/);
		expect(await editor.parameter('provider').count()).toBe(0);
		await editor.page.close();
	});
});
