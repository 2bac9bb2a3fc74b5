import { project } from '../support/package/pages';
import { missingOf, needsOf } from './needs';
import { folders } from './providers';

/** A provider is its folders: what is missing in them is said here, file by file. */
test('there are providers', () => {
	expect(folders.length).toBeGreaterThan(0);
});

test.each(folders)('nodes/%s has all that belongs to it', (folder) => {
	expect(missingOf(folder, project)).toEqual([]);
});

test('of a folder that is not there, everything is missing', () => {
	const missing = missingOf('Nobody', project);
	expect(missing).toHaveLength(Object.keys(needsOf('Nobody', project)).length);
	expect(missing).toContain('nodes/Nobody has no test/providers/nobody/samples.ts');
});
