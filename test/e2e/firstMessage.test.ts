import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readExample } from '../../scripts/examples';
import { N8nClient, OWNER } from '../../scripts/n8nClient';
import { freePort, requirePort } from '../../scripts/ports';
import { launchChromium } from '../support/chromium';
import { npmStart, type NpmStart } from '../support/npmStart';

/** With SCREENSHOTS=1 the pictures of the README are taken on the way. */
const pictures = process.env.SCREENSHOTS ? join(__dirname, '..', '..', 'docs', 'images') : null;

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
	const start = npmStart('--once', '--data', data, ...ports());
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
	const start = npmStart('--once', '--data', data, ...ports());
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
	let inbox: Page;
	let editor: Page;

	beforeAll(async () => {
		browser = await launchChromium();
		start = npmStart('--data', data, ...ports());
		await start.printed('Ctrl-C stops everything.');
		inbox = await browser.newPage({ viewport: { width: 1100, height: 720 } });
		await inbox.goto(`http://127.0.0.1:${sandboxPort}`);
		editor = await browser.newPage({ viewport: { width: 1100, height: 720 } });
	});
	afterAll(async () => {
		await browser.close();
		start.interrupt();
		await start.ended;
	});

	const bubbles = () => inbox.locator('.bubble');
	const conversation = (name: string) => inbox.locator('.conversations button', { hasText: name });

	test('the inbox has a conversation for each number', async () => {
		await conversation('María Rodríguez').waitFor();
		expect(await inbox.locator('.conversations li').count()).toBe(3);
	});

	test('a conversation shows the message, its sender, type, metadata and contact ID', async () => {
		await conversation('María Rodríguez').click();
		const bubble = bubbles().first();
		const text = await bubble.innerText();
		expect(text).toContain('Sales');
		expect(text).toContain('Text');
		expect(text).toContain('Hola María Rodríguez! Gracias por tu interés en Solar panels.');
		expect(text).toMatch(/product\s+Solar panels/);
		expect(text).toMatch(/email\s+maria@example\.com/);
		expect(await bubble.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-/);
		expect(await inbox.locator('.contact-id').innerText()).toMatch(/^[0-9a-f-]{36}$/);
	});

	test('the raw request is one click away, without the key', async () => {
		const raw = bubbles().first().locator('.raw');
		expect(await raw.locator('pre').first().isVisible()).toBe(false);
		await raw.locator('summary').click();
		const request = await raw.locator('pre').first().innerText();
		expect(request).toContain('POST /vambe/api/public/ticket/open/web-whatsapp/1001');
		expect(request).toContain('"to_phone_number": "+56912345678"');
		expect(request).toContain('x-api-key: [hidden]');
		await raw.locator('summary').click();
	});

	test('search finds a number however it is written, and says when nothing matches', async () => {
		await inbox.keyboard.press('/');
		await inbox.keyboard.type('55 (11) 987');
		await conversation('João Silva').waitFor();
		expect(await inbox.locator('.conversations li').count()).toBe(1);
		await inbox.getByRole('searchbox').fill('nobody');
		await inbox.getByText('No conversation matches “nobody”.').waitFor();
		await inbox.keyboard.press('Escape');
		expect(await inbox.locator('.conversations li').count()).toBe(3);
	});

	test('in the editor: sign in, see the node, execute, and the messages appear live', async () => {
		const url = /http:\S+\/workflow\/\S+/.exec(start.output())![0];
		await editor.goto(`http://127.0.0.1:${n8nPort}/signin`);
		await editor.fill('input[name=emailOrLdapLoginId]', OWNER.email);
		await editor.fill('input[type=password]', OWNER.password);
		await editor.keyboard.press('Enter');
		await editor.waitForURL((address) => !address.pathname.includes('signin'));
		await editor.goto(url);
		const node = editor.locator('[data-test-id="canvas-node"]', { hasText: 'Vambe Ticket' });
		await node.waitFor();
		await conversation('Priya Natarajan').click();
		expect(await bubbles().count()).toBe(1);

		await editor.click('[data-test-id="execute-workflow-button"]');
		await bubbles().nth(1).waitFor();
		await editor.getByText('Workflow executed successfully').waitFor();
		if (pictures) {
			await conversation('María Rodríguez').click();
			await editor.mouse.move(0, 0);
			await editor.getByText('Workflow executed successfully').waitFor({ state: 'hidden' });
			await inbox.screenshot({ path: join(pictures, 'inbox.png') });
			await editor.screenshot({ path: join(pictures, 'workflow.png') });
		}
	});

	test('in the panel of the trigger: the provider to choose, what to do there, and the address', async () => {
		await editor.goto(`http://127.0.0.1:${n8nPort}/home/workflows`);
		await editor.getByRole('heading', { name: readExample('rapid-messages.json').name }).click();
		await editor
			.locator('[data-test-id="canvas-node"]', { hasText: 'Text received' })
			.first()
			.dblclick();
		await editor.getByText('In AIsoule, open').waitFor();
		const provider = editor.locator('[data-test-id="parameter-input-provider"] input');
		expect(await provider.inputValue()).toBe('AIsoule');
		await editor.getByText('Webhook URLs').click();
		await editor.getByText('Production URL', { exact: true }).click();
		await editor.getByText(`http://127.0.0.1:${n8nPort}/webhook/`).waitFor();
		if (pictures) {
			await editor.mouse.move(0, 0);
			await editor.screenshot({ path: join(pictures, 'trigger.png') });
		}
	});

	test('the sandbox misbehaves: the error says unknown, the inbox says what became of the message', async () => {
		const panel = inbox.locator('.misbehave');
		await panel.locator('summary').click();
		await inbox.getByLabel('What happens').selectOption('reset-after');
		await inbox.getByRole('button', { name: 'Switch on' }).click();
		await panel.getByLabel('Switched on').waitFor();
		await conversation('María Rodríguez').click();

		const n8n = new N8nClient(`http://127.0.0.1:${n8nPort}`);
		await n8n.signIn();
		const workflowId = /\/workflow\/(\S+)/.exec(start.output())![1];
		const { status, error } = await n8n.run(workflowId, 'When clicking ‘Execute workflow’');
		expect(status).toBe('error');
		expect(error!.message).toContain('The connection to Vambe ended before an answer came');
		expect(error!.message).toContain('Of 3 items, 0 accepted, 1 unknown, 2 not sent.');
		await inbox.locator('.strike', { hasText: 'Taken, but the answer was lost' }).waitFor();

		await inbox.getByRole('button', { name: 'Behave again' }).click();
		await panel.getByLabel('Switched on').waitFor({ state: 'hidden' });
	});

	test('a wrong key is one error that says where to mend it, and n8n stores it nowhere readable', async () => {
		const wrong = { apiKey: WRONG_KEY, baseUrl: `http://127.0.0.1:${sandboxPort}/vambe` };
		const n8n = new N8nClient(`http://127.0.0.1:${n8nPort}`);
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
		await inbox.setViewportSize({ width: 390, height: 780 });
		await conversation('Priya Natarajan').waitFor({ state: 'hidden' });
		await inbox.getByRole('button', { name: 'Back to all conversations' }).click();
		await conversation('Priya Natarajan').click();
		await bubbles().first().waitFor();
		const { scrollWidth } = await inbox.evaluate(() => ({
			scrollWidth: document.documentElement.scrollWidth,
		}));
		expect(scrollWidth).toBeLessThanOrEqual(390);
		await inbox.setViewportSize({ width: 1100, height: 720 });
	});

	test('Clear leads to the empty state, which says how to begin', async () => {
		await inbox.getByRole('button', { name: 'Clear' }).click();
		await inbox.getByText('No messages yet').waitFor();
		await inbox.getByText(`http://127.0.0.1:${sandboxPort}/vambe`).waitFor();
	});

	test('Ctrl-C stops everything', async () => {
		start.interrupt();
		await start.ended;
		await nothingIsLeft();
	});
});
