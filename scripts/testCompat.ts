import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/server';
import { ensureN8n, host, numberOf, tags, versions } from './n8n/n8nVersions';
import { buildNodes } from './setup/buildNodes';
import { UserError, printFailure, step } from './setup/progress';

const USAGE = `npm run test:compat -- VERSION [options]
  VERSION   an n8n of ${versions.join(', ')}, or ${tags.join(' or ')} of npm
  --keep    leave that n8n where it is, for the next time
  --help    this text`;

const project = join(__dirname, '..');

async function main(): Promise<number> {
	const { values: options, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			keep: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (options.help) {
		console.log(USAGE);
		return 0;
	}
	if (positionals.length !== 1) throw new UserError(`Name one version of n8n.\n\n${USAGE}`);

	const version = await numberOf(positionals[0]);
	const folder = await ensureN8n(version);
	await buildNodes();
	const exitCode = await test(version, folder);

	if (folder === host) return exitCode;
	if (options.keep) {
		console.log(`\nn8n ${version} stays in ${folder}. Delete that folder to be rid of it.`);
	} else {
		await step(`Removing n8n ${version} (--keep leaves it)`, async () => {
			await remove(folder);
		});
	}
	return exitCode;
}

/** At once, for all the next installation can see: npm does not mend what is half there. */
async function remove(folder: string): Promise<void> {
	const removed = `${folder}.removed`;
	await rm(removed, { recursive: true, force: true });
	await rename(folder, removed);
	await rm(removed, { recursive: true, force: true });
}

/** Runs test/compat in this n8n, and leaves nothing running, also when it is interrupted. */
async function test(version: string, folder: string): Promise<number> {
	const data = mkdtempSync(join(tmpdir(), 'n8n-compat-'));
	const sandbox = await startSandbox(0);
	const jest = spawn(
		process.execPath,
		[
			join(project, 'node_modules', 'jest', 'bin', 'jest.js'),
			'--config',
			'test/compat/jest.config.js',
		],
		{
			cwd: project,
			stdio: ['ignore', 'inherit', 'inherit'],
			env: {
				...process.env,
				COMPAT_VERSION: version,
				COMPAT_HOST: folder,
				COMPAT_DATA: data,
				COMPAT_SANDBOX: sandbox.url,
			},
		},
	);
	const interrupt = () => jest.kill();
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const signal of signals) process.on(signal, interrupt);
	try {
		const [exitCode] = (await once(jest, 'close')) as [number | null];
		return exitCode ?? 1;
	} finally {
		for (const signal of signals) process.off(signal, interrupt);
		await sandbox.close();
		await rm(data, { recursive: true, force: true });
	}
}

main().then(
	(exitCode) => process.exit(exitCode),
	(error) => {
		printFailure(error);
		process.exit(1);
	},
);
