import { UserError, printFailure, step } from '../scripts/setup/progress';
import { preparePackages, versions } from './packages';
import { print, write, type Result } from './report';
import { coldLoad } from './sections/coldLoad';
import { faults } from './sections/faults';
import { files } from './sections/files';
import { manyEvents } from './sections/manyEvents';
import { matrix } from './sections/matrix';
import { memory } from './sections/memory';
import { overhead } from './sections/overhead';
import { rateLimit } from './sections/rateLimit';
import { speed } from './sections/speed';
import { trigger } from './sections/trigger';
import { waits } from './sections/waits';

const sections = [
	coldLoad,
	speed,
	overhead,
	rateLimit,
	memory,
	files,
	faults,
	matrix,
	trigger,
	manyEvents,
	waits,
];

async function main() {
	const wanted = process.argv.slice(2);
	const unknown = wanted.find((name) => !sections.some((section) => section.name === name));
	if (unknown) {
		const names = sections.map(({ name }) => name).join(', ');
		throw new UserError(`There is no "${unknown}". Choose of: ${names}; or none, for all of them.`);
	}
	await preparePackages();

	const results: Result[] = [];
	for (const section of sections) {
		if (wanted.length > 0 && !wanted.includes(section.name)) continue;
		results.push({ section, ...(await step(section.title, section.measure)) });
	}
	print(results);
	await write(results, sections, versions());
	console.log('Written to docs/benchmarks.md.');
}

main().catch((error) => {
	printFailure(error);
	process.exitCode = 1;
});
