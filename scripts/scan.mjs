/**
 * n8n's own scanner for community packages, over what it would see of ours: the sources and the
 * built package. Unlike the linter it takes no inline disables.
 */
import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const legs = {
	sources: ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'],
	dist: ['package.json', 'dist/**/*.{js,json}'],
};

for (const [name, patterns] of Object.entries(legs)) {
	const { passed, message, details } = await analyzePackage(process.cwd(), patterns);
	console.log(`n8n scanner, ${name}: ${passed ? 'passed' : message}`);
	if (!passed) {
		console.error(details ?? '');
		process.exitCode = 1;
	}
}
