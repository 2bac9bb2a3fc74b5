import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { UserError } from './setup/progress';

async function listenOn(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
	});
}

/**
 * @returns a port that nobody listens on, and that the system gives to no connection before it is used
 */
export async function freePort(): Promise<number> {
	try {
		return await listenOn(randomInt(20_000, 32_768));
	} catch (error) {
		// Windows keeps some ports for itself.
		if (!['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code!)) throw error;
		return await freePort();
	}
}

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
