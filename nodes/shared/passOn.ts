import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Inbound, ReceivedItem } from './inbound';
import { withFiles } from './media';
import { withoutRepeats } from './repeats';

const DEFAULT_MEGABYTES = 16;

interface Options {
	downloadMedia?: boolean;
	maxFileSize?: number;
}

/**
 * The trigger's own part of an execution, before all other nodes: fetches files, ends repeats. Manual
 * executions remember nothing, so that a person may try the same event again.
 * @returns `null` where nothing is new, so that no other node runs
 */
export async function passOn(
	node: IExecuteFunctions,
	inbound: Inbound,
): Promise<INodeExecutionData[][] | null> {
	const { downloadMedia, maxFileSize = DEFAULT_MEGABYTES } = node.getNodeParameter(
		'options',
		0,
		{},
	) as Options;
	const items = withHints(node, node.getInputData());
	const complete = downloadMedia
		? await withFiles(node, inbound, items, maxFileSize * 2 ** 20)
		: items;
	if (node.getMode() === 'manual') return [complete];
	const fresh = await withoutRepeats(node, complete);
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
