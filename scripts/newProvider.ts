import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printFailure, UserError } from './setup/progress';

/**
 * npm run new-provider -- Nova    creates the folders of a provider: Acme's, by another name
 */
const project = join(__dirname, '..');
const acme = join(project, 'test', 'fixtures', 'acme');

function main([name = '']: string[]) {
	if (!/^[A-Z][a-z\d]+$/.test(name)) {
		throw new UserError('Name the folder of the provider, such as: npm run new-provider -- Nova');
	}
	const renamed = (text: string) =>
		text.replaceAll('Acme', name).replaceAll('acme', name.toLowerCase());
	const files = (readdirSync(acme, { recursive: true }) as string[])
		.filter((file) => statSync(join(acme, file)).isFile())
		.map((file) => ({ file: renamed(file), text: readFileSync(join(acme, file), 'utf8') }));

	const taken = files.find(({ file }) => existsSync(join(project, file)));
	if (taken) throw new UserError(`${taken.file} is there already.`);

	for (const { file, text } of files) {
		mkdirSync(dirname(join(project, file)), { recursive: true });
		writeFileSync(join(project, file), renamed(text));
		console.log(`${file} written`);
	}
	console.log('Put in what the document of the provider says, then: npm run generate');
}

try {
	main(process.argv.slice(2));
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}
