import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../setup/progress';
import { loginOf } from './dataFolder';
import { N8nClient } from './n8nClient';
import { nodeOf } from './n8nVersions';

const START_SECONDS = 180;
const STOP_SECONDS = 15;
const LOG_LINES_SHOWN = 40;

/** What each command of n8n answers once it is ready; before, it refuses or shows a page. */
const READY = {
	start: '/rest/settings',
	webhook: '/healthz/readiness',
	worker: '/healthz/readiness',
};

/** The defaults of n8n 3. Where they are not set, n8n logs that they will come. */
const AS_IN_N8N_3 = {
	N8N_COMPRESSION_NODE_MAX_DECOMPRESSED_SIZE_BYTES: String(256 * 1024 * 1024),
	N8N_COMPRESSION_NODE_MAX_ZIP_ENTRIES: '1000',
	N8N_RUNNERS_TASK_TIMEOUT: '60',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
};

export interface N8nProcessOptions {
	/** Where n8n is installed. */
	host: string;
	/** `worker` and `webhook` belong to queue mode. */
	command?: keyof typeof READY;
	/** Holds n8n's database, its log and its community packages. */
	userFolder: string;
	/** A worker answers there only to say that it is ready. */
	port: number;
	/** For n8n's own task runners; never opened by a person. */
	brokerPort: number;
	/** Of n8n's environment, beside what it always has here. */
	env?: Record<string, string | undefined>;
	/** The file in that folder for what it prints. */
	log?: string;
}

/** An n8n of our own. */
export class N8nProcess {
	private constructor(
		private readonly child: ChildProcess,
		readonly client: N8nClient,
		private readonly logFile: string,
		private readonly readyPath: string,
	) {}

	/** @throws UserError where n8n ends early or does not answer, with the end of its log */
	static async start({
		host,
		command = 'start',
		userFolder,
		port,
		brokerPort,
		env = {},
		log: logName = 'n8n.log',
	}: N8nProcessOptions): Promise<N8nProcess> {
		const login = loginOf(userFolder);
		const logFile = join(userFolder, logName);
		const log = openSync(logFile, 'w');
		const bin = join(host, 'node_modules', '.bin');
		const child = spawn(nodeOf(host), [join(host, 'node_modules', 'n8n', 'bin', 'n8n'), command], {
			stdio: ['ignore', log, log],
			// A process group of its own: what n8n starts ends with it, and Ctrl-C reaches us first.
			detached: process.platform !== 'win32',
			env: {
				...process.env,
				PATH: bin + delimiter + process.env.PATH,
				NODE_ENV: 'production',
				NODE_OPTIONS: '',
				N8N_USER_FOLDER: userFolder,
				N8N_PORT: String(port),
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				N8N_RUNNERS_BROKER_PORT: String(brokerPort),
				N8N_LISTEN_ADDRESS: '127.0.0.1',
				N8N_HOST: '127.0.0.1',
				// n8n makes one for each folder, and keeps it there.
				N8N_ENCRYPTION_KEY: undefined,
				// On a busy machine n8n takes a slow answer for a database that is gone, and refuses every call.
				DB_PING_TIMEOUT_MS: '60000',
				N8N_SECURE_COOKIE: 'false',
				N8N_DIAGNOSTICS_ENABLED: 'false',
				N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
				N8N_TEMPLATES_ENABLED: 'false',
				N8N_PERSONALIZATION_ENABLED: 'false',
				N8N_HIRING_BANNER_ENABLED: 'false',
				...AS_IN_N8N_3,
				// n8n has not verified our nodes, and its version 3 does not load them without this.
				N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
				...env,
			},
		});

		const client = new N8nClient(`http://127.0.0.1:${port}`, login);
		const n8n = new N8nProcess(child, client, logFile, READY[command]);
		try {
			await n8n.untilReady();
		} catch (error) {
			await n8n.stop();
			throw error;
		}
		return n8n;
	}

	private async untilReady() {
		const deadline = Date.now() + START_SECONDS * 1000;
		while (Date.now() < deadline) {
			if (this.child.exitCode !== null || this.child.signalCode !== null) {
				throw new UserError(`n8n ended while it was starting. Its log:\n${this.endOfLog()}`);
			}
			if (await this.client.isReady(this.readyPath)) return;
			await sleep(250);
		}
		throw new UserError(
			`n8n did not answer within ${START_SECONDS} s. Its log:\n${this.endOfLog()}`,
		);
	}

	/** All that n8n printed. */
	log(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	private endOfLog(): string {
		return this.log().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
	}

	/** Ends n8n and what it started. */
	async stop(): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		const ended = once(this.child, 'exit');
		this.signal('SIGTERM');
		const tooLong = sleep(STOP_SECONDS * 1000, false, { ref: false });
		const inTime = await Promise.race([ended.then(() => true), tooLong]);
		if (inTime) return;
		this.signal('SIGKILL');
		await ended;
	}

	/** Ends it in the middle of its work, as a loss of power does. */
	async kill(): Promise<void> {
		const ended = once(this.child, 'exit');
		this.signal('SIGKILL');
		await ended;
	}

	private signal(signal: NodeJS.Signals) {
		const { pid } = this.child;
		if (pid === undefined) return;
		if (process.platform === 'win32') this.child.kill(signal);
		else process.kill(-pid, signal);
	}
}
