import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `npm start`, as a person runs it. */
export interface NpmStart {
	/** All that it printed so far. */
	output(): string;
	/** Resolves when it has printed this; rejects when it ends before. */
	printed(words: string): Promise<void>;
	/** Ctrl-C, if it is still running: the signal goes to the whole group, as a terminal sends it. */
	interrupt(): void;
	/** The exit code, once it has ended. */
	ended: Promise<number | null>;
}

/** @param env what n8n gets beside the environment of the tests */
export function npmStart(args: string[], env: Record<string, string> = {}): NpmStart {
	const child = spawn('npm', ['start', '--', ...args], {
		cwd: join(__dirname, '..', '..', '..'),
		env: { ...process.env, ...env },
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const watchers = new Set<() => void>();
	const collect = (chunk: Buffer) => {
		output += chunk.toString();
		for (const watch of watchers) watch();
	};
	child.stdout.on('data', collect);
	child.stderr.on('data', collect);
	const ended = once(child, 'close').then(([exitCode]) => exitCode as number | null);

	return {
		output: () => output,
		printed: async (words) =>
			await new Promise((resolve, reject) => {
				const watch = () => {
					if (!output.includes(words)) return;
					watchers.delete(watch);
					resolve();
				};
				watchers.add(watch);
				watch();
				void ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
			}),
		interrupt() {
			if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGINT');
		},
		ended,
	};
}
