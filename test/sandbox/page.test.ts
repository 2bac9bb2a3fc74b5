import type { Browser, Page } from 'playwright-core';
import { providers } from '../../sandbox/providers';
import { launchChromium } from '../support/browser/chromium';
import { faintTexts } from '../support/browser/faintTexts';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

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
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
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

async function startConversation(number: string, name = '', writesTo?: string) {
	await page.locator('.new-conversation summary').click();
	if (writesTo) {
		await page.getByRole('combobox', { name: 'Writes to' }).selectOption({ label: writesTo });
	}
	await page.getByRole('textbox', { name: 'Number' }).fill(number);
	await page.getByRole('textbox', { name: 'Name' }).fill(name);
	await page.getByRole('button', { name: 'Start' }).click();
}

const says = async (from: string, name: string, text: string) =>
	await sandbox.reply({ provider: 'vobiz', type: 'text', from, name, text });

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
	const byHand = providers.filter(({ inbound }) => inbound.enteredByHand);
	expect(await panel.getByRole('form').count()).toBe(byHand.length);
});

test('a webhook is entered, its secret shown once, and removed', async () => {
	await page.locator('.webhooks summary').click();
	const aisoule = page.getByRole('form', { name: 'Webhook of AIsoule API' });
	await aisoule.getByLabel('URL').fill(`${hook.url}/a?token=abc`);
	await aisoule.getByLabel('URL').press('Enter');
	const secret = await aisoule.getByRole('status').locator('code').innerText();
	expect(secret).toBe('aisoule-sandbox-secret');
	const registered = page.locator('.registered li');
	await registered.getByText(`${hook.url}/a?token=***`).waitFor();
	expect(await page.content()).not.toContain('token=abc');
	await aisoule.getByRole('button', { name: 'Remove' }).click();
	await page.getByText('Nobody listens yet').waitFor();
	expect(await aisoule.getByRole('status').count()).toBe(0);
});

test('a person writes first: the reply reaches n8n, and its delivery is seen', async () => {
	await sandbox.enter('vambe', { url: `${hook.url}/v?secret=abc` });
	await startConversation('+56 9 1234 5678', 'Ada Lovelace', 'Vambe API');
	await page.getByText('Write the first message').waitFor();
	await page.locator('.chat header').getByText('Writes to Vambe API, Sales').waitFor();
	// No click: after Start, the field waits for the words.
	await page.keyboard.type('Do you ship to Chile?');
	await page.keyboard.press('Enter');
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
	await lastBubble().getByRole('button', { name: 'What to do' }).click();
	await page.locator('.webhooks').getByText('publish the workflow').first().waitFor();

	await sandbox.enter('aisoule', { url: hook.url });
	await sandbox.deliver({ timeScale: 10 });
	hook.answer(401, 200);
	await field().fill('And now?');
	await field().press('Enter');
	const reason = 'the secret is not the Webhook Secret of the credential';
	await lastBubble().getByText(`refused (401: ${reason}), tries again at`).waitFor();
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
	await page.locator('.bubble.incoming').getByText('Pickup', { exact: true }).waitFor();
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

test('a new conversation is with Vobiz, unless one chooses another, as in the first walk', async () => {
	await startConversation('+56 9 1234 5678');
	await page.locator('.chat header').getByText('Writes to Vobiz Messaging API, Shop').waitFor();
});

test.each(['9 8765 1111', '56987651111', '+'])(
	'the number %s is refused, with the way out',
	async (number) => {
		await startConversation(number);
		if (number !== '+') {
			await page.getByText('The country code is missing. Write the number with +').waitFor();
		}
		expect(await page.locator('.chat').count()).toBe(0);
		await page.getByRole('textbox', { name: 'Number' }).fill('0056 9 8765-1111');
		await page.getByRole('button', { name: 'Start' }).click();
		await page.locator('.chat header').getByText('+56987651111').waitFor();
	},
);

describe('Clear', () => {
	const clear = () => page.getByRole('button', { name: 'Clear', exact: true });

	beforeEach(async () => {
		await says('+56912345678', 'Ada', 'Hello');
		await page.getByRole('searchbox').fill('ada');
		await page.locator('.conversations li').waitFor();
		await clear().click();
		await page.getByText('Clear 1 conversation with all messages?').waitFor();
	});

	test('asks first, and keeps all when one changes one’s mind', async () => {
		await page.getByRole('button', { name: 'Keep' }).click();
		await clear().click();
		await page.keyboard.press('Escape');
		expect(await page.locator('.conversations li').count()).toBe(1);
		expect(await sandbox.messages()).toHaveLength(1);
	});

	test('clears the messages and the search', async () => {
		await page.getByRole('button', { name: 'Clear all' }).click();
		await page.getByText('No messages yet').waitFor();
		expect(await sandbox.messages()).toEqual([]);
		expect(await page.getByRole('searchbox').inputValue()).toBe('');
	});
});

test.each([
	['jose', 'José Pérez'],
	['PÉREZ', 'José Pérez'],
	['mañana', 'José Pérez'],
	['manana', 'José Pérez'],
	['(91) 98765', 'Priya'],
	['invoice 42', 'Priya'],
])('the search for %s finds %s', async (words, name) => {
	await says('+56912345678', 'José Pérez', '¿Abren mañana?');
	await says('+919876543210', 'Priya', 'Where is invoice 42?');
	await says('+919876543210', 'Priya', 'Thank you');
	await page.locator('.conversations li').nth(1).waitFor();
	await page.getByRole('searchbox').fill(words);
	await page.getByText(name).waitFor();
	expect(await page.locator('.conversations li').count()).toBe(1);
});

test('a hit in an older message is shown in the list', async () => {
	await says('+919876543210', 'Priya', 'Where is invoice 42?');
	await says('+919876543210', 'Priya', 'Thank you');
	await page.getByText('Thank you').waitFor();
	await page.getByRole('searchbox').fill('invoice');
	await page.locator('.preview').getByText('Where is invoice 42?').waitFor();
});

test('older conversations are one click away', async () => {
	const numbers = Array.from({ length: 203 }, (_, index) => `+5691234${5000 + index}`);
	for (const number of numbers) await says(number, `Contact ${number}`, 'Hello');
	const shown = page.locator('.conversations li');
	await page.getByRole('button', { name: 'Show 3 more of 203 conversations' }).click();
	await page.getByText(`Contact ${numbers[0]}`).waitFor();
	expect(await shown.count()).toBe(203);
});

test('Arabic and Hebrew are read from the right, and the beginning is in sight', async () => {
	await says('+971501234567', 'ليلى أحمد', 'مرحبا، هل المتجر مفتوح اليوم؟ '.repeat(5));
	await page.locator('.preview').waitFor();
	const directionOf = async (selector: string) =>
		await page
			.locator(selector)
			.first()
			.evaluate((element) => getComputedStyle(element).direction);
	expect(await directionOf('.conversations .preview')).toBe('rtl');
	expect(await directionOf('.conversations strong')).toBe('rtl');
	await openConversation();
	expect(await directionOf('.chat header strong')).toBe('rtl');
	expect(await directionOf('.bubble .text')).toBe('rtl');
});

test('one message is one message; the ID of a contact says what it is, and can be copied', async () => {
	await sandbox.reply({ provider: 'vobiz', type: 'text', from: '+56912345678', text: 'Hello' });
	await openConversation();
	await page.locator('.chat header').getByText('1 message', { exact: true }).waitFor();
	await page.getByText('Contact ID, as in the receipt').waitFor();
	await page.getByRole('button', { name: 'Copy contact ID' }).click();
	await page.getByText('Copied').waitFor();
	const id = await page.locator('.contact-id code').innerText();
	expect(await page.evaluate(async () => await navigator.clipboard.readText())).toBe(id);
});

test('the credentials are in reach beside conversations, on a phone too, with a button that copies', async () => {
	await says('+56912345678', 'Ada', 'Hello');
	await openConversation();
	for (const width of [1100, 390]) {
		await page.setViewportSize({ width, height: 760 });
		if (width === 390) await page.getByRole('button', { name: 'Back' }).click();
		await page.getByRole('link', { name: 'Credentials' }).click();
		const card = page.locator('.guide', { hasText: 'Vambe API' });
		await card.getByRole('button', { name: 'Copy Base URL of Vambe API' }).click();
		const copied = await page.evaluate(async () => await navigator.clipboard.readText());
		expect(copied).toBe(`${sandbox.url}/vambe`);
		expect(await card.innerText()).toContain('vambe-sandbox-secret');
	}
	await page.getByRole('button', { name: 'Back' }).click();
	await page.getByText('Ada').waitFor();
	await page.setViewportSize({ width: 1100, height: 760 });
});

test.each(['.webhooks', '.faults', '.new-conversation'])(
	'an open panel (%s) leaves the conversations in sight',
	async (panel) => {
		await page.setViewportSize({ width: 1100, height: 640 });
		await says('+56912345678', 'Ada', 'Hello');
		await page.locator(`${panel} summary`).click();
		const box = (await page.locator('.conversations li').first().boundingBox())!;
		expect(box.y + box.height).toBeLessThanOrEqual(640);
		await page.setViewportSize({ width: 1100, height: 760 });
	},
);

test.each([
	['', 'the secret is missing in the address'],
	['?secret=wrong', 'the secret in the address is not the Webhook Secret of the credential'],
])('Vambe with "%s" behind the address: a refused call says why', async (query, reason) => {
	await sandbox.enter('vambe', { url: `${hook.url}/v${query}` });
	hook.answer(401, 401, 401, 401, 401);
	await startConversation('+56912345678', 'Ada', 'Vambe API');
	await page.locator('textarea:focus').waitFor();
	await page.keyboard.type('Hello');
	await page.keyboard.press('Enter');
	await lastBubble().getByText(`refused (401: ${reason})`).waitFor();
	await lastBubble().getByRole('button', { name: 'What to do' }).waitFor();
});

test.each([
	['out-502', 'Taken, but the answer was an error'],
	['out-500', 'Taken, but the answer was an error'],
	['reset-after', 'Taken, but the answer was lost'],
	['empty', 'Taken, but the answer was lost'],
	['status-400', 'Not taken'],
] as const)(
	'a message struck by %s: "%s", in the conversation and in the list',
	async (kind, says) => {
		await sandbox.misbehave({ faults: [{ kind }] });
		await sendThroughAisoule({ type: 'text', text: 'Hello' }).catch(() => {});
		await sandbox.misbehave({});
		await page.locator('.preview', { hasText: says }).waitFor();
		await openConversation();
		await page.locator('.strike', { hasText: says }).waitFor();
	},
);

describe.each(['light', 'dark'] as const)(
	'for those who see little or not at all, %s',
	(colors) => {
		beforeEach(async () => {
			await page.emulateMedia({ colorScheme: colors });
			await says('+56912345678', 'Ada', 'Hello');
			await sendThroughAisoule({ type: 'text', text: 'Hello' });
		});
		afterAll(async () => await page.emulateMedia({ colorScheme: null }));

		test.each([
			['start', async () => await page.locator('.guide').first().waitFor()],
			['conversation', openConversation],
			['webhooks', async () => await page.locator('.webhooks summary').click()],
		])('%s: text stands out, headings and lists are in order', async (_name, open) => {
			await open();
			expect(await page.evaluate(faintTexts)).toEqual([]);
			const levels = await page
				.locator('h1:visible, h2:visible, h3:visible')
				.evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName[1])));
			expect(levels[0]).toBe(1);
			expect(levels.filter((level, index) => level - (levels[index - 1] ?? 1) > 1)).toEqual([]);
			const lonely = page.locator('dt:not(:has(+ dd))');
			expect(await lonely.count()).toBe(0);
		});
	},
);

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
