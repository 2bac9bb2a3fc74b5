import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
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
export async function passOn(node: IExecuteFunctions): Promise<INodeExecutionData[][] | null> {
	const { downloadMedia, maxFileSize = DEFAULT_MEGABYTES } = node.getNodeParameter(
		'options',
		0,
		{},
	) as Options;
	const items = node.getInputData();
	const complete = downloadMedia ? await withFiles(node, items, maxFileSize * 2 ** 20) : items;
	if (node.getMode() === 'manual') return [complete];
	const fresh = await withoutRepeats(node, complete);
	return fresh.length > 0 ? [fresh] : null;
}
