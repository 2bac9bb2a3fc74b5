import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Line, type Result } from './line';
import type { Operation } from './operation';
import { readTimeout } from './options';
import { phoneHints } from './phone';
import { errorItem, isProblem, reasonOf, stopError, tallyOf, type Problem } from './problem';
import { openAccount } from './request';
import { draft, type Draft } from './validation';

/**
 * The way of all messages of one run: every item is read and validated before the first request
 * leaves; then they are sent one after the other, and each ends as a receipt or a problem.
 * @returns one item for each input item, in order: receipts, and in continue mode error items
 * @throws NodeOperationError in stop mode, at the first message that is not accepted
 */
export async function deliver<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
): Promise<INodeExecutionData[][]> {
	const stopMode = !node.continueOnFail();
	const sends = 'to' in operation;
	const entries = node.getInputData().map((_, item) => draft(node, operation, item));

	const [invalid, ...moreInvalid] = entries.filter(isProblem);
	if (stopMode && invalid) {
		throw stopError(node, [invalid, ...moreInvalid], tallyOf([], entries.length), sends);
	}

	const send = await openLine(node, operation);
	const results: Array<Result | Problem> = [];
	for (const entry of entries) {
		const result = isProblem(entry) ? entry : await send(entry);
		results.push(result);
		if (stopMode && isProblem(result)) {
			throw stopError(node, [result], tallyOf(results, entries.length), sends);
		}
	}
	giveHints(node, entries);
	return [
		results.map((result, item) =>
			isProblem(result) ? errorItem(result) : { json: { ...result.json }, pairedItem: { item } },
		),
	];
}

type Send<Message> = (draft: Draft<Message>) => Promise<Result | Problem>;

/** Never throws, not even without a credential: in continue mode that is a problem of every item. */
async function openLine<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
): Promise<Send<Message>> {
	const { provider } = operation;
	try {
		const account = await openAccount(node, provider);
		const line = new Line(node, operation, account, readTimeout(node));
		return async (entry) => await line.send(entry);
	} catch (error) {
		return async ({ item, to }) => ({
			outcome: 'notSent',
			item,
			field: null,
			to,
			httpStatus: null,
			reason: `The credential could not be read: ${reasonOf(error)}`,
			whatToDo: `Choose a ${provider.displayName} credential in this node and check its values.`,
			failure: { cause: 'configuration-invalid' },
		});
	}
}

/** Tells what may be worth a look, beside the output. */
function giveHints(node: IExecuteFunctions, entries: ReadonlyArray<Draft<unknown> | Problem>) {
	const numbers = entries.flatMap(({ to }) => (to && /^\+?\d+$/.test(to) ? [to] : []));
	const international = numbers.map((number) => `+${number.replace(/^\+/, '')}`);
	for (const message of phoneHints([...new Set(international)])) {
		node.addExecutionHints({ message, location: 'outputPane' });
	}
}
