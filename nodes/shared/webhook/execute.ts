import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Inbound } from '../contract/inbound';
import { dropDuplicates } from './deduplicate';
import { withFiles } from './downloadMedia';
import type { ReceivedItem } from './receive';

const DEFAULT_MEGABYTES = 16;

interface TriggerOptions {
	downloadMedia?: boolean;
	maxFileSize?: number;
}

/**
 * The trigger's own part of an execution, before all other nodes: fetches files, ends repeats. Manual
 * executions remember nothing, so that a person may try the same event again.
 * @returns `null` where nothing is new, so that no other node runs
 */
export async function emitEvents(
	node: IExecuteFunctions,
	inbound: Inbound,
): Promise<INodeExecutionData[][] | null> {
	const { downloadMedia, maxFileSize = DEFAULT_MEGABYTES } = node.getNodeParameter(
		'options',
		0,
		{},
	) as TriggerOptions;
	const items = withHints(node, node.getInputData());
	const complete = downloadMedia
		? await withFiles(node, inbound, items, maxFileSize * 2 ** 20)
		: items;
	if (node.getMode() === 'manual') return [complete];
	const fresh = await dropDuplicates(node, complete);
	return fresh.length > 0 ? [fresh] : null;
}

/** What the call showed becomes a hint on the execution, and leaves the items. */
function withHints(node: IExecuteFunctions, items: ReceivedItem[]): INodeExecutionData[] {
	const cautions = new Set(items.flatMap(({ caution }) => caution ?? []));
	for (const message of cautions) node.addExecutionHints({ message, location: 'outputPane' });
	return items.map((received) => {
		const item = { ...received };
		delete item.caution;
		return item;
	});
}
