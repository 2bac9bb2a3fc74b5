import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { providerFolders } from '../../scripts/generate/providers';
import type { ProviderParts, Sender } from './provider';

/** The folders of the providers: no test lists them. */
export const folders = providerFolders(join(__dirname, '..', '..'));

/** As the sandbox, the trigger and the titles of the tests name them. */
export const providers = folders.map((folder) => folder.toLowerCase());

export const folderOf = (provider: string): string => folders[providers.indexOf(provider)];

/** The part of a provider; `complete.test.ts` says which are missing. */
export function partOf<Name extends keyof ProviderParts>(
	provider: string,
	name: Name,
): ProviderParts[Name] {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is computed
	return (require(join(__dirname, provider, name)) as ProviderParts)[name];
}

const hasPart = (provider: string, name: keyof ProviderParts) =>
	existsSync(join(__dirname, provider, `${name}.ts`));

/** What `describe.each` takes: each provider that has this part, with it. */
export const providersWith = <Name extends keyof ProviderParts>(
	name: Name,
): Array<[string, ProviderParts[Name]]> =>
	providers
		.filter((provider) => hasPart(provider, name))
		.map((provider) => [provider, partOf(provider, name)]);

/** Every node that sends, for `test.each`. */
export const allSenders = providersWith('samples').flatMap(([provider, { senders }]) =>
	Object.entries(senders).map(([name, sender]) => ({ provider, name, ...sender })),
);

/** The same, by the name in the samples. */
export const senders: Record<string, Sender> = Object.fromEntries(
	allSenders.map((sender) => [sender.name, sender]),
);
