/** As the end-to-end tests: real processes, one test after the other. */
module.exports = {
	...require('../e2e/jest.config.js'),
	roots: ['<rootDir>/test/queue'],
	setupFiles: ['<rootDir>/test/support/stack/plainConsole.js'],
};
