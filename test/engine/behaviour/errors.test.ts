import type { DocumentedError } from '../../providers/provider';
import { providersWith, partOf, senders } from '../../providers/providers';
import { sandboxCredential } from '../../support/workflows/credentialOf';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

/** Every error that a provider documents, or that its real server was recorded with, and what a person reads. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const WRONG = 'wrong-5d41402abc4b2a76';

describe.each(providersWith('errors'))('%s', (provider, errors) => {
	const { key } = partOf(provider, 'samples').credential;

	const fail = async ({ sender, wrongKey, parameters }: DocumentedError) => {
		const nodes = nodesAt(sandbox.url, wrongKey && { [key]: WRONG });
		const changed = { ...senders[sender].parameters, ...parameters };
		return await runNode(nodes[sender], changed, [{ to: '+919876543210', text: 'Hello' }]);
	};

	test.each(errors)('$sender: $title', async (expected) => {
		const { says, outcome, httpStatus, cause, field } = expected;
		const { error, everything } = await fail(expected);
		for (const words of says) expect(error!.message).toContain(words);
		expect(error!.message).toContain(`HTTP ${httpStatus}`);
		expect(error!.context.data).toMatchObject({
			[outcome]: [0],
			problems: [{ outcome, httpStatus, field: field ?? null }],
		});
		if (cause) expect(error!.failure).toMatchObject({ cause });
		else expect(error!.failure).toBeUndefined();
		expect(everything).not.toContain(WRONG);
		expect(everything).not.toContain(sandboxCredential(provider, sandbox.url)[key]);
	});

	test.each([...new Set(errors.map(({ sender }) => sender))])(
		'%s: each has a message of its own',
		async (sender) => {
			const own = errors.filter((each) => each.sender === sender);
			const messages = await Promise.all(
				own.map(async (each) => (await fail(each)).error!.message),
			);
			expect(new Set(messages).size).toBe(own.length);
		},
	);
});
