import { createHmac, randomBytes } from 'node:crypto';
import { derivedSecret } from '../../nodes/shared/webhook/secrets';
import type { NodeJson } from '../../scripts/n8n/n8nClient';
import { providersWith } from '../providers/providers';
import { sandboxCredential } from '../support/workflows/credentialOf';
import { workflowOf } from '../support/workflows/deliveryWorkflows';
import { openRestartableStack, type RestartableStack } from '../support/stack/restartableStack';
import {
	TRIGGER,
	after,
	endedExecutions,
	enterByHand,
	passedOn,
	productionUrl,
	tellAsAisoule,
	trigger,
} from '../support/workflows/triggerWorkflow';
import { until } from '../support/stack/until';

/** The trigger in a real n8n, called by the sandbox as the providers call it. */
let stack: RestartableStack;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	stack = await openRestartableStack();
	const known = await stack.n8n.rest<Array<{ id: string; type: string; name: string }>>(
		'GET',
		'/credentials',
	);
	credentialIds = Object.fromEntries(known.map(({ id, type }) => [type, id]));
});
afterAll(async () => await stack?.stop());
afterEach(async () => {
	for (const workflowId of active.splice(0)) await stack.n8n.deactivate(workflowId);
	await stack.clear();
	await stack.inbox.forgetWebhooks();
	await stack.inbox.deliver({});
});

const PHONE = '+56912345678';
const active: string[] = [];

const print = (figure: string) => process.stdout.write(`${figure}\n`);

const urlOf = (listener: NodeJson) => productionUrl(stack.n8n.url, listener);

async function save(listener: NodeJson, credentials = credentialIds): Promise<string> {
	const workflow = workflowOf(String(listener.webhookId), [listener, after()]);
	return await stack.n8n.importWorkflow(workflow, credentials);
}

async function activate(listener: NodeJson): Promise<string> {
	const workflowId = await save(listener);
	await stack.n8n.activate(workflowId);
	active.push(workflowId);
	return workflowId;
}

const executions = async (workflowId: string, count: number) =>
	await endedExecutions(stack.n8n, workflowId, count);

const events = async (workflowId: string, count = 1) =>
	passedOn(await executions(workflowId, count));

const delivered = async () =>
	(await stack.inbox.deliveries()).map(({ attempts, state }) => ({
		state,
		status: attempts.at(-1)?.status,
	}));

/** Every server that the sandbox plays, with its provider. */
const players = providersWith('samples').flatMap(([provider, { credential, webhook }]) =>
	webhook.players.map((player) => ({
		provider,
		address: credential.address,
		registers: webhook.enteredByHand === undefined,
		...player,
	})),
);

type Player = (typeof players)[number];

const playerAt = (server: string) => players.find((player) => player.server === server)!;

const evolution = (more: object = {}) =>
	trigger('evolution', { ...playerAt('evolution-v2').listener, ...more });

/** The trigger with the credential for this server; `npm start` creates one for the newest of each provider. */
async function listenTo(
	{ server, provider, address, listener: chosen }: Player,
	more: object = {},
) {
	const usual = sandboxCredential(provider, stack.sandboxUrl);
	const data = { ...usual, [address]: `${stack.sandboxUrl}/${server}` };
	const listener = trigger(provider, { ...chosen, ...more });
	if (data[address] === usual[address]) return { listener, workflowId: await save(listener) };
	const [type] = Object.keys(listener.credentials!);
	const id = await stack.n8n.saveCredential(server, type, data);
	return { listener, workflowId: await save(listener, { [type]: id }) };
}

async function listenActively(player: Player, more: object = {}) {
	const { listener, workflowId } = await listenTo(player, more);
	await stack.n8n.activate(workflowId);
	active.push(workflowId);
	await enterByHand(stack.inbox, player.provider, urlOf(listener));
	return { listener, workflowId };
}

describe.each(players)('$provider: $server', (player) => {
	test('a message starts the workflow', async () => {
		const { workflowId } = await listenActively(player);
		await stack.inbox.reply({
			provider: player.server,
			account: player.account,
			from: PHONE,
			name: 'María',
			type: 'text',
			text: '¿Precio? 😀',
		});

		expect(await events(workflowId)).toMatchObject([
			{
				provider: player.provider,
				event: 'message.received',
				contact: { phone: PHONE, name: 'María' },
				message: { direction: 'inbound', type: 'text', text: '¿Precio? 😀' },
				status: null,
			},
		]);
		await until(5, async () => (await delivered()).every(({ state }) => state === 'delivered'));
		expect(await delivered()).toMatchObject([{ status: 200 }]);
	});

	test('nothing that is not proven does', async () => {
		const { listener, workflowId } = await listenActively(player);
		const body = JSON.stringify({ event: 'message.received', data: {} });
		const forged = [
			{},
			{ 'x-webhook-signature': 'wrong' },
			{ 'x-webhook-signature': createHmac('sha256', '').update(body).digest('hex') },
			{ 'x-webhook-secret': '' },
			{ authorization: 'Bearer a.b.c' },
		];
		for (const headers of forged) {
			const response = await fetch(urlOf(listener), {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
				body,
			});
			expect(response.status).toBe(401);
		}
		const wrong = await fetch(`${urlOf(listener)}?secret=wrong`, { method: 'POST', body });
		expect(wrong.status).toBe(401);
		expect(await stack.n8n.executionsOf(workflowId, 10)).toEqual([]);
	});
});

const registered = async (provider: string) =>
	(await stack.inbox.webhooks()).filter(
		(webhook) => webhook.provider === provider && webhook.enabled !== false,
	);

async function untilRegistered(provider: string, count: number) {
	const is = async () => (await registered(provider)).length === count;
	await until(20, is, `${count} webhooks of ${provider}`);
	return await registered(provider);
}

/** Of all servers together: a start of n8n takes longer than all the rest. */
describe('registrations', () => {
	interface Listening {
		server: string;
		listener: NodeJson;
		workflowId: string;
	}

	async function activateAll(): Promise<Listening[]> {
		const listening = players
			.filter(({ registers }) => registers)
			.map(async (player) => ({ server: player.server, ...(await listenTo(player)) }));
		const all = await Promise.all(listening);
		for (const { workflowId } of all) await stack.n8n.activate(workflowId);
		return all;
	}

	async function deactivateAll(all: Listening[]) {
		for (const { server, workflowId } of all) {
			await stack.n8n.deactivate(workflowId);
			await untilRegistered(server, 0);
		}
	}

	test('come and go with the workflow, and stay over a restart of n8n', async () => {
		const all = await activateAll();
		expect(all.length).toBeGreaterThan(1);
		const first: Record<string, unknown> = {};
		for (const { server, listener } of all) {
			const [webhook] = await untilRegistered(server, 1);
			expect(webhook.url).toContain(`/webhook/${listener.webhookId}/webhook`);
			first[server] = webhook;
		}

		await stack.restart('SIGTERM');
		for (const { server } of all) expect(await registered(server)).toEqual([first[server]]);

		await deactivateAll(all);
	});

	test('follow n8n to another address when they are activated there, and leave nothing at the old one', async () => {
		const all = await activateAll();
		const url = stack.n8n.url.replace('127.0.0.1', 'localhost');
		await stack.restart('SIGTERM', { N8N_WEBHOOK_URL: url });
		// A start alone does not ask the trigger again.
		for (const { server } of all) {
			expect((await untilRegistered(server, 1))[0].url).toContain('//127.0.0.1:');
		}

		await deactivateAll(all);
		for (const { server, listener, workflowId } of all) {
			await stack.n8n.activate(workflowId);
			const [moved] = await untilRegistered(server, 1);
			expect(moved.url).toContain(`${url}/webhook/${listener.webhookId}`);
		}

		await deactivateAll(all);
		await stack.restart('SIGTERM');
	});
});

describe('an Evolution instance has one webhook', () => {
	const OTHERS = 'http://127.0.0.1:1/somebody-elses';
	const setByOthers = async () =>
		await fetch(`${stack.sandboxUrl}/evolution-v2/webhook/set/phone`, {
			method: 'POST',
			headers: { apikey: 'evolution-sandbox-key', 'content-type': 'application/json' },
			body: JSON.stringify({ webhook: { enabled: true, url: OTHERS, events: ['CALL'] } }),
		});

	test('somebody else’s is not taken without a word', async () => {
		await setByOthers();
		const workflowId = await save(evolution());
		await expect(stack.n8n.activate(workflowId)).rejects.toThrow(/already calls another address/);
		expect((await registered('evolution-v2'))[0].url).toBe(OTHERS);
	});

	test('with the word it is, and is not given back to nobody', async () => {
		await setByOthers();
		const listener = evolution({ replaceWebhook: true });
		await activate(listener);
		expect((await registered('evolution-v2'))[0].url).toContain(String(listener.webhookId));
	});

	test('a test does not take it from the active workflow', async () => {
		const listener = evolution({ replaceWebhook: true });
		const workflowId = await activate(listener);
		const run = stack.n8n.rest('POST', `/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: TRIGGER },
		});
		await expect(run).rejects.toThrow(/only one address/);
		expect((await registered('evolution-v2'))[0].url).toContain(`/webhook/${listener.webhookId}`);
	});
});

test('a test at Vobiz stands beside production, and goes when it is over', async () => {
	const listener = trigger('vobiz');
	const workflowId = await activate(listener);
	const waiting = stack.n8n.run(workflowId, TRIGGER, {
		async happen() {
			expect(
				(await registered('vobiz')).map(({ url }) => /webhook(-test)?(?=\/)/.exec(url)![0]).sort(),
			).toEqual(['webhook', 'webhook-test']);
			await stack.inbox.reply({ provider: 'vobiz', from: PHONE, type: 'text', text: 'Hi' });
			await until(10, async () => (await registered('vobiz')).length === 1);
		},
	});
	await waiting;
	expect((await registered('vobiz'))[0].url).toContain('/webhook/');
});

test('without a secret the workflow does not become active, and says what is missing', async () => {
	const listener = trigger('vambe', { credentialName: 'Vambe without a secret' });
	const id = await stack.n8n.saveCredential('Vambe without a secret', 'vambeApi', {
		apiKey: 'vambe-sandbox-key',
		baseUrl: `${stack.sandboxUrl}/vambe`,
	});
	const workflow = workflowOf('No secret', [listener, after()]);
	const workflowId = await stack.n8n.importWorkflow(workflow, { vambeApi: id });
	await expect(stack.n8n.activate(workflowId)).rejects.toThrow(
		/anybody could start this workflow.*Webhook Secret/s,
	);
});

describe('repeats', () => {
	test.each(players)(
		'$provider: each event of $server that comes three times, in any order, goes on once',
		async (player) => {
			const { workflowId } = await listenActively(player);
			await stack.inbox.deliver({ copies: 3, shuffle: true });
			const texts = Array.from({ length: 20 }, (_, index) => `Message ${index}`);
			await Promise.all(
				texts.map(async (text, index) =>
					stack.inbox.reply({
						provider: player.server,
						from: `+569${10_000_000 + index}`,
						type: 'text',
						text,
						account: player.account,
					}),
				),
			);
			const received = (await events(workflowId, 60)) as Array<{ message: { text: string } }>;
			expect(received.map(({ message }) => message.text).sort()).toEqual([...texts].sort());
		},
	);
});

describe('files', () => {
	test('a picture becomes binary data; one that is not there loses no event', async () => {
		const { workflowId } = await listenActively(playerAt('vobiz'), {
			options: { downloadMedia: true },
		});
		const image = { provider: 'vobiz', from: PHONE, type: 'image', text: 'Look' };
		await stack.inbox.reply(image);
		await executions(workflowId, 1);
		await stack.inbox.reply({ ...image, media: { link: `${stack.sandboxUrl}/nothing-there.png` } });
		const received = (await events(workflowId, 2)) as Array<{
			message: { media: Record<string, unknown> };
		}>;
		expect(received).toHaveLength(2);
		expect(received.map(({ message }) => String(message.media.error ?? 'fetched')).sort()).toEqual([
			expect.stringContaining('No file'),
			'fetched',
		]);
	});

	test('one that is in the local network is left, and says so', async () => {
		const { workflowId } = await listenActively(playerAt('vobiz'), {
			options: { downloadMedia: true },
		});
		const media = { link: `${stack.n8n.url}/rest/settings` };
		await stack.inbox.reply({ provider: 'vobiz', from: PHONE, type: 'image', media });
		expect(await events(workflowId)).toMatchObject([
			{ message: { media: { error: expect.stringContaining('is in a local network') } } },
		]);
	});
});

describe('one call with 5,000 events', () => {
	const COUNT = 5_000;
	const ids = Array.from({ length: COUNT }, (_, index) => index);
	const contact = (index: number) => ({
		remoteJid: `569${10_000_000 + index}@s.whatsapp.net`,
		pushName: `Contact ${index}`,
		instanceId: 'd04d84cf-0fe3-49d5-831f-cf0e02702be4',
	});
	const status = (index: number) => ({
		id: `wamid.${index}`,
		status: 'delivered',
		timestamp: '1795168800',
		recipient_id: `569${10_000_000 + index}`,
	});
	const secretOf = (key: string, workflowId: string, { id }: NodeJson) =>
		derivedSecret(key, workflowId, String(id));

	test.each([
		{
			player: playerAt('evolution-v2'),
			body: { event: 'contacts.upsert', instance: 'phone', data: ids.map(contact) },
			proof: (_body: string, workflowId: string, listener: NodeJson) => ({
				'x-webhook-secret': secretOf('evolution-sandbox-key', workflowId, listener),
			}),
		},
		{
			player: playerAt('vobiz'),
			body: {
				event_id: 'many',
				event_type: 'message.status',
				payload: { entry: [{ changes: [{ value: { statuses: ids.map(status) } }] }] },
			},
			proof: (body: string, workflowId: string, listener: NodeJson) => ({
				'x-webhook-signature': createHmac(
					'sha256',
					secretOf('vobiz-sandbox-token', workflowId, listener),
				)
					.update(body)
					.digest('hex'),
			}),
		},
	])('starts the workflow with all of them: $player.server', async ({ player, body, proof }) => {
		const { listener, workflowId } = await listenActively(player);
		const text = JSON.stringify(body);
		const response = await fetch(urlOf(listener), {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...proof(text, workflowId, listener) },
			body: text,
		});
		expect(response.status).toBe(200);
		const received = await events(workflowId);
		expect(received).toHaveLength(COUNT);
		const stored = JSON.stringify(received).length;
		print(
			`${COUNT} events in a body of ${text.length} bytes: ${stored} bytes came out; n8n has ${stack.memoryMegabytes()} MB`,
		);
		expect(stored).toBeLessThan(10 * text.length);
	});
});

test('two n8n processes over one database: one after the other they know each other’s events', async () => {
	const { listener, workflowId } = await listenActively(playerAt('aisoule'));
	const another = await stack.startAnother();
	const tell = async (n8nUrl: string, id: string) =>
		await tellAsAisoule(productionUrl(n8nUrl, listener), id);
	const passed = async (id: string, count: number) =>
		((await events(workflowId, count)) as Array<{ message: { id: string } }>).filter(
			({ message }) => message.id === id,
		).length;

	await tell(stack.n8n.url, 'first here');
	expect(await passed('first here', 1)).toBe(1);
	await tell(another.client.url, 'first here');
	expect(await passed('first here', 2)).toBe(1);

	const rounds = 20;
	let twice = 0;
	for (let round = 0; round < rounds; round++) {
		const id = `at once ${round}`;
		await Promise.all([tell(stack.n8n.url, id), tell(another.client.url, id)]);
		const times = await passed(id, 2 + 2 * (round + 1));
		expect([1, 2]).toContain(times);
		if (times === 2) twice++;
	}
	print(`The same event at the same time in two processes: ${twice} of ${rounds} went on twice`);
	await another.stop();
});

/** n8n itself takes some 30 ms for a call, so that all 10,000 (`FORGED_CALLS=10000`) take minutes. */
const FORGED_CALLS = Number(process.env.FORGED_CALLS ?? 1_500);

test(`${FORGED_CALLS} forged and broken calls start nothing, and n8n lives on`, async () => {
	const listeners: Array<Awaited<ReturnType<typeof listenActively>>> = [];
	for (const player of players) listeners.push(await listenActively(player));
	const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
	const bodies = [
		'{"event":"message.received"}',
		'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
		deep,
		'{"half":',
		'null',
		'[]',
		'"text"',
		'12',
		Buffer.from([0xff, 0xfe, 0x80]),
		'a=b&c=d',
		'',
	];
	const types = [
		'application/json',
		'text/plain',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/octet-stream',
		undefined,
	];
	const methods = ['POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'GET', 'HEAD'];
	const huge = JSON.stringify('a'.repeat(8 * 2 ** 20));
	const statuses: Record<string, number> = {};
	const call = async (index: number) => {
		const { listener } = listeners[index % listeners.length];
		const method = methods[index % methods.length];
		const type = types[index % types.length];
		const body = index % 500 === 7 ? huge : bodies[index % bodies.length];
		const signature = randomBytes(32).toString('hex');
		const response = await fetch(
			`${urlOf(listener)}${index % 3 === 0 ? `?secret=${signature}` : ''}`,
			{
				method,
				headers: {
					...(type && { 'content-type': type }),
					...(index % 2 === 0 && {
						'x-webhook-signature': signature,
						'x-aisoule-signature': `sha256=${signature}`,
						'x-vambe-signature': signature,
						'x-webhook-secret': signature,
						authorization: `Bearer ${signature}.${signature}.${signature}`,
					}),
				},
				body: ['GET', 'HEAD'].includes(method) ? undefined : (body as string),
			},
		).catch(() => undefined);
		const status = String(response?.status ?? 'refused');
		statuses[status] = (statuses[status] ?? 0) + 1;
		await response?.arrayBuffer();
	};
	let next = 0;
	const caller = async () => {
		while (next < FORGED_CALLS) await call(next++);
	};
	const before = stack.memoryMegabytes();
	await Promise.all(Array.from({ length: 20 }, caller));
	const after = stack.memoryMegabytes();
	print(
		`${FORGED_CALLS} forged calls: ${JSON.stringify(statuses)}; n8n had ${before} MB, has ${after} MB`,
	);

	for (const status of Object.keys(statuses))
		expect(['400', '401', '404', '413', '422', '500', 'refused']).toContain(status);
	expect(statuses['401']).toBeGreaterThan(FORGED_CALLS / 2);
	for (const { workflowId } of listeners) {
		expect(await stack.n8n.executionsOf(workflowId, 10)).toEqual([]);
	}
	await stack.inbox.reply({ provider: 'vobiz', from: PHONE, type: 'text', text: 'Still there?' });
	const ofVobiz = listeners[players.indexOf(playerAt('vobiz'))];
	expect(await events(ofVobiz.workflowId)).toMatchObject([{ message: { text: 'Still there?' } }]);
});
