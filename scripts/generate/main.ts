import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { generatedFiles } from './files';
import { readProviders } from './providers';

/**
 * npm run generate               writes what follows from the folders of the providers
 * npm run generate -- --check    only says what is out of date
 */
const project = join(__dirname, '..', '..');

async function main() {
	const isCheck = process.argv.includes('--check');
	const texts = new Map<string, string>();
	const files = await generatedFiles(project, await readProviders(project));
	for (const { file, write } of files) {
		texts.set(file, write(texts.get(file) ?? readFileSync(join(project, file), 'utf8')));
	}
	let stale = 0;
	for (const [file, text] of texts) {
		const path = join(project, file);
		const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
		if (formatted === readFileSync(path, 'utf8')) continue;
		stale++;
		console.log(isCheck ? `${file} is out of date` : `${file} written`);
		if (!isCheck) writeFileSync(path, formatted);
	}
	if (stale === 0) console.log('Nothing is out of date');
	if (stale > 0 && isCheck) {
		console.log('Run: npm run generate');
		process.exitCode = 1;
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
