/** A line for each test when it ends: all of them together take minutes. */
module.exports = class {
	/**
	 * @param {unknown} _test
	 * @param {{ status: string, title: string, duration?: number }} result
	 */
	onTestCaseResult(_test, { status, title, duration }) {
		console.log(`  ${status === 'passed' ? '✓' : '✗'} ${title} (${duration} ms)`);
	}
};
