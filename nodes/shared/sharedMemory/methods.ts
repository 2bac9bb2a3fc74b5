import { lazyMethod } from '../lib/lazyMethod';

/** The test of its credential, as every node that has it names it. */
export const sharedMemoryTest = {
	whatsAppSharedMemoryApiTest: lazyMethod(
		async () => (await import('./credentialTest')).testSharedMemory,
	),
};
