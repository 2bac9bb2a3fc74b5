import { read } from '../support/package/pages';

/** What the release tool writes into the changelog begins after the version that is described by hand. */
test('the changelog of the first version stays as it is', () => {
	const [, described] = /<!-- auto-changelog-above -->\s+## (\d+\.\d+\.\d+)/.exec(
		read('CHANGELOG.md'),
	)!;
	const [major, minor, patch] = described.split('.').map(Number);
	const { startingVersion } = JSON.parse(read('.auto-changelog')) as { startingVersion: string };
	expect(startingVersion).toBe([major, minor, patch + 1].join('.'));
});
