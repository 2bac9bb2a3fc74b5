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

/** The items of which the person is told that they did not arrive, or may not have. */
export type Told = number[];

async function run({ contender, url, onError, ...load }: FaultsJob): Promise<Told> {
	const { node, parameters, settings } = contenders[contender](url);
	const { error, outputs } = await runNode(node, parameters, items(load), onError, settings);
	if (!error) {
		const failed = outputs[1] ?? [];
		return failed.flatMap(({ pairedItem }) =>
			typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : [],
		);
	}
	const { itemIndex, data } = error.context;
	const { unknown, notSent } = (data ?? {}) as { unknown?: Told; notSent?: Told };
	return [...(unknown ?? []), ...(notSent ?? []), ...(itemIndex === undefined ? [] : [itemIndex])];
}

process.once('message', (job: FaultsJob) => {
	void run(job).then((told) => process.send!(told, () => process.disconnect()));
});
