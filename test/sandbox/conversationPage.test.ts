import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/browser/chromium';
import { faintTexts } from '../support/browser/faintTexts';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { until } from '../support/stack/until';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

/** A whole conversation on the inbox page: what it shows, and how a person answers. */
let sandbox: SandboxProcess;
let hook: WebhookReceiver;
let browser: Browser;
let page: Page;

const samples = join(__dirname, '..', '..', 'sandbox', 'replies');

beforeAll(async () => {
	[sandbox, hook, browser] = await Promise.all([
		startSandboxProcess(),
		receiveWebhooks(),
		launchChromium(),
	]);
	page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
	page.setDefaultTimeout(10_000);
	const webhook = { enabled: true, url: hook.url, events: [] };
	await evolution('webhook/set', { webhook });
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

const JID = `${NUMBER}@s.whatsapp.net`;

const KEYS = { apikey: 'evolution-sandbox-key', 'x-api-key': 'aisoule-sandbox-key' };

const VAMBE_KEYS = { 'x-api-key': 'vambe-sandbox-key' };

async function call(path: string, body: object, method = 'POST') {
	const response = await fetch(`${sandbox.url}${path}`, {
		method,
		headers: {
			'content-type': 'application/json',
			...(path.startsWith('/vambe/') ? VAMBE_KEYS : KEYS),
		},
		body: JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(text);
	return text;
}

/** On the instance with a phone. */
const evolution = async (operation: string, body: object, method?: string) =>
	JSON.parse(await call(`/evolution-v2/${operation}/phone`, body, method));

/** @returns WhatsApp's id of the message */
async function send(operation: string, body: object): Promise<string> {
	const { key } = await evolution(`message/${operation}`, { number: NUMBER, ...body });
	return key.id;
}

const keyOf = (id: string, fromMe: boolean) => ({ id, remoteJid: JID, fromMe });

const ADA = { provider: 'evolution-v2', account: 'phone', from: `+${NUMBER}`, name: 'Ada' };

const says = async (said: object) => (await sandbox.reply({ ...ADA, ...said })).message;

const openConversation = async () => await page.locator('.conversations button').first().click();

const bubble = (nth: number) => page.locator('.bubble').nth(nth);

const field = () => page.getByRole('textbox', { name: /^Write as/ });

/** The data of the events that came. */
async function told(count = 1) {
	const received = await hook.first(count);
	return received.map(({ raw }) => JSON.parse(raw.toString()).data);
}

describe('an answer to a message', () => {
	let asked: string;
	beforeEach(async () => {
		asked = await send('sendText', { text: 'Red or blue?' });
		await openConversation();
		await bubble(0).getByRole('button', { name: 'Reply' }).click();
	});

	test('quotes it, for n8n too, and a click on the quote shows it', async () => {
		await page.locator('.answered').getByText('Red or blue?').waitFor();
		await page.keyboard.type('Blue');
		await page.keyboard.press('Enter');
		const quote = bubble(1).getByRole('button', { name: 'Red or blue?' });
		await quote.waitFor();
		expect((await told())[0]).toMatchObject({
			message: { conversation: 'Blue' },
			contextInfo: { stanzaId: asked, quotedMessage: { conversation: 'Red or blue?' } },
		});
		expect(await page.locator('.answered').count()).toBe(0);
		await quote.click();
		expect(await page.evaluate(() => document.activeElement!.textContent)).toContain(
			'Red or blue?',
		);
		await field().fill('And another thing');
		await field().press('Enter');
		expect((await told(2))[1]).not.toHaveProperty('contextInfo');
	});

	test.each([
		['Escape', async () => await page.keyboard.press('Escape')],
		['its button', async () => await page.getByRole('button', { name: 'Do not quote' }).click()],
	])('is a message of its own after %s', async (_, end) => {
		await end();
		expect(await page.locator('.answered').count()).toBe(0);
		await field().fill('Hello');
		await field().press('Enter');
		expect((await told())[0]).not.toHaveProperty('contextInfo');
	});

	test('may be a picture, a voice message or a place', async () => {
		for (const kind of ['Sample voice message', 'Sample location', 'Sample picture']) {
			await bubble(0).getByRole('button', { name: 'Reply' }).click();
			await page.getByLabel('Attach').click();
			await page.getByRole('button', { name: kind }).click();
			await page.locator('.answered').waitFor({ state: 'detached' });
		}
		const [voice, place, picture] = await told(3);
		expect(voice.message.audioMessage).toMatchObject({
			ptt: true,
			contextInfo: { stanzaId: asked },
		});
		expect(place.message.locationMessage).toMatchObject({ name: 'Plaza de Armas' });
		expect(picture.messageType).toBe('imageMessage');
		const player = bubble(1).locator('audio');
		expect(await bubble(1).innerText()).toContain('Voice message');
		await until(
			5,
			async () => (await player.evaluate((audio: HTMLAudioElement) => audio.duration)) > 1,
		);
		const map = bubble(2).getByRole('link', { name: 'Map' });
		expect(await map.getAttribute('href')).toContain('mlat=-33.4378&mlon=-70.6505');
	});
});

test('reactions stand beside their message; the contact reacts and takes it back', async () => {
	const { messageId } = await says({ type: 'text', text: 'Thank you' });
	await openConversation();
	await send('sendReaction', { key: keyOf(messageId!, false), reaction: '❤️' });
	const reactions = bubble(0).getByRole('list', { name: 'Reactions' });
	await reactions.getByText('❤️ by phone').waitFor();
	hook.clear();
	await bubble(0).getByLabel('React', { exact: true }).click();
	await page.getByRole('button', { name: '👍' }).click();
	await reactions.getByText('👍 by Ada').waitFor();
	const reaction = { text: '👍', key: { id: messageId, fromMe: false } };
	expect((await told())[0].message.reactionMessage).toMatchObject(reaction);
	await bubble(0).getByLabel('React', { exact: true }).click();
	await page.getByRole('button', { name: 'Take back' }).click();
	await reactions.getByText('👍').waitFor({ state: 'detached' });
	expect(await reactions.getByRole('listitem').count()).toBe(1);
	expect((await told(2))[1].message.reactionMessage.text).toBe('');
	expect(await page.locator('.bubble').count()).toBe(1);
	// A reaction to what the inbox does not have is still seen.
	await send('sendReaction', { key: keyOf('UNKNOWN', false), reaction: '🎉' });
	await bubble(1).getByText('🎉', { exact: true }).waitFor();
});

test('a tap votes, another one votes anew', async () => {
	const poll = { name: 'When?', selectableCount: 1, values: ['Morning', 'Noon'] };
	const id = await send('sendPoll', poll);
	await openConversation();
	const group = page.getByRole('group', { name: 'When?' });
	await group.getByText('Select one').waitFor();
	await group.getByRole('checkbox', { name: 'Noon' }).click();
	await group.getByRole('checkbox', { name: 'Noon', checked: true }).waitFor();
	await group.getByRole('checkbox', { name: 'Morning' }).click();
	await group.getByRole('checkbox', { name: 'Morning', checked: true }).waitFor();
	expect(await group.getByRole('checkbox', { name: 'Noon' }).isChecked()).toBe(false);
	await group.getByRole('checkbox', { name: 'Morning' }).click();
	await group.getByRole('checkbox', { name: 'Morning', checked: false }).waitFor();
	const votes = (await told(3)).map(({ message: { pollUpdateMessage } }) => pollUpdateMessage);
	expect(votes.map(({ vote }) => vote.selectedOptions)).toEqual([['Noon'], ['Morning'], []]);
	expect(votes[0].pollCreationMessageKey.id).toBe(id);
	expect(await page.locator('.bubble').count()).toBe(1);
});

test('of several options no more can be chosen than the poll allows', async () => {
	await send('sendPoll', { name: 'Which?', selectableCount: 2, values: ['A', 'B', 'C'] });
	await openConversation();
	await page.getByText('Select up to 2').waitFor();
	for (const name of ['A', 'B']) {
		await page.getByRole('checkbox', { name }).click();
		await page.getByRole('checkbox', { name, checked: true }).waitFor();
	}
	expect(await page.getByRole('checkbox', { name: 'C' }).isDisabled()).toBe(true);
});

test('what was edited or deleted says so, and shows its requests', async () => {
	const [edited, deleted] = [
		await send('sendText', { text: 'See you at non' }),
		await send('sendText', { text: 'Oops' }),
	];
	await openConversation();
	await evolution('chat/updateMessage', {
		number: NUMBER,
		text: 'See you at noon',
		key: keyOf(edited, true),
	});
	await evolution(
		'chat/deleteMessageForEveryone',
		{ ...keyOf(deleted, true), participant: '' },
		'DELETE',
	);
	await bubble(0).getByText('See you at noon', { exact: true }).waitFor();
	await bubble(0).getByText('edited', { exact: true }).waitFor();
	await bubble(1).getByText('This message was deleted').waitFor();
	expect(await bubble(1).getByText('Oops', { exact: true }).isVisible()).toBe(false);
	expect(await bubble(1).getByRole('button', { name: 'Reply' }).count()).toBe(0);
	await says({ type: 'text', text: 'At noon?', context: edited });
	await bubble(2).getByRole('button', { name: 'See you at noon' }).waitFor();
	await bubble(0).getByText('Raw requests').click();
	await bubble(0)
		.getByText(/^POST .*updateMessage/)
		.waitFor();
	expect(await page.locator('.bubble').count()).toBe(3);
});

test('a request that was refused changes nothing, and is seen', async () => {
	const id = await send('sendText', { text: 'Hello' });
	await openConversation();
	await sandbox.misbehave({ faults: [{ kind: 'status-400', times: 1 }] });
	const edit = { number: NUMBER, text: 'Bye', key: keyOf(id, true) };
	await expect(evolution('chat/updateMessage', edit)).rejects.toThrow();
	await sandbox.misbehave({});
	await page.locator('.bubble.refused').getByText('Not taken').waitFor();
	expect(await bubble(0).getByText('Hello', { exact: true }).isVisible()).toBe(true);
});

test('marks say how far a message came, and what the business has read', async () => {
	const { messageId } = await says({ type: 'text', text: 'Open?' });
	await send('sendText', { text: 'Yes' });
	await openConversation();
	const [, { id }] = await sandbox.messages();
	const mark = (nth: number, name: string) => bubble(nth).getByRole('img', { name, exact: true });
	await mark(1, 'Sent').waitFor();
	await sandbox.status({ id, value: 'read' });
	await sandbox.status({ id, value: 'delivered' });
	await mark(1, 'Read').waitFor();
	expect(await mark(0, 'Read').count()).toBe(0);
	await evolution('chat/markMessageAsRead', { readMessages: [keyOf(messageId!, false)] });
	await mark(0, 'Read').waitFor();
	await page.getByText('Marked 1 message as read').waitFor();
	// It is no message.
	expect(await page.locator('.conversations .count').innerText()).toBe('2');
	expect(await page.locator('.preview').innerText()).toBe('Yes');
});

test('“typing…” is seen for as long as it lasts', async () => {
	await says({ type: 'text', text: 'Hello' });
	await openConversation();
	const typing = page.getByRole('status').getByText('phone: typing…');
	const presence = { number: NUMBER, presence: 'composing', delay: 900 };
	const asked = evolution('chat/sendPresence', presence);
	// The call lasts as long as the sign.
	await typing.waitFor();
	await asked;
	await page.getByText('Showed “typing…” for 0.9 s').waitFor();
	await typing.waitFor({ state: 'hidden' });
});

test('a scheduled message says when it is sent, and that it was cancelled', async () => {
	const message = {
		scheduledDate: new Date(Date.now() + 3_600_000).toISOString(),
		// The reminder.
		templateId: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
		channel: 'whatsapp',
		contactIdentifier: NUMBER,
		content: ['Carlos', 'hoy'],
		meta_data: {},
	};
	const scheduled = await call('/vambe/api/public/whatsapp/message/programmed/create', message);
	await openConversation();
	await bubble(0).getByText('Scheduled for').waitFor();
	await bubble(0).getByRole('img', { name: 'Scheduled' }).waitFor();
	// Nobody has it yet.
	expect(await bubble(0).getByRole('button', { name: 'Reply' }).count()).toBe(0);
	await call('/vambe/v1/whatsapp/message/schedule/cancel', JSON.parse(scheduled));
	await bubble(0).getByText('This scheduled message was cancelled').waitFor();
	expect(await page.locator('.bubble').count()).toBe(1);
});

test('files that came along: a picture, a sticker, a video, a document and a voice message', async () => {
	const png = readFileSync(join(samples, 'sample.png')).toString('base64');
	const media = (mediatype: string, mimetype: string, fileName: string) => ({
		mediatype,
		mimetype,
		fileName,
		media: png,
	});
	await send('sendMedia', media('image', 'image/png', 'shop.png'));
	await send('sendSticker', { sticker: png });
	await send('sendMedia', media('video', 'video/mp4', 'walk.mp4'));
	await send('sendMedia', media('document', 'application/pdf', 'Invoice 7.pdf'));
	await send('sendWhatsAppAudio', {
		audio: readFileSync(join(samples, 'sample.ogg')).toString('base64'),
	});
	await openConversation();
	for (const nth of [0, 1]) {
		const width = async () =>
			await bubble(nth)
				.locator('img.picture')
				.evaluate((image: HTMLImageElement) => image.naturalWidth);
		await until(5, async () => (await width()) === 320);
	}
	expect(await bubble(2).locator('video').getAttribute('src')).toMatch(/walk\.mp4$/);
	expect(await bubble(3).innerText()).toMatch(/Invoice 7\.pdf\s+application\/pdf · \d+ KB/);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		bubble(3).getByRole('link', { name: 'Download Invoice 7.pdf' }).click(),
	]);
	expect(download.suggestedFilename()).toBe('Invoice 7.pdf');
	expect(readFileSync(await download.path()).toString('base64')).toBe(png);
	expect(await bubble(4).locator('audio').count()).toBe(1);
});

test('a link to this machine is fetched, and a dead one says so, without a reload', async () => {
	const link = (url: string) => ({ to: `+${NUMBER}`, type: 'image', image: { url } });
	await call('/aisoule/api/messages/send', link(`${sandbox.url}/no/such.png`));
	await openConversation();
	await bubble(0).getByText('could not be downloaded: HTTP 404').waitFor();
	await bubble(0).getByRole('img', { name: 'Failed' }).waitFor();
	const { content } = await says({ type: 'image' });
	const own = (content as { media: { link: string } }).media.link;
	// By another name of this machine, so that the sandbox does not know it as its own.
	await call('/aisoule/api/messages/send', link(own.replace('127.0.0.1', 'localhost')));
	await bubble(2).locator('img.picture').waitFor();
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
	afterAll(async () => await page.emulateMedia({ colorScheme: null }));

	test('all of it stands out, is named, and fits a phone', async () => {
		await page.emulateMedia({ colorScheme });
		const { messageId } = await says({ type: 'text', text: 'Hello' });
		await evolution('chat/markMessageAsRead', { readMessages: [keyOf(messageId!, false)] });
		const id = await send('sendText', { text: 'Hi', quoted: { key: { id: messageId } } });
		await send('sendReaction', { key: keyOf(messageId!, false), reaction: '❤️' });
		await says({ type: 'text', text: 'A long word: '.padEnd(200, 'x'), context: id });
		await says({ type: 'audio', voice: true });
		await send('sendPoll', { name: 'When?', selectableCount: 1, values: ['Morning', 'Noon'] });
		await send('sendLocation', { latitude: 1, longitude: 2, name: 'Shop', address: '' });
		await page.setViewportSize({ width: 390, height: 780 });
		await openConversation();
		await bubble(0).getByRole('button', { name: 'Reply' }).click();
		await page.locator('.poll').waitFor();
		expect(await page.evaluate(faintTexts)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
		const cut = await page
			.locator('.bubble')
			.evaluateAll((bubbles) => bubbles.filter((one) => one.scrollWidth > one.clientWidth).length);
		expect(cut).toBe(0);
		for (const nth of [0, 1]) {
			const react = bubble(nth).getByLabel('React', { exact: true });
			await react.click();
			const box = (await bubble(nth).locator('.menu-items.row').boundingBox())!;
			expect(box.x).toBeGreaterThan(0);
			expect(box.x + box.width).toBeLessThanOrEqual(390);
			await react.click();
		}
		const unnamed = page.locator('.chat :is(button, audio, input:not([hidden]))');
		for (const control of await unnamed.all()) {
			expect(await control.evaluate(nameOf)).not.toBe('');
		}
		await page.setViewportSize({ width: 1100, height: 760 });
	});
});

/** Run in a page. */
const nameOf = (element: Element) =>
	element.getAttribute('aria-label') ?? (element.closest('label') ?? element).textContent.trim();
