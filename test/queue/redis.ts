import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/ports';
import { programOf, startServer, type Server } from './program';

/** A Redis of our own, on loopback, that keeps nothing. */
export async function startRedis(): Promise<Server> {
	const program = programOf('redis-server', 'redis-server');
	const folder = mkdtempSync(join(tmpdir(), 'redis-'));
	const port = await freePort();
	const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', folder];
	const { stop } = await startServer(program, args, { port, folder, stopSignal: 'SIGTERM' });
	return {
		port,
		async stop() {
			await stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
