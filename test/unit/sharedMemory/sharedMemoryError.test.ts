import type { INode } from 'n8n-workflow';
import { SharedMemoryError } from '../../../nodes/shared/sharedMemory/sharedMemoryError';

const said = { reason: 'n8n is away', whatToDo: 'Wait.' };

test.each([
	['shared-memory-full', 'shared-memory-full'],
	['shared-memory-setup', 'shared-memory-setup'],
	['unreachable', 'shared-memory-unavailable'],
	['no-secure-connection', 'shared-memory-unavailable'],
] as const)('%s is told as %s, and stops the account', (code, told) => {
	expect(new SharedMemoryError({ ...said, code }).verdict).toMatchObject({
		outcome: 'notSent',
		code: told,
		stops: 'account',
	});
});

test('as an error of a node it says what to do, with its code', () => {
	const node = { name: 'Trigger' } as INode;
	const error = new SharedMemoryError({ ...said, code: 'shared-memory-full' }).in(node);
	expect(error.message).toBe('n8n is away. Wait.');
	expect(error.description).toMatch(/^Code: shared-memory-full\. https/);
});
