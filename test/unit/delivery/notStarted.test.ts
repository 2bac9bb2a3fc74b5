import { notStarted } from '../../../nodes/shared/delivery/notStarted';
import { SharedMemoryError } from '../../../nodes/shared/sharedMemory/sharedMemoryError';
import { acme } from '../../support/n8n/acme';

const MESSAGE = { kind: 'valid', item: 2, to: '+56912345678', message: {} } as const;

test('without an account, the credential is what to look at', () => {
	expect(notStarted(MESSAGE, acme, new Error('Not found.'))).toMatchObject({
		outcome: 'notSent',
		item: 2,
		to: '+56912345678',
		code: 'invalid-credential',
		reason: 'The credential could not be read: Not found',
		whatToDo: expect.stringContaining('Choose a Acme credential'),
	});
});

test('without its shared memory, what it says itself', () => {
	const error = new SharedMemoryError({
		code: 'shared-memory-setup',
		reason: 'n8n did not accept the API key',
		whatToDo: 'Enter another one.',
	});
	expect(notStarted(MESSAGE, acme, error)).toMatchObject({
		outcome: 'notSent',
		code: 'shared-memory-setup',
		reason: 'n8n did not accept the API key',
		whatToDo: 'Enter another one.',
	});
});
