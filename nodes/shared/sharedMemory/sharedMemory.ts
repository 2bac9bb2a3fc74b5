import { createHash } from 'node:crypto';
import { openAccount, type RequestingNode } from '../http/account';
import { reasonOf } from '../lib/reasonOf';
import { DataTable } from './dataTable';
import { n8nDataTables } from './n8nDataTables';
import { SharedMemoryError } from './sharedMemoryError';

/** What all processes of n8n know together. */
export interface SharedMemory {
	/** The same for the same table, for what a process keeps of it. */
	id: string;
	/** Waits until n8n is there again, for about 20 s. */
	table: DataTable;
	/** The same table, for what goes on without it. */
	hurried: DataTable;
	/** How long a row stays that nobody changes, in days. */
	keepDays: number;
}

const DEFAULT_KEEP_DAYS = 90;

/** Whether the option of this node is on. It takes no expression: a workflow that brings one asks for it. */
export const usesSharedMemory = (node: Pick<RequestingNode, 'getNode'>): boolean => {
	const { options } = node.getNode().parameters as { options?: { sharedMemory?: unknown } };
	return Boolean(options?.sharedMemory);
};

/**
 * @returns `undefined` where the option is off
 * @throws SharedMemoryError where no credential is chosen, or it has no usable address
 */
export async function openSharedMemory(node: RequestingNode): Promise<SharedMemory | undefined> {
	return usesSharedMemory(node) ? await sharedMemoryOf(node) : undefined;
}

/** @throws SharedMemoryError where no credential is chosen, or it has no usable address */
export async function sharedMemoryOf(node: RequestingNode): Promise<SharedMemory> {
	const account = await openAccount(node, n8nDataTables).catch((error: unknown) => {
		throw new SharedMemoryError({
			code: 'shared-memory-setup',
			reason: `The credential of the shared memory could not be read: ${reasonOf(error)}`,
			whatToDo:
				'Choose a WhatsApp Shared Memory API credential in this node, or turn off the option "Shared Memory".',
			failure: { cause: 'configuration-invalid' },
		});
	});
	const { apiKey, keepDays } = await node.getCredentials(n8nDataTables.credential);
	const id = createHash('sha256')
		.update(`${account.baseUrl}\n${String(apiKey)}`)
		.digest('hex');
	return {
		id,
		table: new DataTable(node, account, id),
		hurried: new DataTable(node, account, id, []),
		// By an expression it may be anything, and rows that are in use must not go.
		keepDays: Math.max(1, Number(keepDays) || DEFAULT_KEEP_DAYS),
	};
}
