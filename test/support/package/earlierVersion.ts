import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../../../scripts/n8n/communityPackage';

/**
 * The same package under an earlier version number: what n8n updates from.
 * @param folder where to unpack it and pack it again
 */
export async function packEarlier(tarball: string, version: string, folder: string) {
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	const unpacked = join(folder, 'package');
	const manifestFile = join(unpacked, 'package.json');
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { version: string };
	// What the build writes down for n8n's lazy loader has the number too.
	const typesFile = join(unpacked, 'dist', 'types', 'nodes.json');
	const types = readFileSync(typesFile, 'utf8').replaceAll(
		`"communityNodePackageVersion":"${manifest.version}"`,
		`"communityNodePackageVersion":"${version}"`,
	);
	writeFileSync(typesFile, types);
	writeFileSync(manifestFile, JSON.stringify({ ...manifest, version }, null, 2));
	return await pack(unpacked, folder);
}
