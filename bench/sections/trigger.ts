import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { N8nClient, NodeJson } from '../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { host } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { WEBHOOK_SECRET as AISOULE_WEBHOOK_SECRET } from '../../sandbox/aisoule/account';
import { saveSharedMemory, SHARED_MEMORY } from '../../test/support/n8n/sharedMemory';
import { node, workflowOf } from '../../test/support/workflows/deliveryWorkflows';
import { productionUrl, tellAsAisoule } from '../../test/support/workflows/triggerWorkflow';
import { interleaved, median, ratio } from '../figures';
import { benchFolder, MINIMAL_TRIGGER } from '../packages';
import type { Section } from '../section';

const EVENTS = 100;
const AT_ONCE = 20;
const ROUNDS = 5;
const LEAST_OF_WEBHOOK = 0.9;

/** For each call of any trigger but its Webhook node, n8n 2.41 sets up an engine for expressions, needed or not. */
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

const settings = [
	{ name: 'as n8n comes', env: {} },
	{ name: 'lazily', env: LAZY },
] as const;

const OURS = 'WhatsApp Gateway Trigger';
const SHARED = `${OURS}, with Shared Memory`;
const WEBHOOK = 'Webhook';
const LEAST = 'Minimal Trigger';
const names = [OURS, SHARED, WEBHOOK, LEAST] as const;

const ours = (options: object): NodeJson => ({
	...node(OURS, '', 2, { provider: 'aisoule', events: ['message.received'], options }),
	type: 'n8n-nodes-whatsapp-gateways.whatsAppGatewayTrigger',
	webhookId: randomUUID(),
	credentials: { aisouleApi: { name: 'Bench' } },
});

const listeners: Record<(typeof names)[number], () => NodeJson> = {
	[OURS]: () => ours({}),
	[SHARED]: () => {
		const listener = ours({ sharedMemory: true });
		return { ...listener, credentials: { ...listener.credentials, ...SHARED_MEMORY } };
	},
	[WEBHOOK]: () => {
		const webhookId = randomUUID();
		const parameters = { httpMethod: 'POST', path: webhookId, options: {} };
		return { ...node(WEBHOOK, 'webhook', 2.1, parameters), webhookId };
	},
	[LEAST]: () => ({
		...node(LEAST, '', 2),
		type: `${MINIMAL_TRIGGER}.minimalTrigger`,
		webhookId: randomUUID(),
	}),
};

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
		while (begun++ < EVENTS) {
			// The messages of one person go on one after the other.
			await tellAsAisoule(url, randomUUID(), { from: `+569${10_000_000 + begun}` });
		}
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
	method: `A real n8n with SQLite; ${EVENTS} signed messages of AIsoule from as many people, ${AT_ONCE} at once, to our trigger, without and with Shared Memory, to n8n's own Webhook node, which checks nothing and remembers nothing, and to a minimal trigger, which hands on what comes in and is the least that a community node can do; each with one node behind it that does nothing. Until all calls are answered, and until all executions have ended and are stored. Medians of ${ROUNDS} rounds in turns, in one n8n, after one round each to warm up. Twice: as n8n comes, and with ${Object.keys(LAZY)[0]}=true ("lazily"), with which it sets up its engine for expressions only where there is an expression.`,
	async measure() {
		const rates: Array<{ name: string } & Rates> = [];
		for (const { name, env } of settings) {
			const n8n = await N8nProcess.start({
				host,
				userFolder: benchFolder,
				port: await freePort(),
				brokerPort: await freePort(),
				env,
			});
			try {
				rates.push({ name, ...(await ratesIn(n8n.client)) });
			} finally {
				await n8n.stop();
			}
		}
		return {
			table: {
				columns: ['n8n', 'Node', 'answered in a second', 'ended in a second', '× Webhook'],
				rows: rates.flatMap(({ name, answered, ended }) =>
					names.map((node) => [
						name,
						node,
						answered[node].toFixed(0),
						ended[node].toFixed(0),
						ratio(ended[node] / ended[WEBHOOK]),
					]),
				),
			},
			targets: rates.map(({ name, ended }) => ({
				what: `Incoming events in a second, by those of n8n's Webhook node, ${name}`,
				measured: ratio(ended[OURS] / ended[WEBHOOK]),
				wanted: `at least ${LEAST_OF_WEBHOOK}`,
				met: ended[OURS] / ended[WEBHOOK] >= LEAST_OF_WEBHOOK,
			})),
			notes: [
				`As it comes, n8n 2.41 sets up an engine for expressions at each call of a trigger, and skips it for its own Webhook node alone: no other node can come near that one then, as the minimal trigger shows. ${Object.keys(LAZY)[0]}=true in the environment of n8n ends that.`,
			],
		};
	},
};

type OfEach = Record<(typeof names)[number], number>;

/** Events in a second. */
interface Rates {
	answered: OfEach;
	ended: OfEach;
}

async function ratesIn(n8n: N8nClient): Promise<Rates> {
	await n8n.signIn();
	const credential = {
		apiKey: 'key',
		baseUrl: 'http://127.0.0.1:1',
		webhookSecret: AISOULE_WEBHOOK_SECRET,
	};
	const aisouleApi = await n8n.saveCredential('Bench', 'aisouleApi', credential);
	const credentialIds = { aisouleApi, ...(await saveSharedMemory(n8n)) };
	const targets = {} as Record<(typeof names)[number], { workflowId: string; url: string }>;
	for (const name of names) {
		const listener = listeners[name]();
		const workflow = workflowOf(randomUUID(), [listener, node('After', 'noOp', 1)]);
		const workflowId = await n8n.importWorkflow(workflow, credentialIds);
		await n8n.activate(workflowId);
		const ownPath = `${n8n.url}/webhook/${listener.webhookId}`;
		const url = name === WEBHOOK ? ownPath : productionUrl(n8n.url, listener);
		targets[name] = { workflowId, url };
	}
	for (const name of names) await load(n8n, targets[name]);
	const runs = await interleaved(names, ROUNDS, async (name) => await load(n8n, targets[name]));
	for (const name of names) await n8n.deactivate(targets[name].workflowId);

	const rates = (until: 'answered' | 'ended') =>
		Object.fromEntries(
			names.map((name) => [name, (1000 * EVENTS) / median(runs[name].map((run) => run[until]))]),
		) as OfEach;
	return { answered: rates('answered'), ended: rates('ended') };
}
