import '../../test/support/n8nEnvironment';
import type { INode } from 'n8n-workflow';
import { runNode } from '../../test/support/engine';
import { contenders, type ContenderName } from '../contenders';
import { items, type Load } from '../items';

export interface FaultsJob extends Load {
	contender: ContenderName;
	/** Of the sandbox. */
	url: string;
	onError: INode['onError'];
}

/** What the person gets to know. */
export interface Told {
	/** Whether the execution ended at all. */
	ended: boolean;
	/** The items that did not arrive, or may not have, by the error or the error output. */
	items: number[];
}

async function run({ contender, url, onError, ...load }: FaultsJob): Promise<number[]> {
	const { node, parameters, settings } = contenders[contender](url);
	const { error, outputs } = await runNode(node, parameters, items(load), onError, settings);
	if (!error) {
		const failed = outputs[1] ?? [];
		return failed.flatMap(({ pairedItem }) =>
			typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : [],
		);
	}
	// Not every error of other nodes has one.
	const { itemIndex, data } = error.context ?? {};
	const { unknown, notSent } = (data ?? {}) as { unknown?: number[]; notSent?: number[] };
	return [...(unknown ?? []), ...(notSent ?? []), ...(itemIndex === undefined ? [] : [itemIndex])];
}

const tell = (told: Told) => process.send!(told, () => process.disconnect());

process.once('message', (job: FaultsJob) => {
	// Nothing is left that it could wait for, and it still does.
	process.once('beforeExit', () => tell({ ended: false, items: [] }));
	void run(job).then((told) => {
		process.removeAllListeners('beforeExit');
		tell({ ended: true, items: told });
	});
});
