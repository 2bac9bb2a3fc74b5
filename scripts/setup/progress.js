/** One line when a step begins, a sign of life while it lasts, one line when it is done. */

const HEARTBEAT_MS = 15_000;

/**
 * @template Result
 * @param {string} title what is being done, as "Installing n8n"
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function step(title, work) {
	const start = Date.now();
	const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
	console.log(`• ${title} …`);
	const heartbeat = setInterval(() => console.log(`    still at it, ${seconds()}`), HEARTBEAT_MS);
	try {
		const result = await work();
		console.log(`✓ ${title} (${seconds()})`);
		return result;
	} finally {
		clearInterval(heartbeat);
	}
}

/** A failure whose message is all that the person needs; its stack would not help. */
class UserError extends Error {}

/** @param {unknown} error */
function printFailure(error) {
	console.error('\n✗', error instanceof UserError ? error.message : error);
}

module.exports = { UserError, printFailure, step };
