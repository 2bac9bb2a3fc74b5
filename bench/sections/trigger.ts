import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { N8nClient, NodeJson } from '../../scripts/n8nClient';
import { N8nProcess } from '../../scripts/n8nProcess';
import { freePort } from '../../scripts/ports';
import { node, workflowOf } from '../../test/support/deliveryWorkflows';
import { interleaved, median, ratio } from '../figures';
import { benchFolder, hostFolder } from '../packages';
import type { Section } from '../section';

const EVENTS = 200;
const AT_ONCE = 20;
const ROUNDS = 5;
const LEAST_OF_WEBHOOK = 0.9;

const SECRET = 'the-secret-of-the-bench';

const OURS = 'WhatsApp Gateway Trigger';
const WEBHOOK = 'Webhook';
const names = [OURS, WEBHOOK] as const;

const listeners: Record<(typeof names)[number], () => NodeJson> = {
	[OURS]: () => ({
		...node(OURS, '', 1, { provider: 'aisoule', events: ['message.received'] }),
		type: 'n8n-nodes-whatsapp-gateways.whatsAppGatewayTrigger',
		webhookId: randomUUID(),
		credentials: { aisouleApi: { name: 'Bench' } },
	}),
	[WEBHOOK]: () => {
		const webhookId = randomUUID();
		const parameters = { httpMethod: 'POST', path: webhookId, options: {} };
		return { ...node(WEBHOOK, 'webhook', 2.1, parameters), webhookId };
	},
};

/** A signed message that was never told before. */
function message() {
	const data = { message_id: randomUUID(), from: '+56912345678', type: 'text', text: 'Hello' };
	const body = JSON.stringify({
		event: 'message.incoming',
		timestamp: new Date().toISOString(),
		data,
	});
	const signature = createHmac('sha256', SECRET).update(body).digest('hex');
	return {
		body,
		headers: { 'content-type': 'application/json', 'x-webhook-signature': signature },
	};
}

async function call(url: string): Promise<void> {
	const response = await fetch(url, { method: 'POST', ...message() });
	await response.arrayBuffer();
	if (response.status !== 200) throw new Error(`n8n answered ${response.status}`);
}

const succeeded = async (n8n: N8nClient, workflowId: string) => {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
	return (await n8n.rest<{ count: number }>('GET', `/executions?filter=${filter}&limit=1`)).count;
};

/** @returns ms until all are answered, and until all executions have ended */
async function load(n8n: N8nClient, { workflowId, url }: { workflowId: string; url: string }) {
	const before = await succeeded(n8n, workflowId);
	const start = performance.now();
	let begun = 0;
	const caller = async () => {
		while (begun++ < EVENTS) await call(url);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, caller));
	const answered = performance.now() - start;
	while ((await succeeded(n8n, workflowId)) < before + EVENTS) await wait(20);
	return { answered, ended: performance.now() - start };
}

/** What comes in. */
export const trigger: Section = {
	name: 'trigger',
	title: 'Incoming events',
	method: `A real n8n with SQLite; ${EVENTS} signed messages of AIsoule, ${AT_ONCE} at once, to our trigger and to n8n's own Webhook node, which checks nothing and remembers nothing; each with one node behind it that does nothing. Until all calls are answered, and until all executions have ended and are stored. Medians of ${ROUNDS} rounds in turns, in one n8n, after one round each to warm up.`,
	async measure() {
		const n8n = await N8nProcess.start({
			host: hostFolder,
			userFolder: benchFolder,
			port: await freePort(),
			brokerPort: await freePort(),
		});
		try {
			return await measureIn(n8n.client);
		} finally {
			await n8n.stop();
		}
	},
};

async function measureIn(n8n: N8nClient) {
	await n8n.signIn();
	const credential = { apiKey: 'key', baseUrl: 'http://127.0.0.1:1', webhookSecret: SECRET };
	const aisouleApi = await n8n.saveCredential('Bench', 'aisouleApi', credential);
	const targets = {} as Record<(typeof names)[number], { workflowId: string; url: string }>;
	for (const name of names) {
		const listener = listeners[name]();
		const workflow = workflowOf(randomUUID(), [listener, node('After', 'noOp', 1)]);
		const workflowId = await n8n.importWorkflow(workflow, { aisouleApi });
		await n8n.activate(workflowId);
		const path = name === OURS ? `${listener.webhookId}/webhook` : listener.webhookId;
		targets[name] = { workflowId, url: `${n8n.url}/webhook/${path}` };
	}
	for (const name of names) await load(n8n, targets[name]);
	const runs = await interleaved(names, ROUNDS, async (name) => await load(n8n, targets[name]));
	for (const name of names) await n8n.deactivate(targets[name].workflowId);

	const rate = (name: (typeof names)[number], until: 'answered' | 'ended') =>
		(1000 * EVENTS) / median(runs[name].map((run) => run[until]));
	const beside = rate(OURS, 'ended') / rate(WEBHOOK, 'ended');
	return {
		table: {
			columns: ['Node', 'answered in a second', 'ended in a second', '× Webhook'],
			rows: names.map((name) => [
				name,
				rate(name, 'answered').toFixed(0),
				rate(name, 'ended').toFixed(0),
				ratio(rate(name, 'ended') / rate(WEBHOOK, 'ended')),
			]),
		},
		targets: [
			{
				what: "Incoming events in a second, by those of n8n's Webhook node",
				measured: ratio(beside),
				wanted: `at least ${LEAST_OF_WEBHOOK}`,
				met: beside >= LEAST_OF_WEBHOOK,
			},
		],
	};
}
