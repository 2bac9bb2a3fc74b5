import type { ICredentialTestFunctions } from 'n8n-workflow';
import { sharedMemoryCredential } from '../../../nodes/shared/descriptions/sharedMemory';
import { sharedMemoryTest } from '../../../nodes/shared/sharedMemory/methods';

test('the test of the credential has the name by which the nodes ask for it', async () => {
	expect(Object.keys(sharedMemoryTest)).toEqual([sharedMemoryCredential.testedBy]);
	const { whatsAppSharedMemoryApiTest: test } = sharedMemoryTest;
	const credential = { id: '1', name: 'n8n', type: 'x', data: { n8nAddress: 'a b' } };
	expect(await test.call({} as ICredentialTestFunctions, credential)).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('not a valid web address'),
	});
});
