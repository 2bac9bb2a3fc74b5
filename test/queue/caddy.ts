import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf, startServer, type Server } from './program';

/** A Caddy of our own, without the port that it is managed by. */
export async function startCaddy(caddyfile: string, port: number): Promise<Server> {
	const program = programOf('caddy', 'caddy');
	const folder = mkdtempSync(join(tmpdir(), 'caddy-'));
	const config = join(folder, 'Caddyfile');
	writeFileSync(config, `{\n\tadmin off\n}\n${caddyfile}`);
	const server = await startServer(program, ['run', '--config', config], {
		port,
		folder,
		stopSignal: 'SIGINT',
	});
	return {
		port,
		async stop() {
			await server.stop();
			rmSync(folder, { recursive: true });
		},
	};
}
