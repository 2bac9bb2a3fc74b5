import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { answeringServer } from '../servers/answeringServer';

export interface NpmRegistry {
	/** Of an n8n whose npm asks this registry and no other. */
	env(host: string): Record<string, string>;
	/** What npm compares a download with. */
	integrityOf(version: string): string;
	stop(): Promise<void>;
}

/** npm's registry on this machine, with one package as it would be published. */
export async function startNpmRegistry(
	name: string,
	tarballs: Record<string, string>,
	folder: string,
): Promise<NpmRegistry> {
	const integrityOf = (version: string) =>
		`sha512-${createHash('sha512').update(readFileSync(tarballs[version])).digest('base64')}`;
	const manifestOf = (version: string) => ({
		name,
		version,
		dist: {
			tarball: `${server.url}/${basename(tarballs[version])}`,
			integrity: integrityOf(version),
		},
	});
	const versions = Object.keys(tarballs);
	const server = await answeringServer({
		[`GET /${name}`]: () => ({
			body: {
				name,
				'dist-tags': { latest: versions.at(-1) },
				versions: Object.fromEntries(versions.map((each) => [each, manifestOf(each)])),
			},
		}),
		...Object.fromEntries(
			Object.values(tarballs).map((tarball) => [
				`GET /${basename(tarball)}`,
				{ body: readFileSync(tarball) },
			]),
		),
	});
	const npm = join(folder, 'npm');
	mkdirSync(folder, { recursive: true });
	// n8n names npm's own registry in each command; another one takes a license.
	writeFileSync(
		npm,
		`#!/bin/sh
for argument do
	shift
	case $argument in --registry=*) ;; *) set -- "$@" "$argument" ;; esac
done
PATH=\${PATH#*:} exec npm "$@" --registry=${server.url} --cache=${join(folder, 'cache')}
`,
		{ mode: 0o755 },
	);
	return {
		env: (host) => ({
			PATH: [folder, join(host, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
		}),
		integrityOf,
		stop: server.stop,
	};
}
