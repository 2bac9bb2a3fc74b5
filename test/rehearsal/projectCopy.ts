import { spawn } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { project } from '../support/package/pages';

/** Made by git, npm, a build, a test or n8n: not of the sources. */
const MADE =
	/^(\.git|coverage|(host\/)?node_modules|host\/data|(packages\/[^/]+\/)?dist|packages\/[^/]+(\.tgz|\/LICENSE))$/;

const inSlashes = (path: string) => path.split(sep).join('/');

/** The files in a folder, by their paths in it. */
export const filesIn = (folder: string): string[] =>
	(readdirSync(folder, { recursive: true }) as string[])
		.filter((file) => statSync(join(folder, file)).isFile())
		.map(inSlashes)
		.sort();

/** A copy of the project in a folder of its own, with the tools that are installed here. */
export class ProjectCopy {
	readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'project-')));
	private readonly files: string[];

	constructor() {
		cpSync(project, this.folder, {
			recursive: true,
			filter: (source) => !MADE.test(inSlashes(relative(project, source))),
		});
		this.files = filesIn(this.folder);
		// Folder by folder, so that the copy has a cache of its own.
		const modules = join(project, 'node_modules');
		mkdirSync(join(this.folder, 'node_modules'));
		for (const entry of readdirSync(modules, { withFileTypes: true })) {
			if (!entry.isDirectory() || entry.name === '.cache') continue;
			const link = join(this.folder, 'node_modules', entry.name);
			symlinkSync(join(modules, entry.name), link, 'junction');
		}
	}

	path = (...names: string[]) => join(this.folder, ...names);

	/** The files of the project that are not here as they are there. */
	changed(): string[] {
		return this.files.filter((file) => {
			const here = this.path(file);
			return !existsSync(here) || !readFileSync(join(project, file)).equals(readFileSync(here));
		});
	}

	/**
	 * Runs Node.js in it.
	 * @returns what it printed
	 * @throws with that, if it fails
	 */
	async run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
		const child = spawn(process.execPath, args, {
			cwd: this.folder,
			// Jest's own is "test", with which n8n's linter takes every file for a test of its own.
			env: { ...process.env, NODE_ENV: undefined, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => (output += text));
		}
		const code = await new Promise((resolve, reject) =>
			child.on('error', reject).on('close', resolve),
		);
		if (code !== 0) throw new Error(`${args.join(' ')}:\n${output}`);
		return output;
	}

	remove() {
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 1_000 });
	}
}
