import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** What people get who install a tarball. */
export interface Packed {
	folder: string;
	/** By their paths in it, with slashes. */
	files: string[];
	read(file: string): string;
	manifest: {
		name: string;
		version: string;
		n8n: { nodes: string[]; credentials: string[] };
		[field: string]: unknown;
	};
	/** What a built file requires, at once or later. */
	requiresOf(file: string): string[];
	/** The files that it requires and does not have. */
	missing(): string[];
	/** The code that nothing loads of what n8n loads. */
	unused(): string[];
}

export function unpack(tarball: string, folder: string): Packed {
	mkdirSync(folder, { recursive: true });
	const from = dirname(tarball);
	// Without a drive letter, which some tars of Windows take for another machine.
	execFileSync(
		'tar',
		['-xzf', basename(tarball), '-C', relative(from, folder), '--strip-components=1'],
		{ cwd: from },
	);
	const files = (readdirSync(folder, { recursive: true }) as string[])
		.filter((file) => statSync(join(folder, file)).isFile())
		.map((file) => file.split(sep).join('/'))
		.sort();
	const read = (file: string) => readFileSync(join(folder, file), 'utf8');
	const requiresOf = (file: string) =>
		[...read(file).matchAll(/\brequire\(\s*(['"`])(.+?)\1\s*\)/g)].map(([, , name]) => name);
	const required = (file: string) =>
		requiresOf(file)
			.filter((name) => name.startsWith('.'))
			.map((name) => relative(folder, resolve(folder, dirname(file), `${name}.js`)))
			.map((path) => path.split(sep).join('/'));
	const manifest = JSON.parse(read('package.json')) as Packed['manifest'];
	const scripts = files.filter((file) => file.endsWith('.js'));
	const withRequired = (found: Set<string>, file: string): Set<string> =>
		found.has(file) ? found : required(file).reduce(withRequired, found.add(file));
	return {
		folder,
		files,
		read,
		manifest,
		requiresOf,
		missing: () => scripts.flatMap(required).filter((path) => !files.includes(path)),
		unused() {
			const { nodes, credentials } = manifest.n8n;
			const used = [...nodes, ...credentials].reduce(withRequired, new Set());
			return scripts.filter((file) => !used.has(file));
		},
	};
}
