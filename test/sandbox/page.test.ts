import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/webhookReceiver';

/** The inbox page as a person uses it: in a real browser. */
let sandbox: SandboxProcess;
let hook: WebhookReceiver;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	[sandbox, hook, browser] = await Promise.all([
		startSandboxProcess(),
		receiveWebhooks(),
		launchChromium(),
	]);
	page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
	page.setDefaultTimeout(10_000);
});
afterAll(async () => {
	await browser.close();
	await sandbox.stop();
	await hook.stop();
});
beforeEach(async () => {
	await sandbox.forgetWebhooks();
	await sandbox.deliver({});
	await sandbox.clear();
	hook.clear();
	await page.goto(sandbox.url);
	await page.getByText('Live', { exact: true }).waitFor();
});

const KEY = { 'content-type': 'application/json', 'x-api-key': 'aisoule-sandbox-key' };

async function sendThroughAisoule(message: object) {
	await fetch(`${sandbox.url}/aisoule/api/messages/send`, {
		method: 'POST',
		headers: KEY,
		body: JSON.stringify({ to: '+919876543210', ...message }),
	});
}

const openConversation = async () => await page.locator('.conversations button').first().click();

const field = () => page.getByRole('textbox', { name: /^Write as/ });

const lastBubble = () => page.locator('.bubble').last();

async function lastTold() {
	const received = await hook.first(1);
	return JSON.parse(received.at(-1)!.raw.toString());
}

test('with nothing registered, the panel says how to begin', async () => {
	const panel = page.locator('.webhooks');
	await page.getByText('No messages yet').waitFor();
	expect(await panel.locator('summary').innerText()).toMatch(/Webhooks\s+None/);
	await panel.locator('summary').click();
	await panel.getByText('Nobody listens yet').waitFor();
	expect(await panel.locator('ol li').count()).toBe(4);
	expect(await panel.getByRole('form').count()).toBe(2);
});

test('a webhook is entered, its secret shown once, and removed', async () => {
	await page.locator('.webhooks summary').click();
	const aisoule = page.getByRole('form', { name: 'Webhook of AIsoule API' });
	await aisoule.getByLabel('URL').fill(`${hook.url}/a?token=abc`);
	await aisoule.getByLabel('URL').press('Enter');
	const secret = await aisoule.getByRole('status').locator('code').innerText();
	expect(secret).toMatch(/^[0-9a-f]{48}$/);
	const registered = page.locator('.registered li');
	await registered.getByText(`${hook.url}/a?token=***`).waitFor();
	expect(await page.content()).not.toContain('token=abc');
	await aisoule.getByRole('button', { name: 'Remove' }).click();
	await page.getByText('Nobody listens yet').waitFor();
	expect(await page.content()).not.toContain(secret);
});

test('a person writes first: the reply reaches n8n, and its delivery is seen', async () => {
	await sandbox.enter('vambe', { url: `${hook.url}/v?secret=abc` });
	await page.locator('.new-conversation summary').click();
	await page.getByRole('textbox', { name: 'Number' }).fill('+56 9 1234 5678');
	await page.getByRole('textbox', { name: 'Name' }).fill('Ada Lovelace');
	await page.getByRole('button', { name: 'Start' }).click();
	await page.getByText('Write the first message').waitFor();
	await field().fill('Do you ship to Chile?');
	await field().press('Enter');
	await lastBubble().getByText('Do you ship to Chile?').waitFor();
	expect(await lastBubble().getAttribute('class')).toContain('incoming');
	expect(await lastTold()).toMatchObject({
		type: 'message.received',
		data: { fromNumber: '56912345678', name: 'Ada Lovelace', message: 'Do you ship to Chile?' },
	});
	await lastBubble().getByText('delivered (200)').waitFor();
	expect(await field().inputValue()).toBe('');
	const [box, chat] = await Promise.all([
		lastBubble().boundingBox(),
		page.locator('.chat').boundingBox(),
	]);
	expect(box!.x - chat!.x).toBeLessThan(40);
});

test('nobody listens, and a refusal, are said under the reply', async () => {
	await sendThroughAisoule({ type: 'text', text: 'Hello' });
	await openConversation();
	await field().fill('Anybody there?');
	await page.getByRole('button', { name: 'Send' }).click();
	await lastBubble().getByText('nobody listens: no webhook is registered (AIsoule API)').waitFor();

	await sandbox.enter('aisoule', { url: hook.url });
	await sandbox.deliver({ timeScale: 10 });
	hook.answer(401, 200);
	await field().fill('And now?');
	await field().press('Enter');
	await lastBubble().getByText('refused (401), tries again at').waitFor();
	await lastBubble().getByText('delivered (200)').waitFor();
});

test('buttons and rows that were sent can be tapped', async () => {
	await sandbox.enter('aisoule', { url: hook.url });
	const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
	await sendThroughAisoule({
		type: 'interactive',
		interactive: {
			type: 'button',
			body: { text: 'Delivery or pickup?' },
			action: { buttons: [button('d', 'Delivery'), button('p', 'Pickup')] },
		},
	});
	await openConversation();
	await page.getByRole('button', { name: 'Pickup', exact: true }).click();
	await page.locator('.bubble.incoming').getByText('Pickup').waitFor();
	const [{ messageId }] = await sandbox.messages();
	expect((await lastTold()).data).toMatchObject({
		type: 'interactive',
		interactive: { type: 'button_reply', button_reply: { id: 'p', title: 'Pickup' } },
		context: { id: messageId },
	});

	hook.clear();
	await sendThroughAisoule({
		type: 'interactive',
		interactive: {
			type: 'list',
			body: { text: 'Which colour?' },
			action: { button: 'Colours', sections: [{ rows: [{ id: 'r', title: 'Red' }] }] },
		},
	});
	// By keyboard.
	await page.getByRole('button', { name: 'Red', exact: true }).focus();
	await page.keyboard.press('Enter');
	expect((await lastTold()).data).toMatchObject({
		interactive: { type: 'list_reply', list_reply: { id: 'r', title: 'Red' } },
	});
});

test('a message that was sent is marked as read', async () => {
	await sandbox.enter('aisoule', { url: hook.url });
	await sendThroughAisoule({ type: 'text', text: 'Hello' });
	await openConversation();
	await lastBubble().getByLabel('What became of it').click();
	await page.getByRole('button', { name: 'Mark as read' }).click();
	const [{ messageId }] = await sandbox.messages();
	expect(await lastTold()).toMatchObject({
		event: 'message.read',
		data: { message_id: messageId },
	});
	await lastBubble().getByText('delivered (200)').waitFor();
	expect(await lastBubble().locator('.deliveries').innerText()).toBe('Read delivered (200)');
	expect(await page.getByRole('button', { name: 'Mark as read' }).isVisible()).toBe(false);
});

test('a picture and a file go along', async () => {
	await sandbox.enter('aisoule', { url: hook.url });
	await sendThroughAisoule({ type: 'text', text: 'Hello' });
	await openConversation();
	await page.getByLabel('Attach').click();
	await page.getByRole('button', { name: 'Sample picture' }).click();
	const picture = page.locator('.bubble.incoming img');
	await picture.waitFor();
	expect(
		await picture.evaluate((image: HTMLImageElement) =>
			image.decode().then(() => image.naturalWidth),
		),
	).toBe(320);
	expect((await lastTold()).data.image.mime_type).toBe('image/png');

	hook.clear();
	await page.getByLabel('File').setInputFiles({
		name: 'order.txt',
		mimeType: 'text/plain',
		buffer: Buffer.from('Two chairs'),
	});
	const { document } = (await lastTold()).data;
	expect(document).toMatchObject({ mime_type: 'text/plain', filename: 'order.txt' });
	expect(await (await fetch(document.url)).text()).toBe('Two chairs');
});

test('at the width of a phone nothing sticks out, and the composer is in sight', async () => {
	await page.setViewportSize({ width: 390, height: 780 });
	await sendThroughAisoule({ type: 'text', text: 'Hello' });
	const widest = async () => await page.evaluate(() => document.documentElement.scrollWidth);
	await page.locator('.webhooks summary').click();
	expect(await widest()).toBe(390);
	await page.locator('.new-conversation summary').click();
	expect(await widest()).toBe(390);
	await page.locator('.new-conversation summary').click();
	await openConversation();
	const box = (await field().boundingBox())!;
	expect(box.y + box.height).toBeLessThanOrEqual(780);
	await page.getByLabel('Attach').click();
	await page.getByRole('button', { name: 'Sample picture' }).waitFor();
	expect(await widest()).toBe(390);
	await page.keyboard.press('Escape');
	expect(await page.getByRole('button', { name: 'Sample picture' }).isVisible()).toBe(false);
	await page.setViewportSize({ width: 1100, height: 760 });
});
