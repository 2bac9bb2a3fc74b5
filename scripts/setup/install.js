const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { runCommand } = require('./command');
const { step } = require('./progress');

/** What a package.json says of an install: scripts and the like may change without a new one. */
const FIELDS = [
	'dependencies',
	'devDependencies',
	'optionalDependencies',
	'peerDependencies',
	'overrides',
];

/**
 * What the packages of a folder are installed from, as a hash.
 * @param {string} folder
 */
function installSource(folder) {
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return createHash('sha256')
		.update(JSON.stringify(FIELDS.map((field) => manifest[field])))
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
}

/**
 * Installs the packages of a folder, unless they are there and up to date.
 * @param {string} folder
 * @param {{ title: string, rebuild?: string[] }} options `rebuild`: packages whose install script
 * is needed all the same; .npmrc keeps all others from running
 */
async function ensureInstalled(folder, { title, rebuild = [] }) {
	const marker = join(folder, 'node_modules', '.installed-from');
	if (existsSync(marker) && readFileSync(marker, 'utf8') === installSource(folder)) return;

	// `npm install` may write to a lock, and `npm ci` wants one.
	const install = existsSync(join(folder, 'package-lock.json')) ? 'ci' : 'install';
	await step(title, async () => {
		await runCommand('npm', [install, '--no-audit', '--no-fund'], {
			cwd: folder,
			advice:
				'Check your connection to the npm registry and the free disk space, then start again.',
		});
		if (rebuild.length > 0) {
			await runCommand('npm', ['rebuild', '--ignore-scripts=false', ...rebuild], {
				cwd: folder,
				advice:
					'Where no ready-made binary can be downloaded, sqlite3 is compiled and needs python3, make and a C++ compiler (Debian: apt-get install python3 make g++).',
			});
		}
	});
	writeFileSync(marker, installSource(folder));
}

module.exports = { ensureInstalled };
