import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/ports';
import { programOf, startServer, type Server } from './program';

/** PostgreSQL refuses to run as root; its package brings a user along. */
function unprivileged() {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = (flag: string) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

export interface Postgres extends Server {
	/** Ends it in the middle of its work, and starts it again with the same data. */
	beAwayFor(seconds: number): Promise<void>;
}

/** A PostgreSQL of our own, on loopback, with an empty database for the user `postgres`. */
export async function startPostgres(): Promise<Postgres> {
	const [initdb, postgres] = ['initdb', 'postgres'].map((name) => programOf(name, 'postgresql'));
	const user = unprivileged();
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	let server: Server | undefined;
	const stop = async () => {
		await server?.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		if (user) chownSync(folder, user.uid, user.gid);
		const newCluster = ['-D', folder, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'];
		execFileSync(initdb, newCluster, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user });
		const port = await freePort();
		const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
		const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const start = async () => {
			server = await startServer(postgres, ['-D', folder, '-p', String(port), ...args], {
				port,
				folder,
				stopSignal: 'SIGINT',
				user,
			});
		};
		await start();
		return {
			port,
			async beAwayFor(seconds) {
				await server?.stop();
				await sleep(seconds * 1000);
				await start();
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
