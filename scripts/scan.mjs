/**
 * n8n's own scanner for community packages, over what it would see of ours: the sources and what
 * is published. Unlike the linter it takes no inline disables.
 *
 * node scripts/scan.mjs              the sources and dist
 * node scripts/scan.mjs FOLDER       an unpacked tarball
 */
import { resolve } from 'node:path';
import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [tarball] = process.argv.slice(2);
const scans = tarball
	? [{ name: 'tarball', folder: resolve(tarball), patterns: ['**/*.{js,ts,json}'] }]
	: [
			{ name: 'sources', patterns: ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'] },
			{ name: 'dist', patterns: ['package.json', 'dist/**/*.{js,json}'] },
		];

for (const { name, folder = process.cwd(), patterns } of scans) {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	console.log(`n8n scanner, ${name}: ${passed ? 'passed' : message}`);
	if (!passed) {
		console.error(details ?? '');
		process.exitCode = 1;
	}
}
