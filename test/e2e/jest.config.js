/** A real n8n and a real browser; each file starts its own. */
module.exports = {
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	transform: {
		'^.+\\.tsx?$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }],
	},
	globalSetup: '<rootDir>/test/support/stack/interrupt.ts',
	testEnvironment: '<rootDir>/test/support/stack/environment.ts',
	// While one n8n starts or waits, another works.
	maxWorkers: 2,
	testTimeout: 15 * 60_000,
};
