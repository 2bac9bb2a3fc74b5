const { spawn } = require('node:child_process');
const { UserError } = require('./progress');

const LINES_SHOWN = 30;

/**
 * Runs a command quietly; only when it fails, the end of what it printed is part of the error.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, advice?: string }} options `advice`: what to do if it fails
 * @returns {Promise<string>} what it printed on standard output
 * @throws {UserError}
 */
async function runCommand(command, args, { cwd, advice = '' }) {
	const shown = `${command} ${args.join(' ')}`;
	// Windows finds npm only through a shell, which would cut a path at its blanks.
	const shell = process.platform === 'win32';
	const words = shell ? args.map((word) => (/\s/.test(word) ? `"${word}"` : word)) : args;
	const child = spawn(command, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell });
	let stdout = '';
	let everything = '';
	child.stdout.on('data', (chunk) => ((stdout += chunk), (everything += chunk)));
	child.stderr.on('data', (chunk) => (everything += chunk));

	const exitCode = await new Promise((resolve, reject) => {
		child.once('close', resolve);
		child.once('error', (error) =>
			reject(new UserError(`${shown} could not be started: ${error.message}. ${advice}`)),
		);
	});
	if (exitCode === 0) return stdout;
	const tail = everything.trim().split('\n').slice(-LINES_SHOWN).join('\n');
	throw new UserError(`${tail}\n\n${shown} failed in ${cwd} (exit code ${exitCode}). ${advice}`);
}

module.exports = { runCommand };
