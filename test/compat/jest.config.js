/** One n8n of any version: started by scripts/testCompat.ts, which installs it. */
module.exports = {
	...require('../e2e/jest.config.js'),
	roots: ['<rootDir>/test/compat'],
	setupFiles: ['<rootDir>/test/support/stack/plainConsole.js'],
	reporters: ['default', '<rootDir>/test/compat/eachTest.js'],
	verbose: false,
};
