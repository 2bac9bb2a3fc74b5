import { providers } from './providers';
import { startSandbox } from './server';

const DEFAULT_PORT = 4010;

async function main() {
	const port = Number(process.env.SANDBOX_PORT ?? DEFAULT_PORT);
	const sandbox = await startSandbox(port, process.env.SANDBOX_HOST);
	console.log(`Inbox: ${sandbox.url}`);
	console.log('Credentials:');
	for (const { name, title, credential } of providers) {
		console.log(`  ${title}`);
		console.log(`    ${credential.baseUrl.label}: ${sandbox.url}/${name}`);
		for (const { label, value } of credential.fields) console.log(`    ${label}: ${value}`);
	}
	console.log('Messages are kept in memory until you stop this with Ctrl-C.');

	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: NodeJS.ErrnoException) => {
	console.error(
		error.code === 'EADDRINUSE'
			? `${error.message}. Choose another port: SANDBOX_PORT=4011 npm run sandbox`
			: error,
	);
	process.exitCode = 1;
});
