import { createServer } from 'node:net';
import { UserError } from './setup/progress';

async function listenOn(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
		});
	});
}

/** @returns a port that nobody listens on */
export const freePort = async () => await listenOn(0);

/** @throws UserError where another program has the port */
export async function requirePort(port: number, use: string, option: string): Promise<void> {
	try {
		await listenOn(port);
	} catch {
		throw new UserError(
			`Port ${port}, for ${use}, is taken by another program. Stop that program, or choose another port: npm start -- ${option} ${port + 10}`,
		);
	}
}
