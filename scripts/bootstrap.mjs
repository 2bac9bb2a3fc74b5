/** Makes a bare clone ready for everything else; says nothing when there is nothing to do. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { printFailure } from './progress.mjs';

const project = dirname(dirname(fileURLToPath(import.meta.url)));

try {
	await ensureInstalled(project, {
		title: 'Installing the tools of this project (half a minute the first time)',
	});
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}
