import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { UserError } from '../../scripts/setup/progress';
import { until } from '../support/stack/until';

/** Debian keeps PostgreSQL's programs out of the PATH, in a folder for each version. */
const POSTGRESQL = '/usr/lib/postgresql';

const START_SECONDS = 30;

const folders = () => [
	...(process.env.PATH ?? '').split(delimiter),
	...(existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL) : []).map((version) =>
		join(POSTGRESQL, version, 'bin'),
	),
];

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * The path of a program of this machine.
 * @throws UserError that says what to install
 */
export function programOf(name: string, debianPackage: string): string {
	const found = folders()
		.map((folder) => join(folder, name))
		.find(isExecutable);
	if (found) return found;
	throw new UserError(
		`The tests of queue mode need ${name}, which is not on this machine. Install it (Debian: apt-get install ${debianPackage}).`,
	);
}

export interface Server {
	port: number;
	stop(): Promise<void>;
}

interface ServerOptions {
	port: number;
	/** Its own folder, in which it starts, and its home. */
	folder: string;
	/** What ends it at once and in good order. */
	stopSignal: NodeJS.Signals;
	/** Who it runs as; without it, as we do. */
	user?: { uid: number; gid: number };
}

/** Starts a server and waits until it listens. */
export async function startServer(
	program: string,
	args: string[],
	{ port, folder, stopSignal, user }: ServerOptions,
): Promise<Server> {
	const child = spawn(program, args, {
		cwd: folder,
		env: { ...process.env, HOME: folder },
		stdio: ['ignore', 'ignore', 'pipe'],
		...user,
	});
	let complaint = '';
	child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk).slice(-2000)));
	const stop = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.kill(stopSignal);
		await ended;
	};
	try {
		await until(START_SECONDS, async () => {
			if (child.exitCode !== null) throw new UserError(`${program} ended: ${complaint}`);
			return await listens(port);
		});
	} catch (error) {
		await stop();
		throw error;
	}
	return { port, stop };
}

async function listens(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
