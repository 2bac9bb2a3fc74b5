import { providersWith } from '../providers/providers';
import { sandboxCredential } from '../support/workflows/credentialOf';
import { nodeAt, testCredential } from '../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** The connection test of every credential. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());

describe.each(providersWith('samples'))('%s', (provider, { credential, senders }) => {
	const [name] = Object.keys(senders);
	const result = async (changes: Record<string, string> = {}) => {
		const values = { ...sandboxCredential(provider, sandbox.url), ...changes };
		return await testCredential(nodeAt(name, values[credential.address], values));
	};

	test('a good key', async () => {
		expect(await result()).toMatchObject({ status: 'OK' });
	});

	test('a wrong key', async () => {
		expect(await result({ [credential.key]: 'wrong-key' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('did not accept the key'),
		});
	});

	test('an address where nobody is', async () => {
		expect(await result({ [credential.address]: 'http://127.0.0.1:9' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('(ECONNREFUSED)'),
		});
	});
});
