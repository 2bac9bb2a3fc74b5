import type { IExecuteFunctions } from 'n8n-workflow';
import type { Kind } from './row';
import type { SharedMemory } from './sharedMemory';
import { whyUnavailable } from './sharedMemoryError';

const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

/** n8n's limit for all data tables together, where nobody set N8N_DATA_TABLES_MAX_SIZE_BYTES. */
const MAX_BYTES = 200 * 2 ** 20;

/** From here on people are told. */
const WARN_BYTES = 0.8 * MAX_BYTES;

/** Providers repeat an event for some hours. */
const EVENT_DAYS = 3;

/** `performance.now()` when it was last done, by table. */
const doneAt = new Map<string, number>();

/** Rows of these kinds go when they are old; an opt-out is for good. */
const daysOf = (keepDays: number): Partial<Record<Kind, number>> => ({
	'Received event': EVENT_DAYS,
	'Send Once key': keepDays,
	'Waiting question': keepDays,
});

/**
 * Deletes old rows, once in an hour of this process.
 * @returns what people should know of the size of n8n's data tables
 */
export async function keepHouse(
	node: Pick<IExecuteFunctions, 'getNode' | 'logger'>,
	{ id, hurried, keepDays }: SharedMemory,
): Promise<string | undefined> {
	const last = doneAt.get(id);
	if (last !== undefined && performance.now() - last < HOUR_MS) return undefined;
	doneAt.set(id, performance.now());
	try {
		for (const [kind, days] of Object.entries(daysOf(keepDays))) {
			const unchangedSince = new Date(Date.now() - days * DAY_MS);
			await hurried.remove({ kind: kind as Kind, unchangedSince });
		}
		const bytes = await hurried.sizeOfAll();
		return bytes !== undefined && bytes >= WARN_BYTES ? hintAt(bytes) : undefined;
	} catch (error) {
		node.logger.warn(
			`${node.getNode().name}: old rows of the shared memory could not be deleted: ${whyUnavailable(error)}`,
		);
		return undefined;
	}
}

const hintAt = (bytes: number) =>
	`The data tables of this n8n hold ${Math.round(bytes / 2 ** 20)} MB. At 200 MB, unless N8N_DATA_TABLES_MAX_SIZE_BYTES says otherwise, n8n refuses new rows: messages with a Send Once Key are then not sent, and no event of a trigger with Shared Memory goes on. Delete rows you no longer need, or lower "Keep Rows for (Days)" in the credential.`;
