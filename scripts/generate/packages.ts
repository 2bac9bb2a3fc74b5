import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the names of the packages of single providers, which their folders have too */
export const packageNames = (project: string): string[] =>
	readdirSync(join(project, 'packages'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);

/** A package has the name of its provider as a word of its own. */
export const isPackageOf = (name: string, provider: { name: string }): boolean =>
	name.split('-').includes(provider.name);
