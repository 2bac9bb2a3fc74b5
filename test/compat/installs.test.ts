import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { SandboxMessage } from '../../sandbox/conversations';
import { isSign } from '../../sandbox/signs';
import {
	installCommunityPackage,
	pack,
	uninstallCommunityPackage,
} from '../../scripts/n8n/communityPackage';
import type { N8nClient, NodeJson, WorkflowJson } from '../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { freePort } from '../../scripts/ports';
import { step } from '../../scripts/setup/progress';
import { OWN_DATA_TABLES } from '../../scripts/n8n/ownDataTables';
import { sandboxCredentials } from '../../scripts/n8n/sandboxCredentials';
import {
	pinned,
	RETRY_ON_FAIL,
	SEND,
	sender,
	START,
	startWith,
	webhook,
	workflowOf,
} from '../support/workflows/deliveryWorkflows';
import { partOf } from '../providers/providers';
import { packEarlier } from '../support/package/earlierVersion';
import { inboxAt } from '../support/sandbox/inbox';
import { enterByHand, productionUrl, AFTER } from '../support/workflows/triggerWorkflow';
import { savedWorkflows } from '../support/workflows/savedWorkflows';
import { until } from '../support/stack/until';
import { callWebhook } from '../support/stack/webhookCall';

/**
 * The life of the package in one n8n: an earlier version is installed and used, updated, uninstalled
 * and installed again, with the same saved workflows throughout.
 */
const {
	COMPAT_VERSION,
	COMPAT_HOST: host,
	COMPAT_DATA: data,
	COMPAT_SANDBOX: sandboxUrl,
} = process.env;
if (!COMPAT_VERSION || !host || !data || !sandboxUrl) {
	throw new Error('Run it by npm run test:compat.');
}

const project = join(__dirname, '..', '..');

const types = jest.requireActual<INodeTypeDescription[]>(
	join(project, 'dist', 'types', 'nodes.json'),
);
const {
	name,
	version: CURRENT,
	n8n: contents,
} = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
};
const EARLIER = '0.0.9';
const nodesFolder = join(data, '.n8n', 'nodes');

const sandbox = inboxAt(sandboxUrl);
let port: number;
let running: N8nProcess | undefined;
let n8n: N8nClient;
const tarballs: Record<string, string> = {};

beforeAll(async () => {
	const packed = join(data, 'packed');
	tarballs[CURRENT] = await pack(project, packed);
	mkdirSync(join(packed, 'earlier'));
	tarballs[EARLIER] = await packEarlier(tarballs[CURRENT], EARLIER, join(packed, 'earlier'));
	port = await freePort();
});

async function install(version: string) {
	await step(`Installing version ${version} of the nodes`, async () => {
		await installCommunityPackage(tarballs[version], name, nodesFolder);
	});
}

async function startN8n() {
	await step(`Starting n8n ${COMPAT_VERSION}`, async () => {
		const brokerPort = await freePort();
		const env = { N8N_LOG_LEVEL: 'debug' };
		running = await N8nProcess.start({ host: host!, userFolder: data!, port, brokerPort, env });
		n8n = running.client;
		await n8n.signIn();
	});
}

async function stopN8n() {
	await running?.stop();
	running = undefined;
}

const isOurs = ({ type }: NodeJson) => type.startsWith(`${name}.`);
const isTrigger = (node: NodeJson) => isOurs(node) && node.type.endsWith('Trigger');
const sending = savedWorkflows.filter(({ nodes }) => !nodes.some(isTrigger));
const listening = savedWorkflows.filter(({ nodes }) => nodes.some(isTrigger));
const triggers = listening.flatMap(({ nodes }) => nodes.filter(isTrigger));

const PRIYA = '+919876543210';
const JOHN = '+12025550143';

const sendOnce = workflowOf('Send Once', [
	webhook('once'),
	sender('vobiz', {
		parameters: { recipient: PRIYA, messageText: '={{ $json.body.key }}' },
		options: { sendOnceKey: '={{ $json.body.key }}' },
		onError: 'continueRegularOutput',
	}),
]);

/** What becomes of a message with this key. */
async function send(key: string) {
	const [{ outcome, details }] = await callWebhook(n8n.url, 'once', { key });
	return outcome ?? (details as { outcome: string }).outcome;
}

/** A batch of two, of which the first may be out when the second fails. */
const batch = (title: string, send = sender('vobiz')) =>
	workflowOf(title, [startWith(), send], pinned([PRIYA, JOHN].map((to) => ({ to, text: title }))));
const retriedNode = batch('Retry On Fail', sender('vobiz', RETRY_ON_FAIL));
const retriedExecution = batch('Retry execution');

/** What n8n answered when the workflows were saved, by name. */
const saved: Record<string, WorkflowJson & { id: string }> = {};

const read = async (workflow: WorkflowJson) =>
	await n8n.rest<WorkflowJson & { id: string; active: boolean }>(
		'GET',
		`/workflows/${saved[workflow.name].id}`,
	);

const credentials = () => sandboxCredentials(sandboxUrl);
const credentialIds: Record<string, string> = {};

async function saveWorkflows() {
	for (const { name: label, type, data: values } of credentials()) {
		credentialIds[type] = await n8n.saveCredential(label, type, values);
	}
	for (const workflow of savedWorkflows) {
		const id = await n8n.importWorkflow(workflow, credentialIds);
		saved[workflow.name] = { ...workflow, id };
		saved[workflow.name] = await read(workflow);
	}
	for (const workflow of listening) await n8n.activate(saved[workflow.name].id);
	await n8n.activate(await n8n.importWorkflow(sendOnce, credentialIds));
	for (const workflow of [retriedNode, retriedExecution]) {
		await n8n.importWorkflow(workflow, credentialIds);
	}
	for (const node of triggers) {
		await enterByHand(sandbox, node.parameters.provider, productionUrl(n8n.url, node));
	}
}

const listed = async (file: string) =>
	(
		(await (await n8n.ask('GET', `/types/${file}.json`)).json()) as Array<{
			name: string;
			communityNodePackageVersion?: string;
		}>
	).filter((type) => file === 'credentials' || type.name.startsWith(`${name}.`));

/** The names of what package.json lists, which its files have too. */
const namesOf = (files: string[]) =>
	files
		.map((file) => basename(file).split('.')[0])
		.map((each) => each[0].toLowerCase() + each.slice(1));

/** All nodes, and those that send once more as the tools of an agent. */
const NODES = namesOf(contents.nodes)
	.flatMap((node) => (node.endsWith('Trigger') ? [node] : [node, `${node}Tool`]))
	.map((node) => `${name}.${node}`)
	.sort();

/** What n8n makes of the nodes that can wait for an answer, to have a person approve what an agent does. */
const isForReview = (node: string) => node.endsWith('HitlTool');
const FOR_REVIEW = types
	.filter(({ properties }) =>
		properties.some(({ options = [] }) =>
			options.some((option) => 'value' in option && option.value === 'sendAndWait'),
		),
	)
	.map((node) => `${name}.${node.name}HitlTool`)
	.sort();

const CREDENTIALS = namesOf(contents.credentials);

/** That of Shared Memory is for n8n itself, which the sandbox does not play. */
const OF_PROVIDERS = CREDENTIALS.filter((type) => type !== OWN_DATA_TABLES.type);

/** Somebody writes, and the provider tells it. */
const say = async ({ name: provider }: NodeJson, text: string) => {
	const [{ server, account }] = partOf(provider, 'samples').webhook.players;
	return await sandbox.reply({
		provider: server,
		account,
		from: '+56912345678',
		name: 'María',
		type: 'text',
		text,
	});
};

/** Calls the trigger as somebody who knows no secret. */
const call = async (trigger: NodeJson) =>
	await fetch(productionUrl(n8n.url, trigger), {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-webhook-signature': 'wrong' },
		body: '{"event":"message.received","data":{}}',
	});

/** What the editor asks for the lists and fields of a node. */
const ask = async <Answer>(kind: string, node: NodeJson, parameter: string, methodName: string) =>
	await n8n.rest<Answer>('POST', `/dynamic-node-parameters/${kind}`, {
		path: `parameters.${parameter}`,
		methodName,
		nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
		currentNodeParameters: node.parameters,
		credentials: node.credentials,
	});

/** As the form says; it may depend on another field. */
function listMethodsOf({ type }: NodeJson, parameter: string): string[] {
	const { properties } = types.find((known) => type === `${name}.${known.name}`)!;
	const modes = properties.flatMap((field) =>
		field.name === parameter ? (field.modes ?? []) : [],
	);
	return [...new Set(modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []))];
}

const sorted = (answers: unknown[]) => answers.map((answer) => JSON.stringify(answer)).sort();

/** Everything that has to work while a version is installed. */
function everythingWorks(version: string) {
	test('n8n lists all nodes and credentials, and loads none of them for that', async () => {
		const nodes = await listed('nodes');
		const names = nodes.map((node) => node.name).sort();
		expect(names.filter((each) => !isForReview(each))).toEqual(NODES);
		// Earlier versions of n8n make none.
		expect([[], FOR_REVIEW]).toContainEqual(names.filter(isForReview));
		expect(new Set(nodes.map((node) => node.communityNodePackageVersion))).toEqual(
			new Set([version]),
		);
		const known = (await listed('credentials')).map((credential) => credential.name);
		expect(known).toEqual(expect.arrayContaining(CREDENTIALS));

		const log = readFileSync(join(data!, 'n8n.log'), 'utf8');
		expect(log).toContain(`Lazy-loading nodes and credentials from ${name}`);
		expect(log).not.toContain("Can't enable lazy-loading");
	});

	test.each(OF_PROVIDERS)('%s: the connection test', async (type) => {
		const { name: label, data: values } = credentials().find((known) => known.type === type)!;
		const tested = { id: credentialIds[type], name: label, type, data: values };
		expect(await n8n.rest('POST', '/credentials/test', { credentials: tested })).toMatchObject({
			status: 'OK',
		});
	});

	test.each(sending)('$name: the lists have what was picked', async (workflow) => {
		for (const node of saved[workflow.name].nodes.filter(isOurs)) {
			for (const [parameter, picked] of Object.entries(node.parameters)) {
				const { mode, value } = picked as { mode?: string; value?: string };
				if (mode !== 'list') continue;
				const lists = listMethodsOf(node, parameter).map(
					async (method) =>
						await ask<{ results: Array<{ value: string }> }>(
							'resource-locator-results',
							node,
							parameter,
							method,
						),
				);
				const results = (await Promise.all(lists)).flatMap((list) => list.results);
				expect(results.map((result) => result.value)).toContain(value);
			}
		}
	});

	test('the variables of a template become fields', async () => {
		const nodes = sending.flatMap((workflow) => saved[workflow.name].nodes);
		const node = nodes.find(({ parameters: { templateVariables } }) => {
			return (templateVariables as { schema?: object } | undefined)?.schema;
		})!;
		const { fields } = await ask<{ fields: Array<{ id: string }> }>(
			'resource-mapper-fields',
			node,
			'templateVariables',
			'templateVariables',
		);
		const { schema } = node.parameters.templateVariables as { schema: Array<{ id: string }> };
		expect(fields.map(({ id }) => id)).toEqual(schema.map(({ id }) => id));
	});

	test.each(sending)('$name: all is sent', async (workflow) => {
		await sandbox.clear();
		const execution = await n8n.run(saved[workflow.name].id, START);
		expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);

		const outputs = workflow.nodes.filter(isOurs).map((node) => execution.outputOf(node.name));
		expect(outputs.map((items) => items.length)).toEqual(outputs.map(() => 1));
		const receipts = outputs.flat().filter((item) => 'outcome' in item);
		expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
		// A read mark, or a scheduled message that is cancelled, has no receipt.
		const hasReceipt = ({ content }: SandboxMessage) =>
			!isSign(content) && content.type !== 'delete';
		const arrived = (await sandbox.messages()).filter(({ accepted }) => accepted);
		const answers = arrived.map((message) => message.response.body);
		const told = receipts.map((receipt) => receipt.response);
		expect(sorted(answers)).toEqual(expect.arrayContaining(sorted(told)));
		expect(arrived.filter(hasReceipt).length).toBeLessThanOrEqual(receipts.length);
	});

	test.each([retriedNode, retriedExecution])('$name: only the rest is sent', async (workflow) => {
		await sandbox.clear();
		await sandbox.misbehave({ faults: [{ kind: 'status-400', to: JOHN, times: 1 }] });
		const workflowId = (await n8n.findWorkflow(workflow.name))!;
		let execution = await n8n.run(workflowId, START);
		if (workflow === retriedExecution) {
			expect(execution.status).toBe('error');
			execution = await n8n.retryExecution(execution.id, true);
		}
		expect(execution.outputOf(SEND)).toMatchObject([
			{ outcome: 'replayed', to: PRIYA },
			{ outcome: 'accepted', to: JOHN },
		]);
		const arrived = (await sandbox.messages()).filter(({ accepted }) => accepted);
		expect(arrived.map(({ content }) => content.to)).toEqual([PRIYA, JOHN]);
	});

	test('Send Once: what was refused goes out later, what went out does not again', async () => {
		await sandbox.misbehave({ faults: [{ kind: 'status-400', times: 1 }] });
		const key = `${version} ${Date.now()}`;
		expect([await send(key), await send(key), await send(key)]).toEqual([
			'notSent',
			'accepted',
			'skipped',
		]);
	});

	test.each(triggers)('the trigger for $name: nothing that is not proven', async (trigger) => {
		const calls = await executions();
		expect((await call(trigger)).status).toBe(401);
		expect(await executions()).toEqual(calls);
	});

	test.each(triggers)(
		'the trigger for $name: told three times, passed on once',
		async (trigger) => {
			const before = await executions();
			const text = `Hello ${version} ${Date.now()}`;
			await sandbox.deliver({ copies: 3 });
			await say(trigger, text);
			let ids: string[] = [];
			await until(30, async () => {
				ids = (await executions()).filter((id) => !before.includes(id));
				return ids.length >= 3;
			});
			const ended = await Promise.all(ids.map(async (id) => await n8n.untilEnded(id)));
			expect(ended.map(({ status, error }) => [status, error?.message])).toEqual(
				ended.map(() => ['success', undefined]),
			);
			expect(ended.flatMap(({ outputOf }) => outputOf(AFTER))).toMatchObject([
				{
					provider: trigger.name,
					event: 'message.received',
					contact: { phone: '+56912345678', name: 'María' },
					message: { type: 'text', text },
				},
			]);
		},
	);
}

const executions = async () => await n8n.executionsOf(saved[listening[0].name].id, 100);

describe(`n8n ${COMPAT_VERSION}, an earlier version installed`, () => {
	beforeAll(async () => {
		await install(EARLIER);
		await startN8n();
		await saveWorkflows();
	});
	afterAll(stopN8n);

	everythingWorks(EARLIER);

	test('a message with a Send Once key is sent', async () => {
		expect(await send('the order')).toBe('accepted');
	});
});

/** The current version takes the place of what is there. */
function afterInstalling(state: string) {
	describe(`n8n ${COMPAT_VERSION}, ${state}`, () => {
		beforeAll(async () => {
			await install(CURRENT);
			await startN8n();
		});
		afterAll(stopN8n);

		everythingWorks(CURRENT);
		test('the earlier version’s Send Once key is known', async () => {
			expect(await send('the order')).toBe('skipped');
		});
	});
}

afterInstalling('updated');

describe(`n8n ${COMPAT_VERSION}, uninstalled`, () => {
	beforeAll(async () => {
		uninstallCommunityPackage(name, nodesFolder);
		await startN8n();
	});
	afterAll(stopN8n);

	test('n8n starts, and lists none of the nodes', async () => {
		expect(await listed('nodes')).toEqual([]);
	});

	test.each(savedWorkflows)('$name: is as it was saved', async (workflow) => {
		const { nodes, connections } = await read(workflow);
		const before = saved[workflow.name];
		expect({ nodes, connections }).toEqual({
			nodes: before.nodes,
			connections: before.connections,
		});
	});

	test.each(sending)('$name: says which node is missing', async (workflow) => {
		const { type } = workflow.nodes.find(isOurs)!;
		await expect(n8n.run(saved[workflow.name].id, START)).rejects.toThrow(type);
	});

	test.each(triggers)('the trigger for $name: nothing counts as delivered', async (trigger) => {
		await sandbox.clear();
		await say(trigger, 'Is somebody there?');
		const tries = async () => (await sandbox.deliveries()).flatMap(({ attempts }) => attempts);
		await until(30, async () => (await tries()).length > 0);
		for (const { status } of await tries()) expect(status).toBeGreaterThanOrEqual(400);
		await sandbox.clear();
	});
});

afterInstalling('installed again');
