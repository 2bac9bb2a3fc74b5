import '../../test/support/n8n/n8nEnvironment';
import { once } from 'node:events';
import type { INode } from 'n8n-workflow';
import { runNode } from '../../test/support/n8n/engine';
import { contenders, type ContenderName } from '../contenders';
import { items, type Load } from '../items';
import { answerJob } from './job';

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

/** Where nothing is left that it could wait for, and it still does. */
const hung = async (): Promise<Told> => {
	await once(process, 'beforeExit');
	return { ended: false, items: [] };
};

const ended = async (job: FaultsJob): Promise<Told> => ({ ended: true, items: await run(job) });

answerJob(async (job: FaultsJob) => await Promise.race([ended(job), hung()]));
