import '../../test/support/n8n/n8nEnvironment';
import { runNode } from '../../test/support/n8n/engine';
import { contenders, type ContenderName } from '../contenders';
import { items, type Load } from '../items';
import { answerJob } from './job';

export interface OverheadJob extends Load {
	url: string;
	pair: [ContenderName, ContenderName];
	rounds: number;
}

/** CPU time of each of the pair in ms, round by round. */
export type OverheadFigures = Array<[number, number]>;

const WARM_UP_ROUNDS = 3;

async function run({ url, pair, rounds, ...load }: OverheadJob): Promise<OverheadFigures> {
	const input = items(load);
	const [first, second] = pair.map((name) => {
		const { node, parameters } = contenders[name](url);
		return async () => {
			global.gc!();
			const before = process.cpuUsage();
			const { status } = await runNode(node, parameters, input);
			if (status !== 'success') throw new Error(`${name}: ${status}`);
			const { user, system } = process.cpuUsage(before);
			return (user + system) / 1000;
		};
	});
	const figures: OverheadFigures = [];
	for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
		// Each goes first every other time.
		if (round % 2 === 0) figures.push([await first(), await second()]);
		else figures.push([await second(), await first()].reverse() as [number, number]);
	}
	return figures.slice(WARM_UP_ROUNDS);
}

answerJob(run);
