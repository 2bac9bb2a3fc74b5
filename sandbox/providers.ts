import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SandboxProvider } from './provider';

/** What the index.ts of a provider's folder exports. */
interface ProviderFolder {
	/** One for each version of its API that is played here, the newest last. */
	providers: SandboxProvider[];
}

const load = createRequire(__filename);

const folders = readdirSync(__dirname)
	.filter((name) => existsSync(join(__dirname, name, 'index.ts')))
	.sort();

/** Every folder here that has an index.ts is a provider. */
export const providers: SandboxProvider[] = folders
	.flatMap((name) => (load(join(__dirname, name, 'index.ts')) as ProviderFolder).providers)
	.sort((one, other) => (one.place ?? Infinity) - (other.place ?? Infinity));
