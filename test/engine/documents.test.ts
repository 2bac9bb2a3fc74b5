import { providersWith } from '../providers/providers';
import { nodesAt, runNode } from '../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/**
 * Every request example of the provider documents, made by a node from what a person picks and
 * types, as it arrives at the sandbox: path, headers and body.
 */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

describe.each(providersWith('documents'))('%s', (_provider, documents) => {
	test.each(documents)('$title', async ({ sender, parameters, request: { body, ...head } }) => {
		const node = nodesAt(sandbox.url)[sender];
		const { status, error } = await runNode(node, { options: {}, ...parameters }, [{}]);
		expect([status, error?.message]).toEqual(['success', undefined]);
		const messages = await sandbox.messages();
		expect(messages).toMatchObject([{ accepted: true, request: { method: 'POST', ...head } }]);
		expect(messages[0].request.body).toEqual(body);
	});
});
