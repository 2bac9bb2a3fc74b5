import { join } from 'node:path';
import { runCommand } from './command';
import { step } from './progress';

/** Builds dist, unless it is of these sources already. */
export async function buildNodes(): Promise<void> {
	await step('Building the nodes', async () => {
		await runCommand('npx', ['gulp', 'buildIfChanged'], { cwd: join(__dirname, '..', '..') });
	});
}
