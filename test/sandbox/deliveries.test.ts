import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from '../../sandbox/webhooks/deliveries';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

let sandbox: SandboxProcess;
let hook: WebhookReceiver;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	hook = await receiveWebhooks();
});
afterAll(async () => {
	await sandbox.stop();
	await hook.stop();
});
beforeEach(async () => {
	await sandbox.forgetWebhooks();
	await sandbox.deliver({});
	await sandbox.clear();
	hook.clear();
});

const reply = (provider: string, text = 'Hello') => ({
	provider,
	from: '+15550100002',
	type: 'text',
	text,
});

async function setWebhook(version: 'v1' | 'v2', url = hook.url) {
	const webhook = { enabled: true, url, events: [] };
	await fetch(`${sandbox.url}/evolution-${version}/webhook/set/cap`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', apikey: 'evolution-sandbox-key' },
		body: JSON.stringify(version === 'v1' ? webhook : { webhook }),
	});
}

/** The only delivery, once nothing will change any more. */
async function ended(): Promise<Delivery> {
	for (;;) {
		const [delivery] = await sandbox.deliveries();
		if (delivery && !['waiting', 'retrying'].includes(delivery.state)) return delivery;
		await wait(20);
	}
}

const statusesOf = ({ attempts }: Delivery) => attempts.map(({ status }) => status);

/** Milliseconds between the arrivals. */
const pauses = () => hook.received.slice(1).map(({ at }, index) => at - hook.received[index].at);

test('nobody listens', async () => {
	const { deliveries } = await sandbox.reply(reply('aisoule'));
	expect(deliveries).toEqual([
		{
			id: expect.any(Number),
			provider: 'aisoule',
			event: 'message.incoming',
			about: expect.any(Number),
			value: null,
			url: null,
			state: 'unheard',
			reason: 'no webhook is registered (AIsoule API)',
			attempts: [],
			nextAt: null,
		},
	]);
});

test('taken at once', async () => {
	await sandbox.enter('aisoule', { url: `${hook.url}/?token=abc` });
	await sandbox.reply(reply('aisoule'));
	expect(await ended()).toMatchObject({
		state: 'delivered',
		url: `${hook.url}/?token=***`,
		attempts: [{ at: expect.any(String), status: 200, error: null }],
	});
});

test('nobody answers', async () => {
	await sandbox.deliver({ timeScale: 100_000 });
	await sandbox.enter('aisoule', { url: 'http://127.0.0.1:9' });
	await sandbox.reply(reply('aisoule'));
	const { attempts, state } = await ended();
	expect(state).toBe('failed');
	expect(attempts).toHaveLength(4);
	expect(attempts[0]).toMatchObject({ status: null, error: expect.any(String) });
});

test('AIsoule tries again after 10 s, 60 s and 5 minutes, until a 200', async () => {
	await sandbox.deliver({ timeScale: 500 });
	await sandbox.enter('aisoule', { url: hook.url });
	// "Non-200": 204 is none.
	hook.answer(500, 401, 204, 200);
	await sandbox.reply(reply('aisoule'));
	expect(statusesOf(await ended())).toEqual([500, 401, 204, 200]);
	const [first, second, third] = pauses();
	expect(first).toBeGreaterThan(15);
	expect(second).toBeGreaterThan(100);
	expect(third).toBeGreaterThan(550);
	const bodies = new Set(hook.received.map(({ raw }) => raw.toString()));
	const signatures = new Set(hook.received.map(({ headers }) => headers['x-webhook-signature']));
	expect([bodies.size, signatures.size]).toEqual([1, 1]);
});

test('AIsoule gives up after the fourth', async () => {
	await sandbox.deliver({ timeScale: 100_000 });
	await sandbox.enter('aisoule', { url: hook.url });
	hook.answer(500, 500, 500, 500);
	await sandbox.reply(reply('aisoule'));
	expect(await ended()).toMatchObject({ state: 'failed', nextAt: null });
	expect(hook.received).toHaveLength(4);
});

test.each([400, 401, 403, 404, 422])('Evolution v2 gives up after %i', async (status) => {
	await sandbox.deliver({ timeScale: 100_000 });
	await setWebhook('v2');
	hook.answer(status);
	await sandbox.reply(reply('evolution-v2'));
	expect(await ended()).toMatchObject({ state: 'failed' });
	expect(hook.received).toHaveLength(1);
});

test('Evolution v2 tries ten times otherwise, each time later', async () => {
	await sandbox.deliver({ timeScale: 1000 });
	await setWebhook('v2');
	hook.answer(...Array<number>(10).fill(500));
	await sandbox.reply(reply('evolution-v2'));
	expect(statusesOf(await ended())).toEqual(Array(10).fill(500));
	const waited = pauses();
	expect(waited[5]).toBeGreaterThan(155);
	expect(waited[8]).toBeGreaterThan(290);
	expect(waited[8]).toBeLessThan(600);
});

test('Evolution v1 tries ten times, whatever the status', async () => {
	await sandbox.deliver({ timeScale: 10_000 });
	await setWebhook('v1');
	hook.answer(...Array<number>(10).fill(401));
	await sandbox.reply(reply('evolution-v1'));
	expect(statusesOf(await ended())).toEqual(Array(10).fill(401));
});

test('says when it tries again, and clearing the inbox ends that', async () => {
	await sandbox.deliver({ timeScale: 10 });
	await sandbox.enter('aisoule', { url: hook.url });
	hook.answer(500);
	await sandbox.reply(reply('aisoule'));
	await hook.first(1);
	let [delivery] = await sandbox.deliveries();
	while (delivery.state === 'waiting') [delivery] = await sandbox.deliveries();
	expect(delivery.state).toBe('retrying');
	const inMs = Date.parse(delivery.nextAt!) - Date.parse(delivery.attempts[0].at);
	expect(inMs).toBeGreaterThan(900);
	expect(inMs).toBeLessThan(2000);
	await sandbox.clear();
	expect(await sandbox.deliveries()).toEqual([]);
	await wait(1300);
	expect(hook.received).toHaveLength(1);
});

test('copies: each delivery so many times, at the same time and to the byte', async () => {
	await sandbox.deliver({ copies: 3 });
	await sandbox.enter('aisoule', { url: hook.url });
	const { deliveries } = await sandbox.reply(reply('aisoule'));
	expect(deliveries).toHaveLength(3);
	const received = await hook.first(3);
	expect(new Set(received.map(({ raw }) => raw.toString())).size).toBe(1);
	expect(received[2].at - received[0].at).toBeLessThan(500);
});

test.each([true, false])('shuffle: %s: all arrive, in another order or not', async (shuffle) => {
	await sandbox.deliver({ shuffle });
	await sandbox.enter('aisoule', { url: hook.url });
	const numbers = Array.from({ length: 20 }, (_, index) => index);
	// All at once: on a busy machine, one after the other could not overtake each other.
	await Promise.all(
		numbers.map(async (number) => await sandbox.reply(reply('aisoule', `${number}`))),
	);
	const said = (await sandbox.messages()).map(({ content }) => content.text);
	const heard = (await hook.first(20)).map(({ raw }) =>
		said.indexOf(JSON.parse(raw.toString()).data.text),
	);
	expect([...heard].sort((one, other) => one - other)).toEqual(numbers);
	const overtaken = numbers.flatMap((place) =>
		heard.slice(place).filter((number) => number < heard[place]),
	);
	// Of 190 pairs about half are the other way round by chance, and hardly any otherwise.
	expect(overtaken.length > 30).toBe(shuffle);
});

test('the page hears of deliveries and webhooks as they come', async () => {
	const { until, stop } = await sandbox.listen();
	await sandbox.enter('aisoule', { url: hook.url });
	await until('event: webhooks');
	await sandbox.reply(reply('aisoule'));
	await until('"state":"delivered"');
	await stop();
});
