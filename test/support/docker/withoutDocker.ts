import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pack } from '../../../scripts/n8n/communityPackage';
import { loginOf } from '../../../scripts/n8n/dataFolder';
import { N8nClient } from '../../../scripts/n8n/n8nClient';
import { nodeOf } from '../../../scripts/n8n/n8nVersions';
import { freePort } from '../../../scripts/ports';
import { buildNodes } from '../../../scripts/setup/buildNodes';
import { until } from '../stack/until';
import type { Service } from './compose';

const project = join(__dirname, '..', '..', '..');

const START_SECONDS = 180;

/** The folder /nodes of the image that docker/Dockerfile builds. */
export async function nodesFolderOfImage(folder: string): Promise<string> {
	await buildNodes();
	mkdirSync(folder, { recursive: true });
	const tarball = await pack(project, folder);
	copyFileSync(tarball, join(folder, 'n8n-nodes-whatsapp-gateways.tgz'));
	copyFileSync(join(project, 'docker', 'install-nodes.sh'), join(folder, 'install-nodes.sh'));
	return folder;
}

/** A service of a compose file that runs as a process of this machine. */
export interface RunningService {
	n8n: N8nClient;
	/** Whether its healthcheck says so. */
	isHealthy(): Promise<boolean>;
	log(): string;
	stop(): Promise<void>;
}

interface Machine {
	/** Where n8n is installed. */
	host: string;
	/** /nodes of the image. */
	nodes: string;
	/** /home/node of the container. */
	home: string;
	port: number;
	/** Of other services, where they are on this machine. */
	env?: Record<string, string>;
}

/**
 * Runs what the container of a service would: the steps of the image, the command and the environment
 * of the compose file. Only what each container has of its own, such as port 5678, is another here.
 */
export async function startService(
	{ command = 'start', environment, healthcheck }: Service,
	{ host, nodes, home, port, env = {} }: Machine,
): Promise<RunningService> {
	mkdirSync(home, { recursive: true });
	const bin = join(host, 'node_modules', '.bin');
	const ofContainer = {
		PATH: bin + delimiter + process.env.PATH,
		HOME: home,
		NODE_ENV: 'production',
	};
	const ofThisMachine = {
		N8N_PORT: String(port),
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		// On a busy machine n8n takes a slow answer for a database that is gone, and refuses every call.
		DB_PING_TIMEOUT_MS: '60000',
		...env,
	};
	const logFile = join(home, 'n8n.log');
	const log = openSync(logFile, 'w');
	const n8n = join(host, 'node_modules', 'n8n', 'bin', 'n8n');
	const child = spawn(
		'sh',
		[join(nodes, 'install-nodes.sh'), nodeOf(host), n8n, ...command.split(' ')],
		{
			stdio: ['ignore', log, log],
			detached: true,
			env: { ...ofContainer, ...environment, ...ofThisMachine },
		},
	);
	const ended = once(child, 'exit');
	const hasEnded = () => child.exitCode !== null || child.signalCode !== null;

	const [, program, ...args] = healthcheck.test.map((word) => word.replace(':5678/', `:${port}/`));
	const running: RunningService = {
		n8n: new N8nClient(`http://127.0.0.1:${port}`, loginOf(home)),
		isHealthy: async () =>
			await new Promise((resolve) =>
				execFile(program, args, { env: ofContainer }, (error) => resolve(!error)),
			),
		log: () => readFileSync(logFile, 'utf8'),
		async stop() {
			if (hasEnded()) return;
			process.kill(-child.pid!, 'SIGTERM');
			await ended;
		},
	};
	try {
		await until(
			START_SECONDS,
			async () => {
				if (hasEnded()) throw new Error(`It ended:\n${running.log()}`);
				return await running.isHealthy();
			},
			'a service is healthy',
		);
	} catch (error) {
		await running.stop();
		throw error;
	}
	return running;
}
