import type { IExecuteFunctions } from 'n8n-workflow';
import {
	openSharedMemory,
	sharedMemoryOf,
	usesSharedMemory,
} from '../../../nodes/shared/sharedMemory/sharedMemory';
import { acmeNode } from '../../support/n8n/acme';

const GOOD = { n8nAddress: 'http://n8n:5678', apiKey: 'one', keepDays: 7 };

const nodeWith = (options: object, credential: object = GOOD) =>
	acmeNode({
		credential: credential as never,
		settings: { parameters: { options: options as never } },
	}).node;

const ON = { sharedMemory: true };

test('it is on where the option says so, and nowhere else', async () => {
	expect(usesSharedMemory(nodeWith(ON))).toBe(true);
	expect(usesSharedMemory(nodeWith({ sharedMemory: false }))).toBe(false);
	expect(usesSharedMemory(nodeWith({ sharedMemory: '={{ true }}' }))).toBe(true);
	expect(await openSharedMemory(nodeWith({}))).toBeUndefined();
	expect(await openSharedMemory(acmeNode().node)).toBeUndefined();
});

test('the same n8n with the same key is the same memory', async () => {
	const idWith = async (more: object) =>
		(await openSharedMemory(nodeWith(ON, { ...GOOD, ...more })))!.id;
	const one = await idWith({});
	expect(await idWith({ n8nAddress: 'http://n8n:5678/' })).toBe(one);
	expect(await idWith({ apiKey: 'other' })).not.toBe(one);
	expect(await idWith({ n8nAddress: 'http://other:5678' })).not.toBe(one);
	expect(one).not.toContain('one');
});

test('old rows are kept as long as the credential says, else 90 days', async () => {
	expect((await openSharedMemory(nodeWith(ON)))!.keepDays).toBe(7);
	const unsaid = { n8nAddress: 'http://n8n:5678', apiKey: 'one' };
	expect((await openSharedMemory(nodeWith(ON, unsaid)))!.keepDays).toBe(90);
});

test('and for a day at least', async () => {
	const memory = await openSharedMemory(nodeWith(ON, { ...GOOD, keepDays: -1 }));
	expect(memory!.keepDays).toBe(1);
});

test('without a usable credential it says what to do', async () => {
	const failed = { code: 'shared-memory-setup', outcome: 'notSent' };
	await expect(openSharedMemory(nodeWith(ON, { apiKey: 'one' }))).rejects.toMatchObject({
		verdict: failed,
		message: expect.stringContaining('Choose a WhatsApp Shared Memory API credential'),
	});
	const none = {
		...nodeWith(ON),
		getCredentials: async () => {
			throw new Error('Node does not have any credentials set');
		},
	} as unknown as IExecuteFunctions;
	await expect(sharedMemoryOf(none)).rejects.toMatchObject({ verdict: failed });
});
