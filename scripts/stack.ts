import type { SandboxMessage } from '../sandbox/conversations';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { exampleFiles, readExample } from './examples';
import { installNodes } from './n8n/installNodes';
import type { N8nClient } from './n8n/n8nClient';
import { N8nProcess } from './n8n/n8nProcess';
import { ensureN8n } from './n8n/n8nVersions';
import { saveOwnDataTables } from './n8n/ownDataTables';
import { saveCredentials } from './n8n/sandboxCredentials';
import { freePort, requirePort } from './ports';
import { buildNodes } from './setup/buildNodes';
import { UserError, step } from './setup/progress';

/** The example that runs at every start. */
const FIRST_EXAMPLE = 'open-tickets.json';

export interface StackOptions {
	n8nPort: number;
	sandboxPort: number;
	/** Where n8n keeps its data. */
	dataFolder: string;
}

/** A real n8n with our nodes, the sandbox, and the example workflows that connect them. */
export interface Stack {
	n8n: N8nClient;
	sandbox: Sandbox;
	exampleName: string;
	exampleUrl: string;
	/** Runs the first example: its receipts, and the contact ids of all that the sandbox accepted. */
	runExample(): Promise<{ receipts: Array<Record<string, unknown>>; arrived: Set<string> }>;
	stop(): Promise<void>;
}

/** @throws UserError where a port is taken or an install, a build or a start fails */
export async function startStack({
	n8nPort,
	sandboxPort,
	dataFolder,
}: StackOptions): Promise<Stack> {
	await requirePort(n8nPort, 'n8n', '--n8n-port');
	await requirePort(sandboxPort, 'the sandbox', '--sandbox-port');

	const host = await ensureN8n();
	await buildNodes();
	// What is written from here on is the data of n8n, for nobody else to read.
	process.umask(0o077);
	await installNodes(dataFolder);

	const sandbox = await step('Starting the sandbox', async () => await startSandbox(sandboxPort));
	const running: Array<{ stop(): Promise<void> }> = [{ stop: sandbox.close }];
	const stop = async () => {
		for (const part of running.reverse()) await part.stop();
	};
	try {
		const n8n = await step('Starting n8n', async () => {
			const brokerPort = await freePort();
			return await N8nProcess.start({ host, userFolder: dataFolder, port: n8nPort, brokerPort });
		});
		running.push(n8n);
		return { n8n: n8n.client, sandbox, stop, ...(await prepare(n8n.client, sandbox)) };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Signs in and puts the credentials and the example workflows in place. */
async function prepare(n8n: N8nClient, sandbox: Sandbox) {
	const example = readExample(FIRST_EXAMPLE);
	const workflowId = await step('Creating the credentials and the example workflows', async () => {
		await n8n.signIn();
		const credentialIds = {
			...(await saveCredentials(n8n, sandbox.url)),
			...(await saveOwnDataTables(n8n)),
		};
		const workflowIds: Record<string, string> = {};
		for (const file of exampleFiles()) {
			workflowIds[file] = await n8n.importWorkflow(readExample(file, sandbox.url), credentialIds);
		}
		return workflowIds[FIRST_EXAMPLE];
	});

	const runExample = async () =>
		await step('Running the example workflow', async () => {
			const execution = await n8n.run(workflowId, example.nodes[0].name);
			if (execution.status !== 'success') {
				throw new UserError(
					`The workflow ended with: ${execution.error?.message ?? execution.status}`,
				);
			}
			const response = await fetch(`${sandbox.url}/inbox/messages`);
			const messages = (await response.json()) as SandboxMessage[];
			const accepted = messages.filter((message) => message.accepted);
			return {
				receipts: execution.outputOf('Vambe Ticket'),
				arrived: new Set(accepted.map(({ content }) => String(content.contactId))),
			};
		});

	return {
		exampleName: example.name,
		exampleUrl: `${n8n.url}/workflow/${workflowId}`,
		runExample,
	};
}
