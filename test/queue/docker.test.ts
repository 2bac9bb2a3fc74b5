import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nClient } from '../../scripts/n8n/n8nClient';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { readCompose } from '../support/docker/compose';
import { expectFirstMessages } from '../support/docker/firstMessages';
import {
	nodesFolderOfImage,
	startService,
	type RunningService,
} from '../support/docker/withoutDocker';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { startCaddy } from './caddy';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

/** docker/queue/compose.yml without Docker: the same commands with the same environment. */
const queue = join(__dirname, '..', '..', 'docker', 'queue');

const folder = mkdtempSync(join(tmpdir(), 'docker-queue-'));
const stops: Array<() => Promise<void>> = [];
let proxyUrl: string;
let sandbox: SandboxProcess;
let main: RunningService;
let workers: RunningService[];

const opened = async <Part extends { stop(): Promise<void> }>(starting: Promise<Part>) => {
	const part = await starting;
	stops.push(part.stop);
	return part;
};

beforeAll(async () => {
	const host = await ensureN8n();
	const nodes = await nodesFolderOfImage(join(folder, 'nodes'));
	sandbox = await opened(startSandboxProcess());
	const redis = await opened(startRedis());
	const postgres = await opened(startPostgres());
	const [proxyPort, mainPort, webhookPort] = [await freePort(), await freePort(), await freePort()];
	proxyUrl = `http://127.0.0.1:${proxyPort}`;

	const { services } = readCompose(join(queue, 'compose.yml'), {
		N8N_ENCRYPTION_KEY: 'queue-mode-test',
		POSTGRES_PASSWORD: 'not asked for here',
		N8N_WEBHOOK_URL: `${proxyUrl}/`,
	});
	const env = {
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'postgres',
	};
	const start = async (service: keyof typeof services, home: string, port: number) =>
		await opened(
			startService(services[service], { host, nodes, home: join(folder, home), port, env }),
		);
	main = await start('main', 'main', mainPort);
	const { replicas } = services.worker.deploy!;
	[, ...workers] = await Promise.all([
		start('webhook', 'webhook', webhookPort),
		...Array.from(Array(replicas), async (_, index) =>
			start('worker', `worker-${index}`, await freePort()),
		),
	]);
	const caddyfile = readFileSync(join(queue, 'Caddyfile'), 'utf8')
		.replace(':5678 {', `${proxyUrl} {`)
		.replace('main:5678', `127.0.0.1:${mainPort}`)
		.replace('webhook:5678', `127.0.0.1:${webhookPort}`);
	await opened(startCaddy(caddyfile, proxyPort));
});
afterAll(async () => {
	for (const stop of stops.reverse()) await stop();
	rmSync(folder, { recursive: true, force: true });
});

test('the first messages go out, and an answer comes in, all by workers and at one address', async () => {
	const n8n = new N8nClient(proxyUrl, main.n8n.login);
	await expectFirstMessages(n8n, sandbox, sandbox.url);
	const started = workers.map((worker) => worker.log().match(/Worker started execution/g) ?? []);
	expect(started.flat()).toHaveLength(2);
});

test.each([
	{ path: '/rest/binary-data/signed', who: 'main', status: 400, says: 'token' },
	{ path: '/webhook-waiting/0', who: 'the webhook process', status: 404, says: 'execution' },
])('$who answers $path', async ({ path, status, says }) => {
	const response = await fetch(proxyUrl + path);
	expect(response.status).toBe(status);
	expect(await response.text()).toContain(says);
});

test('n8n warns of no variable that the compose file sets', () => {
	const { environment } = readCompose(join(queue, 'compose.yml'), {
		N8N_ENCRYPTION_KEY: 'a',
		POSTGRES_PASSWORD: 'b',
	}).services.main;
	const warned = [...main.log().matchAll(/^ - (\w+) -> /gm)].map(([, name]) => name);
	expect(warned.length).toBeGreaterThan(0);
	expect(warned.filter((name) => name in environment!)).toEqual([]);
});
