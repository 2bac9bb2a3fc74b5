import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { unsent, type Problem } from '../outcome/problem';
import type { ValidMessage } from '../validation/validateItem';
import { isDone, outcomeOf, type Result } from './result';

const KEY = 'whatsAppTries';

/** As n8n reads the setting "Max. Tries". */
const triesOf = (maxTries: number | undefined) => Math.min(5, Math.max(2, maxTries || 3));

/**
 * With Retry On Fail, n8n runs a node that goes on with errors once more when its first item is an
 * error. What failed before is then sent, so that a later message to the same recipient has to wait for
 * it. Where no further try comes, nothing waits.
 */
export class RetryOrder {
	private readonly triesAgain: boolean;

	/** By recipient: the first item that has to be sent before. */
	private readonly failed = new Map<string, number>();

	private firstIsKnown: (failed: boolean) => void = () => {};

	private readonly firstFails: Promise<boolean>;

	/** @param firstIsInvalid whether the first item has no message that could be sent */
	constructor(node: IExecuteFunctions, firstIsInvalid: boolean) {
		const { retryOnFail, maxTries } = node.getNode();
		this.triesAgain =
			node.continueOnFail() && retryOnFail === true && countTry(node) < triesOf(maxTries);
		this.firstFails = new Promise((resolve) => (this.firstIsKnown = resolve));
		if (firstIsInvalid) this.firstIsKnown(true);
	}

	/** @returns what to say of a message that has to wait for the next try */
	async heldBack(message: ValidMessage<unknown>): Promise<Problem | undefined> {
		const before = this.failed.get(message.to ?? '');
		if (before === undefined || !this.triesAgain || !(await this.firstFails)) return undefined;
		return unsent(message, {
			code: 'not-tried',
			reason: `Held back, as the message before it to the same recipient was not sent (item ${before + 1})`,
			whatToDo: 'Retry On Fail tries both again, in their order.',
		});
	}

	/** Nobody waits for the first message while it waits for its hours. */
	held({ item }: ValidMessage<unknown>): void {
		if (item === 0) this.firstIsKnown(false);
	}

	ended({ item, to }: ValidMessage<unknown>, result: Result): void {
		if (item === 0) this.firstIsKnown(!isDone(result));
		if (to === null || outcomeOf(result) !== 'notSent') return;
		if (!this.failed.has(to)) this.failed.set(to, item);
	}
}

/** Which try of this run it is, from 1. A retried execution brings what the one before it counted. */
function countTry(node: IExecuteFunctions): number {
	const context = node.getContext('node');
	const tries = (context[KEY] ??= {}) as IDataObject;
	const run = `${node.getExecutionId()} ${String(node.evaluateExpression('{{ $runIndex }}', 0) ?? 0)}`;
	const count = Number(tries[run] ?? 0) + 1;
	context[KEY] = { [run]: count };
	return count;
}
