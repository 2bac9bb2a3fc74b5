/** The compose files, in the Docker of this machine, one after the other: they have the same ports. */
module.exports = {
	...require('../e2e/jest.config.js'),
	roots: ['<rootDir>/test/docker'],
	maxWorkers: 1,
	testTimeout: 25 * 60_000,
};
