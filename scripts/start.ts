import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LOGIN_FILE } from './n8n/dataFolder';
import { UserError, printFailure } from './setup/progress';
import { startStack, type Stack } from './stack';

const USAGE = `npm start -- [options]
  --once                 run the example once, say whether the message arrived, and stop
  --n8n-port PORT        where n8n listens (5678)
  --sandbox-port PORT    where the sandbox and its inbox listen (4010)
  --data FOLDER          where n8n keeps its data (host/data)
  --help                 this text`;

const { values: options } = parseArgs({
	options: {
		once: { type: 'boolean', default: false },
		'n8n-port': { type: 'string', default: '5678' },
		'sandbox-port': { type: 'string', default: '4010' },
		data: { type: 'string', default: join(__dirname, '..', 'host', 'data') },
		help: { type: 'boolean', default: false },
	},
});

/** Ends when the person presses Ctrl-C or the process is asked to end. */
const interrupted = new Promise<void>((interrupt) => {
	process.once('SIGINT', () => interrupt());
	process.once('SIGTERM', () => interrupt());
	process.once('SIGHUP', () => interrupt());
});

async function main() {
	if (options.help) return console.log(USAGE);

	const dataFolder = resolve(options.data);
	const opening = startStack({
		n8nPort: Number(options['n8n-port']),
		sandboxPort: Number(options['sandbox-port']),
		dataFolder,
	});
	const stack = await Promise.race([opening, interrupted]);
	if (!stack) {
		console.log('\nStopping …');
		await opening.then(async (opened) => await opened.stop()).catch(() => {});
		return;
	}
	try {
		await firstMessages(stack).catch((error) => {
			if (options.once) throw error;
			// The person may have changed the example: n8n and the sandbox are of use all the same.
			printFailure(error);
		});
		if (options.once) return;
		const { email, password } = stack.n8n.login;
		console.log(`
  n8n      ${stack.exampleUrl}
           sign in with ${email} and ${password}
           (kept in ${join(dataFolder, LOGIN_FILE)})
           all examples: ${stack.n8n.url}/home/workflows
  Inbox    ${stack.sandbox.url}

This n8n is for trying things out with the sandbox: do not enter real keys here.
Change the workflow, execute it, and watch the inbox. Ctrl-C stops everything.`);
		await interrupted;
		console.log('\nStopping …');
	} finally {
		await stack.stop();
	}
}

/** Runs the example workflow and compares its receipts with what the sandbox received. */
async function firstMessages(stack: Stack) {
	const { receipts, arrived } = await stack.runExample();
	console.log(`\nReceipts of the workflow "${stack.exampleName}":`);
	for (const receipt of receipts) console.log(JSON.stringify(receipt));

	const missing = receipts.filter(({ contactId }) => !arrived.has(String(contactId)));
	if (receipts.length === 0 || missing.length > 0) {
		throw new UserError(
			`${missing.length} of ${receipts.length} receipts have an aiContactId that the sandbox does not know.`,
		);
	}
	console.log(`✓ The sandbox received all ${receipts.length}, under the same aiContactIds.`);
}

main().then(
	() => process.exit(0),
	(error) => {
		printFailure(error);
		process.exit(1);
	},
);
