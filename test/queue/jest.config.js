/** As the end-to-end tests, but one file after the other: each starts five processes of n8n. */
module.exports = {
	...require('../e2e/jest.config.js'),
	roots: ['<rootDir>/test/queue'],
	maxWorkers: 1,
	setupFiles: ['<rootDir>/test/support/stack/plainConsole.js'],
};
