import { sleep } from 'n8n-workflow';

/** After so long, in ms, a call may hang, and those that came since go without waiting for its end. */
const SLOW_MS = 1000;

interface Asked<Entry, Answer> {
	entry: Entry;
	answered: (answer: Answer) => void;
	failed: (error: unknown) => void;
}

/** Calls that wait at the same time, and go as one: a call costs more than what is in it. */
export class Grouped<Entry, Answer> {
	private waiting: Array<Asked<Entry, Answer>> = [];

	private underWay = false;

	/**
	 * @param call gives an answer to each entry, in their order
	 * @param max how many go at once
	 */
	constructor(
		private readonly call: (entries: Entry[]) => Promise<Answer[]>,
		private readonly max: number,
	) {}

	/** @throws what the call throws, for all that went with it */
	async ask(entry: Entry): Promise<Answer> {
		const answer = new Promise<Answer>((answered, failed) => {
			this.waiting.push({ entry, answered, failed });
		});
		void this.go();
		return await answer;
	}

	private async go(): Promise<void> {
		if (this.underWay) return;
		this.underWay = true;
		// Those of the same moment come along.
		await Promise.resolve();
		while (this.waiting.length > 0) {
			const group = this.waiting.splice(0, this.max);
			await Promise.race([this.send(group), sleep(SLOW_MS)]);
		}
		this.underWay = false;
	}

	private async send(group: Array<Asked<Entry, Answer>>): Promise<void> {
		try {
			const answers = await this.call(group.map(({ entry }) => entry));
			group.forEach(({ answered }, place) => answered(answers[place]));
		} catch (error) {
			group.forEach(({ failed }) => failed(error));
		}
	}
}
