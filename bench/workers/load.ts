import './clock';
import '../../test/support/n8n/n8nEnvironment';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../test/support/n8n/engine';
import { contenders, type ContenderName } from '../contenders';
import { items, type Load } from '../items';
import { answerJob } from './job';
import { watchMemory, type Memory } from './memory';

/** One run of one contender, in a process of its own. */
export interface Job extends Load {
	contender: ContenderName;
	/** Of the stand-in for the providers. */
	url: string;
	/** Looks at the memory while it runs, which takes time. */
	memory?: boolean;
	/** Without a warm-up, whose messages would use up a limit. */
	cold?: boolean;
}

export interface Timed {
	wallMs: number;
}

const WARM_UP = { messages: 200, recipients: 100 };

async function run({ contender, url, memory, cold, ...load }: Job): Promise<Timed | Memory> {
	const { node, parameters, settings } = contenders[contender](url);
	const send = async (input: IDataObject[]) => {
		const result = await runNode(node, parameters, input, 'stopWorkflow', settings);
		if (result.status !== 'success') throw new Error(result.error?.message);
		return result.outputs;
	};
	if (!cold) {
		await send(items(WARM_UP));
		await fetch(`${url}/seen`);
	}

	const input = items(load);
	if (memory) return (await watchMemory(load.messages, async () => await send(input))).memory;
	const start = performance.now();
	await send(input);
	return { wallMs: performance.now() - start };
}

answerJob(run);
