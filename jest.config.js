const { availableParallelism } = require('node:os');

/** Needs the built dist; those in a real n8n have configurations of their own. */
module.exports = {
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(e2e|compat|docker|fixtures|queue)/'],
	transform: {
		'^.+\\.tsx?$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }],
	},
	// On two cores Jest would take one, though many of the tests mostly wait.
	maxWorkers: Math.max(2, availableParallelism() - 1),
	setupFiles: ['<rootDir>/test/support/n8n/n8nEnvironment.js'],
	// n8n-core is large; a cold start of it on a busy machine takes its time.
	testTimeout: 30_000,
};
