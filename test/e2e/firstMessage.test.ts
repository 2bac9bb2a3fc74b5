import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { loginOf } from '../../scripts/n8n/dataFolder';
import { readExample } from '../../scripts/examples';
import { N8nClient } from '../../scripts/n8n/n8nClient';
import { freePort, requirePort } from '../../scripts/ports';
import { launchChromium } from '../support/browser/chromium';
import { Editor } from '../support/browser/editor';
import { InboxPage } from '../support/browser/inboxPage';
import { npmStart, type NpmStart } from '../support/stack/npmStart';
import { takePicture } from '../support/browser/pictures';

const WRONG_KEY = 'wrong-key-5d41402abc4b2a76';

const data = mkdtempSync(join(tmpdir(), 'n8n-data-'));
let n8nPort: number;
let sandboxPort: number;
const ports = () => ['--n8n-port', String(n8nPort), '--sandbox-port', String(sandboxPort)];

beforeAll(async () => {
	n8nPort = await freePort();
	sandboxPort = await freePort();
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const nothingIsLeft = async () => {
	await requirePort(n8nPort, 'n8n', '');
	await requirePort(sandboxPort, 'the sandbox', '');
};

test('npm start -- --once: from nothing to three messages at the sandbox', async () => {
	const start = npmStart(['--once', '--data', data, ...ports()]);
	const exitCode = await start.ended;
	expect(start.output()).toContain('✓ The sandbox received all 3, under the same aiContactIds.');
	expect(exitCode).toBe(0);

	const receipts = start
		.output()
		.split('\n')
		.filter((line) => line.startsWith('{'))
		.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(receipts.map(({ to }) => to)).toEqual(['+56912345678', '+5511987654321', '+919876543210']);
	for (const { outcome, contactId, response } of receipts) {
		expect(outcome).toBe('accepted');
		expect(response).toEqual({ aiContactId: contactId, status: 'ok' });
	}
	expect(start.output()).not.toContain('vambe-sandbox-key');
	await nothingIsLeft();
});

test('a port that is taken: says which one, and what to do', async () => {
	const blocker = createServer().listen(sandboxPort, '127.0.0.1');
	const start = npmStart(['--once', '--data', data, ...ports()]);
	expect(await start.ended).toBe(1);
	blocker.close();
	expect(start.output()).toContain(
		`Port ${sandboxPort}, for the sandbox, is taken by another program.`,
	);
	expect(start.output()).toContain(`--sandbox-port ${sandboxPort + 10}`);
	await nothingIsLeft();
});

describe('npm start, a second time, with a browser', () => {
	let start: NpmStart;
	let browser: Browser;
	let inbox: InboxPage;
	let editor: Editor;

	beforeAll(async () => {
		browser = await launchChromium();
		start = npmStart(['--data', data, ...ports()]);
		await start.printed('Ctrl-C stops everything.');
		inbox = await InboxPage.open(browser, `http://127.0.0.1:${sandboxPort}`);
		editor = await Editor.open(browser, `http://127.0.0.1:${n8nPort}`);
	});
	afterAll(async () => {
		await browser.close();
		start.interrupt();
		await start.ended;
	});

	test('it says how to sign in, with a password that this data folder alone has', async () => {
		const { email, password } = loginOf(data);
		expect(start.output()).toContain(`sign in with ${email} and ${password}`);
		expect(start.output()).toContain('do not enter real keys here');
		const another = mkdtempSync(join(tmpdir(), 'n8n-data-'));
		expect(loginOf(another).password).not.toBe(password);
		rmSync(another, { recursive: true });
		const { encryptionKey } = JSON.parse(readFileSync(join(data, '.n8n', 'config'), 'utf8')) as {
			encryptionKey: string;
		};
		expect(encryptionKey).toMatch(/^[\w+/]{24,}=*$/);
	});

	test('nobody else on this machine can read what n8n keeps', () => {
		const kept = (readdirSync(data, { recursive: true }) as string[])
			.map((file) => join(data, file))
			// The nodes are as they were packed, for everybody to read.
			.filter((file) => !file.includes('node_modules') && !lstatSync(file).isSymbolicLink());
		expect(kept.some((file) => file.endsWith('database.sqlite'))).toBe(true);
		expect(kept.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);
		expect(statSync(data).mode & 0o777).toBe(0o700);
	});

	test('the inbox has a conversation for each number', async () => {
		await inbox.conversation('María Rodríguez').waitFor();
		expect(await inbox.conversations.count()).toBe(3);
	});

	test('a conversation shows the message, its sender, type, metadata and contact ID', async () => {
		await inbox.conversation('María Rodríguez').click();
		const bubble = inbox.bubbles.first();
		const text = await bubble.innerText();
		expect(text).toContain('Sales');
		expect(text).toContain('Text');
		expect(text).toContain('Hola María Rodríguez! Gracias por tu interés en Solar panels.');
		expect(text).toMatch(/product\s+Solar panels/);
		expect(text).toMatch(/email\s+maria@example\.com/);
		expect(await bubble.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-/);
		expect(await inbox.page.locator('.contact-id code').innerText()).toMatch(/^[0-9a-f-]{36}$/);
		// Before anything runs again: one message for each person.
		expect(await inbox.bubbles.count()).toBe(1);
		await takePicture('inbox', inbox.page);
	});

	test('the raw request is one click away, without the key', async () => {
		const raw = inbox.bubbles.first().locator('.raw');
		expect(await raw.locator('pre').first().isVisible()).toBe(false);
		await raw.locator('summary').click();
		const request = await raw.locator('pre').first().innerText();
		expect(request).toContain('POST /vambe/api/public/ticket/open/web-whatsapp/1001');
		expect(request).toContain('"to_phone_number": "+56912345678"');
		expect(request).toContain('x-api-key: [hidden]');
		await raw.locator('summary').click();
	});

	test('search finds a number however it is written, and says when nothing matches', async () => {
		await inbox.page.keyboard.press('/');
		await inbox.page.keyboard.type('55 (11) 987');
		await inbox.conversation('João Silva').waitFor();
		expect(await inbox.conversations.count()).toBe(1);
		await inbox.page.getByRole('searchbox').fill('nobody');
		await inbox.page.getByText('No conversation matches “nobody”.').waitFor();
		await inbox.page.keyboard.press('Escape');
		expect(await inbox.conversations.count()).toBe(3);
	});

	test('in the editor: sign in, see the node, execute, and the messages appear live', async () => {
		const url = /http:\S+\/workflow\/\S+/.exec(start.output())![0];
		await editor.signIn(loginOf(data));
		await editor.page.goto(url);
		await editor.nodeOnCanvas('Vambe Ticket').waitFor();
		await inbox.conversation('Priya Natarajan').click();
		expect(await inbox.bubbles.count()).toBe(1);

		await editor.executeWorkflow();
		await inbox.bubbles.nth(1).waitFor();
		await editor.toasts.getByText('Workflow executed successfully').waitFor();
		await editor.closeToasts();
		await takePicture('workflow', editor.page);
	});

	test('in the panel of the trigger: the provider to choose, what to do there, and the address', async () => {
		await editor.page.goto(`http://127.0.0.1:${n8nPort}/home/workflows`);
		const { name } = readExample('rapid-messages.json');
		await editor.page.getByRole('heading', { name }).click();
		await editor.openNode('Text received');
		await editor.parameters.getByText('In AIsoule, open').waitFor();
		const provider = editor.parameter('provider').locator('input');
		expect(await provider.inputValue()).toBe('AIsoule');
		await editor.node.getByText('Webhook URLs').click();
		await editor.node.getByText('Production URL', { exact: true }).click();
		await editor.node.getByText(`http://127.0.0.1:${n8nPort}/webhook/`).waitFor();
		await takePicture('trigger', editor.page);
	});

	test('the sandbox misbehaves: the error says unknown, the inbox says what became of the message', async () => {
		const panel = inbox.page.locator('.faults');
		await panel.locator('summary').click();
		await inbox.page.getByLabel('What happens').selectOption('reset-after');
		await inbox.page.getByRole('button', { name: 'Switch on' }).click();
		await panel.getByLabel('Switched on').waitFor();
		await inbox.conversation('María Rodríguez').click();

		const n8n = new N8nClient(`http://127.0.0.1:${n8nPort}`, loginOf(data));
		await n8n.signIn();
		const workflowId = /\/workflow\/(\S+)/.exec(start.output())![1];
		const { status, error } = await n8n.run(workflowId, 'When clicking ‘Execute workflow’');
		expect(status).toBe('error');
		expect(error!.message).toContain('The connection to Vambe ended before an answer came');
		expect(error!.message).toContain('Of 3 items, 0 accepted, 1 unknown, 2 not sent.');
		await inbox.page.locator('.strike', { hasText: 'Taken, but the answer was lost' }).waitFor();

		await inbox.page.getByRole('button', { name: 'Behave again' }).click();
		await panel.getByLabel('Switched on').waitFor({ state: 'hidden' });
	});

	test('a wrong key is one error that says where to mend it, and n8n stores it nowhere readable', async () => {
		const wrong = { apiKey: WRONG_KEY, baseUrl: `http://127.0.0.1:${sandboxPort}/vambe` };
		const n8n = new N8nClient(`http://127.0.0.1:${n8nPort}`, loginOf(data));
		await n8n.signIn();
		await n8n.saveCredential('Vambe (sandbox)', 'vambeApi', wrong);
		const workflowId = /\/workflow\/(\S+)/.exec(start.output())![1];
		const { status, error } = await n8n.run(workflowId, 'When clicking ‘Execute workflow’');

		expect(status).toBe('error');
		expect(error!.message).toContain('Vambe did not accept the API key (HTTP 401');
		expect(error!.message).toContain('Open the credential "Vambe (sandbox)"');
		expect(error!.message).toContain('Nothing was sent.');

		const files = (readdirSync(data, { recursive: true }) as string[])
			.map((file) => join(data, file))
			.filter((file) => statSync(file).isFile() && !file.includes('node_modules'));
		const filesWith = (words: string) => files.filter((file) => readFileSync(file).includes(words));
		expect(filesWith('Vambe did not accept the API key').join()).toContain('database.sqlite');
		expect(files.some((file) => file.endsWith('n8n.log'))).toBe(true);
		expect(filesWith(WRONG_KEY)).toEqual([]);
		expect(start.output()).not.toContain(WRONG_KEY);
	});

	test('on a phone the list and the chat take turns', async () => {
		await inbox.page.setViewportSize({ width: 390, height: 780 });
		await inbox.conversation('Priya Natarajan').waitFor({ state: 'hidden' });
		await inbox.page.getByRole('button', { name: 'Back to all conversations' }).click();
		await inbox.conversation('Priya Natarajan').click();
		await inbox.bubbles.first().waitFor();
		const { scrollWidth } = await inbox.page.evaluate(() => ({
			scrollWidth: document.documentElement.scrollWidth,
		}));
		expect(scrollWidth).toBeLessThanOrEqual(390);
		await inbox.page.setViewportSize({ width: 1100, height: 720 });
	});

	test('Clear leads to the empty state, which says how to begin', async () => {
		await inbox.page.getByRole('button', { name: 'Clear', exact: true }).click();
		await inbox.page.getByRole('button', { name: 'Clear all' }).click();
		await inbox.page.getByText('No messages yet').waitFor();
		await inbox.page.getByText(`http://127.0.0.1:${sandboxPort}/vambe`).waitFor();
	});

	test('Ctrl-C stops everything', async () => {
		start.interrupt();
		await start.ended;
		await nothingIsLeft();
	});
});
