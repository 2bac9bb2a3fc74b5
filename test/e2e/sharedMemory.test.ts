import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { TABLE_NAME } from '../../nodes/shared/sharedMemory/dataTable';
import { SCOPES } from '../../nodes/shared/sharedMemory/n8nDataTables';
import type { Row } from '../../nodes/shared/sharedMemory/row';
import type { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { launchChromium } from '../support/browser/chromium';
import { DataTablePage } from '../support/browser/dataTable';
import { Editor } from '../support/browser/editor';
import { takePicture } from '../support/browser/pictures';
import { dataTableRows } from '../support/n8n/dataTableRows';
import { SHARED_MEMORY } from '../support/n8n/sharedMemory';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import { until } from '../support/stack/until';
import { callWebhook } from '../support/stack/webhookCall';
import { credentialOf } from '../support/workflows/credentialOf';
import {
	node,
	pinned,
	SEND,
	sender,
	START,
	startWith,
	to,
	webhook,
	workflowOf,
} from '../support/workflows/deliveryWorkflows';
import {
	after,
	endedExecutions,
	passedOn,
	productionUrl,
	tellAsAisoule,
	trigger,
} from '../support/workflows/triggerWorkflow';
import { arrivals, KEYED, keysOf, sendKeys } from '../support/workflows/keyedSends';

/** Shared Memory from its credential to the rows that people see. */
let stack: RestartableStack;
let browser: Browser;
let editor: Editor;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	stack = await openRestartableStack();
	browser = await launchChromium();
	editor = await Editor.open(browser, stack.n8n.url);
	await editor.signIn(stack.n8n.login);
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
});
afterAll(async () => {
	await browser?.close();
	await stack?.stop();
});
beforeEach(async () => await stack.clear());

const TYPE = 'whatsAppSharedMemoryApi';

const MANUAL = { to: '+919800000000', text: 'by hand' };

/** A workflow that sends what a webhook gives, and by hand one item. */
async function openSender(path: string, ids = credentialIds, options = {}): Promise<string> {
	const split = node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body.items', options: {} });
	const send = sender('vobiz', {
		onError: 'continueRegularOutput',
		options: { ...KEYED, sharedMemory: true, ...options },
		credentials: { ...credentialOf('vobiz'), ...SHARED_MEMORY },
	});
	const workflow = workflowOf(path, [webhook(path), split, startWith(), send], {
		...pinned([MANUAL]),
		connections: { Webhook: to('Split Out'), 'Split Out': to(SEND), [START]: to(SEND) },
	});
	const workflowId = await stack.n8n.importWorkflow(workflow, ids);
	await stack.n8n.activate(workflowId);
	return workflowId;
}

const send = async (path: string, keys: string[], n8n = stack.n8n) =>
	await sendKeys(n8n.url, path, keys);

const tables = async () =>
	(
		await stack.n8n.rest<{ data: Array<{ id: string; projectId: string; name: string }> }>(
			'GET',
			'/data-tables-global',
		)
	).data;

/** What the rows of these keys say, those that there are. */
async function outcomesOf(keys: string[]): Promise<unknown[]> {
	const rows = await dataTableRows<Row>(stack.n8n, TABLE_NAME);
	return rows.filter(({ key }) => keys.includes(key)).map(({ outcome }) => outcome);
}

describe('in the editor', () => {
	test('the option brings the choice of its credential', async () => {
		await editor.newWorkflow();
		await editor.openNodePanel();
		await editor.drop('Vobiz Send', 'Send a message');
		await editor.credentialLabels.first().waitFor();
		expect(await editor.credentialLabels.count()).toBe(1);

		await editor.addOption('Shared Memory');
		await editor.credentialLabels.getByText('WhatsApp Shared Memory API').waitFor();
	});

	test('its connection test names the scope that the key lacks', async () => {
		const scopes = SCOPES.filter((scope) => scope !== 'dataTableRow:delete');
		await editor.newCredential(1);
		await editor.enter('n8nAddress', stack.n8n.url);
		await editor.enter('apiKey', await stack.n8n.createApiKey('too little', scopes));
		await editor.saveCredential();
		await editor.credential.getByText('Couldn’t connect with these settings').waitFor();
		await editor.credential.getByText('More details').click();
		await editor.credential
			.getByText(
				'The API key lacks dataTableRow:delete. Add every missing scope to the key in Settings → n8n API.',
			)
			.waitFor();
		await editor.closeToasts();
	});

	test('with all of them it is connected, and nothing was made for the test', async () => {
		await editor.enter('apiKey', await stack.n8n.createApiKey('all of them', SCOPES));
		await editor.saveCredential();
		await editor.credential.waitFor({ state: 'hidden' });
		expect(await tables()).toEqual([]);
	});
});

describe('Send Once', () => {
	let workflowId: string;
	let another: N8nProcess | undefined;

	beforeAll(async () => {
		workflowId = await openSender('shared');
	});
	afterAll(async () => await another?.stop());

	test('the first message makes the table', async () => {
		expect(await tables()).toEqual([]);
		expect(await send('shared', ['ORD-1001', 'ORD-1002', 'ORD-1003'])).toEqual(
			Array(3).fill('accepted'),
		);
		expect(await tables()).toMatchObject([{ name: TABLE_NAME }]);
	});

	test('a later execution skips what was sent', async () => {
		expect(await send('shared', ['ORD-1002', 'ORD-1004'])).toEqual(['skipped', 'accepted']);
		expect(await arrivals(stack.inbox, ['ORD-1002', 'ORD-1004'])).toEqual([0, 1]);
	});

	test('people read in Data tables what was sent to whom', async () => {
		const table = await DataTablePage.open(editor.page, stack.n8n.url, TABLE_NAME);
		expect(await table.cells('ORD-1001')).toEqual(
			expect.arrayContaining(['Send Once key', 'ORD-1001', 'accepted', '+919800000000']),
		);
		await takePicture('data-table', editor.page);
	});

	test('a row that a person deletes lets its message go again', async () => {
		const table = await DataTablePage.open(editor.page, stack.n8n.url, TABLE_NAME);
		await table.deleteRow('ORD-1003');
		expect(await send('shared', ['ORD-1001', 'ORD-1003'])).toEqual(['skipped', 'accepted']);
		expect(await arrivals(stack.inbox, ['ORD-1001', 'ORD-1003'])).toEqual([0, 1]);
	});

	test('executions by hand take no key', async () => {
		for (let times = 0; times < 2; times++) {
			const execution = await stack.n8n.run(workflowId, START);
			expect(execution.outputOf(SEND)).toMatchObject([{ outcome: 'accepted' }]);
		}
		expect(await send('shared', [MANUAL.text])).toEqual(['accepted']);
		expect(await send('shared', [MANUAL.text])).toEqual(['skipped']);
	});

	test('a table that a person deletes is made again', async () => {
		const [{ id, projectId }] = await tables();
		await stack.n8n.rest('DELETE', `/projects/${projectId}/data-tables/${id}`);
		expect(await send('shared', ['ORD-1001'])).toEqual(['accepted']);
		expect(await send('shared', ['ORD-1001'])).toEqual(['skipped']);
		expect(await tables()).toMatchObject([{ name: TABLE_NAME }]);
	});

	test('where an execution is stopped, the keys of what did not leave are free at once', async () => {
		const stopped = await openSender('stopped', credentialIds, { messagesPerMinute: 20 });
		const keys = keysOf('stopped', 40);
		const sending = send('stopped', keys).catch(() => {});
		const accepted = async () => (await stack.counts('vobiz')).accepted;
		// Those that wait for their turn have their keys already.
		await until(30, async () => {
			const before = await accepted();
			await sleep(1_000);
			return before > 0 && before === (await accepted());
		});
		expect(await outcomesOf(keys)).toContain('sending');
		const [executionId] = await stack.n8n.executionsOf(stopped, 1);
		await stack.n8n.rest('POST', `/executions/${executionId}/stop`);
		await sending;
		await until(10, async () => !(await outcomesOf(keys)).includes('sending'));
		expect(await outcomesOf(keys)).toEqual(Array(await accepted()).fill('accepted'));
	});

	test('the same key at the same instant in two n8n processes arrives once', async () => {
		another = await stack.startAnother();
		const keys = keysOf('same instant', 20);
		for (const key of keys) {
			const outcomes = await Promise.all([
				send('shared', [key]),
				send('shared', [key], another.client),
			]);
			expect(outcomes.flat().sort()).toEqual(['accepted', 'skipped']);
		}
		expect(await arrivals(stack.inbox, keys)).toEqual(Array(20).fill(1));
	});
});

describe('what cannot be asked', () => {
	/** The error of a message that was to go with this credential. */
	async function refused(path: string, credential: Record<string, unknown>) {
		const id = await stack.n8n.saveCredential(path, TYPE, { keepDays: 90, ...credential });
		await openSender(path, { ...credentialIds, [TYPE]: id });
		const items = [{ to: MANUAL.to, text: path }];
		const [{ error, details }] = await callWebhook(stack.n8n.url, path, { items });
		expect(await arrivals(stack.inbox, [path])).toEqual([0]);
		return { error, details };
	}

	test('a wrong key: nothing is sent, and the error says where to enter another', async () => {
		expect(
			await refused('wrong-key', { n8nAddress: stack.n8n.url, apiKey: 'another' }),
		).toMatchObject({
			error: expect.stringContaining('did not accept the API key'),
			details: { outcome: 'notSent', code: 'shared-memory-setup' },
		});
	});

	test('an event that could not be asked about goes on by Retry, when the key is right', async () => {
		const withKey = async (apiKey: string) =>
			await stack.n8n.saveCredential('Renewed', TYPE, {
				n8nAddress: stack.n8n.url,
				apiKey,
				keepDays: 90,
			});
		const id = await withKey('expired');
		const listener = trigger('aisoule', { options: { sharedMemory: true } });
		const workflow = workflowOf('Renewed', [listener, after()]);
		const workflowId = await stack.n8n.importWorkflow(workflow, { ...credentialIds, [TYPE]: id });
		await stack.n8n.activate(workflowId);
		await tellAsAisoule(productionUrl(stack.n8n.url, listener), 'asked in vain');
		const [failed] = await endedExecutions(stack.n8n, workflowId, 1);
		expect(failed.error?.message).toContain('did not accept the API key');

		await withKey(await stack.n8n.createApiKey('renewed', SCOPES));
		const retried = await stack.n8n.retryExecution(failed.id, false);
		expect(passedOn([retried])).toMatchObject([{ message: { id: 'asked in vain' } }]);
		await stack.n8n.deactivate(workflowId);
	});

	test('a missing scope: the error names those that are needed', async () => {
		const apiKey = await stack.n8n.createApiKey('reads', ['dataTable:list']);
		expect(await refused('missing-scope', { n8nAddress: stack.n8n.url, apiKey })).toMatchObject({
			error: expect.stringContaining(SCOPES.join(', ')),
			details: { outcome: 'notSent', code: 'shared-memory-setup' },
		});
	});

	test('an address where nobody is: nothing is sent', async () => {
		const nowhere = { n8nAddress: 'http://127.0.0.1:9', apiKey: 'any' };
		expect(await refused('nowhere', nowhere)).toMatchObject({
			details: { outcome: 'notSent', code: 'shared-memory-unavailable' },
		});
	});
});
