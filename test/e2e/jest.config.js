/** A real n8n and a real browser: one after the other, and with time for a first install. */
module.exports = {
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	transform: {
		'^.+\\.tsx?$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }],
	},
	globalSetup: '<rootDir>/test/support/stack/interrupt.ts',
	maxWorkers: 1,
	testTimeout: 15 * 60_000,
};
