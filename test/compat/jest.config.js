/** One n8n of any version: started by scripts/testCompat.ts, which installs it. */
module.exports = {
	...require('../e2e/jest.config.js'),
	roots: ['<rootDir>/test/compat'],
	// Progress as it comes, without the place in the code that it comes from.
	setupFiles: ['<rootDir>/test/compat/plainConsole.js'],
	reporters: ['default', '<rootDir>/test/compat/eachTest.js'],
	verbose: false,
};
