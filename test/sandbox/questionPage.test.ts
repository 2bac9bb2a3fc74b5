import type { Browser, Page } from 'playwright-core';
import { valueAt } from '../../sandbox/lib/jsonAccess';
import { launchChromium } from '../support/browser/chromium';
import { faintTexts } from '../support/browser/faintTexts';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

/** A question on the inbox page: it is answered by a tap, by a link, or by words that quote it. */
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
	await sandbox.enter('aisoule', { url: hook.url });
	await call('/vobiz/webhooks', { url: hook.url, secret: 's' });
	for (const instance of ['cap', 'phone']) {
		const webhook = { enabled: true, url: hook.url, events: [] };
		await call(`/evolution-v2/webhook/set/${instance}`, { webhook });
		await call(`/evolution-v1/webhook/set/${instance}`, webhook);
	}
});
afterAll(async () => {
	await browser.close();
	await sandbox.stop();
	await hook.stop();
});
beforeEach(async () => {
	await sandbox.clear();
	await page.goto(sandbox.url);
	await page.getByText('Live', { exact: true }).waitFor();
	hook.clear();
});

const NUMBER = '15550100002';

const KEYS = {
	'x-api-key': 'aisoule-sandbox-key',
	'x-auth-id': 'MA_SANDBOX',
	'x-auth-token': 'vobiz-sandbox-token',
	apikey: 'evolution-sandbox-key',
};

async function call(path: string, body: object) {
	const response = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...KEYS },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(text);
	return JSON.parse(text) as { key: { id: string } };
}

const openConversation = async () => await page.locator('.conversations button').first().click();

const bubble = (nth: number) => page.locator('.bubble').nth(nth);

const button = (name: string) => bubble(0).getByRole('button', { name, exact: true });

async function told(count = 1) {
	const received = await hook.first(count);
	return received.map(({ raw }) => JSON.parse(raw.toString()));
}

/** As long as the IDs that resume an execution. */
const idOf = (answer: string) => `wgq1.10234.${'a1B2-_c3'.repeat(9)}.${answer}`;

const [YES, NO] = ['yes', 'no'].map(idOf);

/** In Meta's words; the order of the components is nobody's. */
const components = [
	{
		type: 'button',
		sub_type: 'quick_reply',
		index: '1',
		parameters: [{ type: 'payload', payload: NO }],
	},
	{ type: 'body', parameters: ['1001', '$20'].map((text) => ({ type: 'text', text })) },
	{
		type: 'button',
		sub_type: 'quick_reply',
		index: '0',
		parameters: [{ type: 'payload', payload: YES }],
	},
];

const replyButton = (title: string, id: string) => ({ type: 'reply', reply: { id, title } });

const flowButton = (displayText: string, id: string) => ({ type: 'reply', displayText, id });

interface Question {
	path: string;
	body: object;
	/** Where the message is in the event. */
	at: string[];
	/** What the provider reports of a tap on Decline. */
	expected: object;
}

const questions: Record<string, Question> = {
	'AIsoule, reply buttons': {
		path: '/aisoule/api/messages/send',
		body: {
			to: `+${NUMBER}`,
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'Do you approve order 1001?' },
				action: { buttons: [replyButton('Approve', YES), replyButton('Decline', NO)] },
			},
		},
		at: ['data'],
		expected: {
			type: 'interactive',
			interactive: { type: 'button_reply', button_reply: { id: NO, title: 'Decline' } },
		},
	},
	'AIsoule, a template': {
		path: '/aisoule/api/messages/send',
		body: {
			to: `+${NUMBER}`,
			type: 'template',
			template: { name: 'order_approval', language: 'en', components },
		},
		at: ['data'],
		expected: { type: 'button', button: { text: 'Decline', payload: NO } },
	},
	'Vobiz, a template': {
		path: '/vobiz/messages',
		body: {
			channel_id: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
			waba_id: '123456789012345',
			to: `+${NUMBER}`,
			type: 'template',
			template: { name: 'order_approval', language: { code: 'en_US' }, components },
		},
		at: ['payload', 'entry', '0', 'changes', '0', 'value', 'messages', '0'],
		expected: { type: 'button', button: { text: 'Decline', payload: NO } },
	},
	'Evolution 2, a phone': {
		path: '/evolution-v2/message/sendButtons/phone',
		body: {
			number: NUMBER,
			title: 'Order 1001',
			description: 'Do you approve it?',
			buttons: [flowButton('Approve', YES), flowButton('Decline', NO)],
		},
		at: ['data'],
		expected: {
			messageType: 'interactiveResponseMessage',
			message: {
				interactiveResponseMessage: {
					body: { text: 'Decline' },
					nativeFlowResponseMessage: {
						name: 'quick_reply',
						paramsJson: JSON.stringify({ id: NO }),
					},
				},
			},
		},
	},
	'Evolution 2, WhatsApp Business, which tells no ID': {
		path: '/evolution-v2/message/sendButtons/cap',
		body: {
			number: NUMBER,
			title: 'Do you approve order 1001?',
			buttons: [flowButton('Approve', YES), flowButton('Decline', NO)],
		},
		at: ['data'],
		expected: { messageType: 'interactiveMessage', message: { conversation: 'Decline' } },
	},
	'Evolution 1, WhatsApp Business, which tells no tap from words': {
		path: '/evolution-v1/message/sendButtons/cap',
		body: {
			number: NUMBER,
			buttonMessage: {
				title: 'Do you approve order 1001?',
				buttons: [
					{ buttonText: 'Approve', buttonId: YES },
					{ buttonText: 'Decline', buttonId: NO },
				],
			},
		},
		at: ['data'],
		expected: { messageType: 'conversation', message: { conversation: 'Decline' } },
	},
};

describe.each(Object.entries(questions))('%s', (_name, { path, body, at, expected }) => {
	const tap = (event: unknown) => valueAt(event, ...at);

	beforeEach(async () => {
		await call(path, body);
		await openConversation();
		await button('Decline').waitFor();
	});

	test('a tap reaches n8n as what it is, and is seen', async () => {
		await button('Decline').click();
		const [event] = await told();
		expect(tap(event)).toMatchObject(expected);
		const [{ messageId }] = await sandbox.messages();
		expect(JSON.stringify(tap(event))).toContain(messageId);
		await page.locator('.bubble.incoming .text').getByText('Decline', { exact: true }).waitFor();
		await bubble(1).locator('.quote').getByText('approve').waitFor();
		expect(await button('Decline').getAttribute('title')).toBe('Tapped');
		expect(await button('Approve').getAttribute('title')).toBeNull();
		expect(await bubble(0).locator('.tapped').count()).toBe(1);
	});

	test('it can be tapped again, and another one too', async () => {
		for (const name of ['Decline', 'Decline', 'Approve']) await button(name).click();
		const [first, second, third] = await told(3);
		expect(tap(second)).toMatchObject(expected);
		expect(tap(first)).toMatchObject(expected);
		expect(tap(third)).not.toMatchObject(expected);
		await button('Approve').and(page.getByTitle('Tapped')).waitFor();
		expect(await page.locator('.bubble.incoming').count()).toBe(3);
	});

	test('the keyboard reaches it by Tab, and taps by Enter', async () => {
		await button('Approve').focus();
		await page.keyboard.press('Shift+Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(tap((await told())[0])).toMatchObject(expected);
	});
});

test('what is tapped has no ID in sight, and nothing sticks out on a phone', async () => {
	await call(questions['Vobiz, a template'].path, questions['Vobiz, a template'].body);
	await openConversation();
	await button('Decline').click();
	await button('Decline').and(page.getByTitle('Tapped')).waitFor();
	expect(await bubble(0).locator('.card-buttons').innerText()).not.toContain('wgq1');
	await page.setViewportSize({ width: 390, height: 780 });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
	expect(await page.evaluate(faintTexts)).toEqual([]);
	await page.setViewportSize({ width: 1100, height: 760 });
});

test('WhatsApp Business shows the title of buttons alone', async () => {
	await call('/evolution-v2/message/sendButtons/cap', {
		number: NUMBER,
		title: 'Order 1001',
		description: 'Do you approve it?',
		footer: 'Shop',
		buttons: [flowButton('Approve', YES)],
	});
	await openConversation();
	await bubble(0).getByText('Order 1001', { exact: true }).waitFor();
	expect(await bubble(0).innerText()).not.toMatch(/approve it|Shop/);
});

describe('an answer in words that quotes the question', () => {
	const answer = async (words: string) => {
		await openConversation();
		await bubble(0).getByRole('button', { name: 'Reply' }).click();
		await page.keyboard.type(words);
		await page.keyboard.press('Enter');
		const [{ data }] = await told();
		return data;
	};

	const TEXT = 'Do you approve order 1001?\n\n1 – Yes\n2 – No\n\nReply with the number.';

	const ask = async (instance: string, text = TEXT) =>
		(await call(`/evolution-v2/message/sendText/${instance}`, { number: NUMBER, text })).key;

	test('comes with all of its words on a phone', async () => {
		const { id } = await ask('phone');
		expect(await answer('Yes')).toMatchObject({
			messageType: 'conversation',
			message: { conversation: 'Yes' },
			contextInfo: {
				stanzaId: id,
				participant: '551155550000@s.whatsapp.net',
				quotedMessage: { conversation: TEXT },
			},
		});
	});

	test('comes with them in the message too on a phone of version 1', async () => {
		const message = { number: NUMBER, textMessage: { text: TEXT } };
		const { key } = await call('/evolution-v1/message/sendText/phone', message);
		const contextInfo = { stanzaId: key.id, quotedMessage: { conversation: TEXT } };
		expect(await answer('Yes')).toMatchObject({
			messageType: 'extendedTextMessage',
			message: { extendedTextMessage: { text: 'Yes', contextInfo } },
			contextInfo,
		});
	});

	test('comes with the buttons of a phone as they were sent', async () => {
		const { path, body } = questions['Evolution 2, a phone'];
		await call(path, body);
		const { quotedMessage } = (await answer('Approve')).contextInfo;
		const { interactiveMessage } = quotedMessage.viewOnceMessage.message;
		expect(interactiveMessage).toMatchObject({
			body: { text: '*Order 1001*\n\nDo you approve it?\n' },
			nativeFlowMessage: {
				buttons: [
					{ buttonParamsJson: JSON.stringify({ display_text: 'Approve', id: YES }) },
					{ buttonParamsJson: JSON.stringify({ display_text: 'Decline', id: NO }) },
				],
			},
		});
	});

	test('comes with the caption of a picture, and not with what that one quotes', async () => {
		const quoted = { key: { id: 'EARLIER' }, message: { conversation: 'Before' } };
		const media = { mediatype: 'image', media: 'https://a.example/x.png', caption: 'Approve?' };
		await call('/evolution-v2/message/sendMedia/phone', { number: NUMBER, quoted, ...media });
		const { quotedMessage } = (await answer('Yes')).contextInfo;
		expect(quotedMessage.imageMessage.caption).toBe('Approve?');
		expect(JSON.stringify(quotedMessage)).not.toContain('Before');
	});

	test('comes with the words after an edit', async () => {
		const key = await ask('phone', 'Do you aprove?');
		await call('/evolution-v2/chat/updateMessage/phone', {
			number: NUMBER,
			text: 'Do you approve?',
			key,
		});
		const { quotedMessage } = (await answer('Yes')).contextInfo;
		expect(quotedMessage).toEqual({ conversation: 'Do you approve?' });
	});

	test('comes with its ID alone on WhatsApp Business', async () => {
		const { id } = await ask('cap');
		const data = await answer('Yes');
		expect(data.contextInfo).toEqual({ stanzaId: id });
		expect(data.message).toEqual({ conversation: 'Yes', contextInfo: { stanzaId: id } });
	});
});

describe('links', () => {
	const LINK = `https://n8n.example/webhook-waiting/10234/approve?approved=true&signature=${'0f1e2d3c'.repeat(8)}`;

	const say = async (text: string) => {
		await call('/evolution-v2/message/sendText/phone', { number: NUMBER, text });
		await openConversation();
		await bubble(0).locator('.text').waitFor();
	};

	const links = async () =>
		await bubble(0)
			.locator('.text a')
			.evaluateAll((found) =>
				found.map((link) => [link.getAttribute('href'), link.textContent] as const),
			);

	test('a long signed one is a link from its first letter to its last, in a new tab', async () => {
		const question = `Do you approve order 1001?\n\n1 – Yes\n2 – No\n\nReply with the number, or answer here: ${LINK}`;
		await say(question);
		expect(await links()).toEqual([[LINK, LINK]]);
		const link = bubble(0).getByRole('link', { name: LINK });
		expect(await link.getAttribute('target')).toBe('_blank');
		expect(await link.getAttribute('rel')).toContain('noopener');
		expect(await bubble(0).locator('.text').innerText()).toBe(question);
		await page.setViewportSize({ width: 390, height: 780 });
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		await page.setViewportSize({ width: 1100, height: 760 });
		await page.context().route('https://n8n.example/**', async (route) => {
			await route.fulfill({ contentType: 'text/html', body: '<title>Answer</title>' });
		});
		const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
		await opened.waitForLoadState();
		expect(opened.url()).toBe(LINK);
		expect(await opened.evaluate(() => window.opener)).toBeNull();
		await opened.close();
	});

	test.each<[string, string[]]>([
		['Here: https://a.example/x.', ['https://a.example/x']],
		['(https://a.example/x)', ['https://a.example/x']],
		['https://a.example/x_(y), or so', ['https://a.example/x_(y)']],
		['*http://127.0.0.1:5678/form?a=b&c=d#e*', ['http://127.0.0.1:5678/form?a=b&c=d#e']],
		['https://a.example/é?s=a_-_', ['https://a.example/é?s=a_-_']],
		['HTTPS://A.EXAMPLE and https://b.example', ['HTTPS://A.EXAMPLE', 'https://b.example']],
		['javascript:alert(1) data:text/html,x ftp://a.example file:///etc www.a.example', []],
		['https:// https://:', []],
		['"https://a.example/"onclick="x', ['https://a.example/']],
		['<a href="https://a.example/b">c</a><img src=x onerror=alert(1)>', ['https://a.example/b']],
	])('%s', async (text, expected) => {
		await say(text);
		expect(await links()).toEqual(expected.map((link) => [link, link]));
		expect(await bubble(0).locator('.text').innerText()).toBe(text);
		expect(await bubble(0).locator('.text img').count()).toBe(0);
	});
});
