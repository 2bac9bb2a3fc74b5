import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { readCompose, type Service } from '../support/docker/compose';
import { EXAMPLE, expectFirstMessages } from '../support/docker/firstMessages';
import {
	nodesFolderOfImage,
	startService,
	type RunningService,
} from '../support/docker/withoutDocker';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** docker/compose.yml without Docker: the same commands with the same environment. */
const project = join(__dirname, '..', '..');

let folder: string;
let host: string;
let nodes: string;
let sandbox: SandboxProcess;
let running: RunningService;
let service: Service;
let port: number;

const start = async () =>
	await startService(service, { host, nodes, home: join(folder, 'home'), port });

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'docker-'));
	host = await ensureN8n();
	nodes = await nodesFolderOfImage(join(folder, 'nodes'));
	sandbox = await startSandboxProcess();
	port = await freePort();
	const env = { N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/` };
	service = readCompose(join(project, 'docker', 'compose.yml'), env).services.n8n;
	running = await start();
});
afterAll(async () => {
	await running?.stop();
	await sandbox?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const VAMBE_TICKET = { name: 'n8n-nodes-whatsapp-gateways.vambeTicket', version: 1 };

/** What n8n calls the node. */
const displayName = async () => {
	const [{ displayName: shown }] = await running.n8n.rest<Array<{ displayName: string }>>(
		'POST',
		'/node-types',
		{ nodeInfos: [VAMBE_TICKET] },
	);
	return shown;
};

test('the first messages go out, and an answer comes in', async () => {
	await expectFirstMessages(running.n8n, sandbox, sandbox.url);
});

test('a new image brings its nodes into the data that is there', async () => {
	expect(await displayName()).toBe('Vambe Ticket');
	const tarball = join(nodes, 'n8n-nodes-whatsapp-gateways.tgz');
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	const node = join(folder, 'package', 'dist', 'nodes', 'Vambe', 'VambeTicket.node.js');
	writeFileSync(node, readFileSync(node, 'utf8').replaceAll('Vambe Ticket', 'Vambe Ticket, newer'));
	execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);

	const installed = join(
		folder,
		'home',
		'.n8n',
		'nodes',
		'node_modules',
		'n8n-nodes-whatsapp-gateways',
	);
	const ofAnEarlierVersion = join(installed, 'dist', 'earlier.js');
	writeFileSync(ofAnEarlierVersion, '');

	await running.stop();
	running = await start();
	await running.n8n.signIn();
	expect(existsSync(ofAnEarlierVersion)).toBe(false);
	expect(await displayName()).toBe('Vambe Ticket, newer');
	expect(await running.n8n.findWorkflow(EXAMPLE.name)).toBeDefined();
});

test('n8n warns of no variable that the compose file sets', () => {
	const warned = [...running.log().matchAll(/^ - (\w+) -> /gm)].map(([, name]) => name);
	expect(warned.length).toBeGreaterThan(0);
	expect(warned.filter((name) => name in service.environment!)).toEqual([]);
});

test('the healthcheck says when n8n is not there', async () => {
	expect(await running.isHealthy()).toBe(true);
	await running.stop();
	expect(await running.isHealthy()).toBe(false);
});

const filesIn = (path: string) =>
	(readdirSync(path, { recursive: true }) as string[])
		.filter((file) => file.endsWith('.js') && !file.includes('node_modules'))
		.map((file) => join(path, file));

test.each(['compose.yml', 'queue/compose.yml'])('n8n knows every variable of %s', (file) => {
	const secrets = { N8N_ENCRYPTION_KEY: 'a', POSTGRES_PASSWORD: 'b' };
	const { services } = readCompose(join(project, 'docker', file), secrets);
	const ofN8n = Object.values(services).filter(({ image }) => image === 'n8n-whatsapp-gateways');
	const variables = new Set(ofN8n.flatMap(({ environment = {} }) => Object.keys(environment)));
	const sources = ['@n8n/config', 'n8n', 'n8n-core'].flatMap((name) =>
		filesIn(join(host, 'node_modules', name, 'dist')),
	);
	const reads = /(?:\bEnv\)?\(['"]|\bprocess\.env\.)(\w+)/g;
	const known = new Set(
		sources.flatMap((source) =>
			[...readFileSync(source, 'utf8').matchAll(reads)].map(([, name]) => name),
		),
	);
	expect(variables.size).toBeGreaterThan(3);
	expect([...variables].filter((name) => !known.has(name))).toEqual([]);
});
