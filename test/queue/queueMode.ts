import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildNodes } from '../../scripts/setup/buildNodes';
import { installNodes } from '../../scripts/n8n/installNodes';
import type { N8nClient } from '../../scripts/n8n/n8nClient';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { ensureN8n } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { step } from '../../scripts/setup/progress';
import { saveCredentials } from '../../scripts/n8n/sandboxCredentials';
import type { Inbox } from '../support/sandbox/inbox';
import { saveSharedMemory } from '../support/n8n/sharedMemory';
import { startSandboxProcess } from '../support/sandbox/sandbox';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

interface QueueModeOptions {
	workers?: number;
	webhookProcesses?: number;
}

/** n8n's distributed engine with our nodes: main, workers and webhook processes. */
export interface QueueMode {
	/** Of the main process, which takes no production webhooks. */
	n8n: N8nClient;
	/** Of the first webhook process, which is the address that n8n gives to others. */
	webhookUrl: string;
	/** Of all webhook processes. */
	webhookUrls: string[];
	sandboxUrl: string;
	inbox: Inbox;
	/** By type, with that of Shared Memory. */
	credentialIds: Record<string, string>;
	/** In the order of their start. */
	workers(): N8nProcess[];
	/** The one that took an execution, once one has. */
	workerOf(executionId: string): N8nProcess | undefined;
	/** @param clock by how many minutes its wall clock is wrong */
	startWorker(clock?: { minutesOff: number }): Promise<void>;
	/** Ends the first webhook process in the middle of its work, and starts another one in its place. */
	replaceWebhookProcess(): Promise<void>;
	/** Stops the database in the middle of its work, and starts it again. */
	databaseIsAwayFor(seconds: number): Promise<void>;
	stop(): Promise<void>;
}

interface Part {
	stop(): Promise<void>;
}

const startedBy = (worker: N8nProcess, executionId: string) =>
	worker.log().includes(`Worker started execution ${executionId} (`);

/** Moves the wall clock of a process. */
const WRONG_CLOCK = join(__dirname, 'wrongClock.js');

export async function openQueueMode({
	workers: workerCount = 2,
	webhookProcesses: webhookCount = 1,
}: QueueModeOptions = {}): Promise<QueueMode> {
	const data = mkdtempSync(join(tmpdir(), 'n8n-queue-'));
	const parts: Array<Promise<Part>> = [];
	const open = async <Started extends Part>(start: Promise<Started>) => {
		parts.push(start);
		return await start;
	};
	/** Those that are still starting, too. */
	const stop = async () => {
		for (const part of parts.reverse()) {
			const started = await part.catch(() => undefined);
			await started?.stop();
		}
		rmSync(data, { recursive: true, force: true });
	};
	try {
		const { redis, postgres, sandbox } = await step(
			'Starting Redis, PostgreSQL and the sandbox',
			async () => ({
				redis: await open(startRedis()),
				postgres: await open(startPostgres()),
				sandbox: await open(startSandboxProcess()),
			}),
		);
		const host = await ensureN8n();
		await buildNodes();
		await installNodes(data);

		const webhookPorts = await Promise.all(Array.from({ length: webhookCount }, freePort));
		const webhookUrls = webhookPorts.map((port) => `http://127.0.0.1:${port}`);
		const [webhookUrl] = webhookUrls;
		const startN8n = async (
			command: 'start' | 'webhook' | 'worker',
			name: string,
			port: number,
			env: Record<string, string> = {},
		) => {
			const userFolder = join(data, name);
			cpSync(join(data, '.n8n', 'nodes'), join(userFolder, '.n8n', 'nodes'), { recursive: true });
			return await open(
				N8nProcess.start({
					host,
					command,
					userFolder,
					port,
					brokerPort: await freePort(),
					env: {
						EXECUTIONS_MODE: 'queue',
						// All of them read the same credentials.
						N8N_ENCRYPTION_KEY: 'queue-mode-test',
						DB_TYPE: 'postgresdb',
						DB_POSTGRESDB_HOST: '127.0.0.1',
						DB_POSTGRESDB_PORT: String(postgres.port),
						DB_POSTGRESDB_DATABASE: 'postgres',
						DB_POSTGRESDB_USER: 'postgres',
						QUEUE_BULL_REDIS_HOST: '127.0.0.1',
						QUEUE_BULL_REDIS_PORT: String(redis.port),
						N8N_WEBHOOK_URL: webhookUrl,
						N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
						// Without it, now and then a call is not answered: n8n misses the end of a job that
						// was over, and gone, before it asked.
						N8N_EXECUTIONS_QUEUE_KEEP_LAST_COMPLETED: '100',
						...env,
					},
				}),
			);
		};

		const main = await step('Starting the main process', async () =>
			startN8n('start', 'main', await freePort()),
		);
		const workers: N8nProcess[] = [];
		let started = 0;
		const startWorker = async (clock?: { minutesOff: number }) => {
			const env: Record<string, string> = clock
				? {
						NODE_OPTIONS: `--require ${WRONG_CLOCK}`,
						WRONG_CLOCK_MINUTES: String(clock.minutesOff),
					}
				: {};
			workers.push(await startN8n('worker', `worker-${++started}`, await freePort(), env));
		};
		const startWebhookProcess = async (index: number) =>
			await startN8n('webhook', `webhook-${index + 1}`, webhookPorts[index]);
		let webhookProcesses: N8nProcess[] = [];
		await step('Starting workers and webhook processes', async () => {
			[webhookProcesses] = await Promise.all([
				Promise.all(webhookPorts.map(async (_, index) => await startWebhookProcess(index))),
				Promise.all(Array.from({ length: workerCount }, async () => await startWorker())),
			]);
		});
		await main.client.signIn();
		return {
			n8n: main.client,
			webhookUrl,
			webhookUrls,
			sandboxUrl: sandbox.url,
			inbox: sandbox,
			credentialIds: {
				...(await saveCredentials(main.client, sandbox.url)),
				...(await saveSharedMemory(main.client)),
			},
			workers: () => workers,
			workerOf: (executionId) => workers.find((worker) => startedBy(worker, executionId)),
			startWorker,
			async replaceWebhookProcess() {
				await webhookProcesses[0].kill();
				webhookProcesses[0] = await startWebhookProcess(0);
			},
			databaseIsAwayFor: postgres.beAwayFor,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
