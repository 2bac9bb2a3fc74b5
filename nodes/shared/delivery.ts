import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { fixedExpressions } from './expressions';
import { inLanes } from './lanes';
import { Line, type Result } from './line';
import type { Operation, Provider } from './operation';
import { readDeliverySettings } from './options';
import {
	errorItem,
	isProblem,
	notBegun,
	reasonOf,
	stopError,
	tallyOf,
	type Problem,
} from './problem';
import { recipientHints } from './recipientHints';
import { openAccount, type Account } from './request';
import { RetryOrder } from './retryOrder';
import { announce, hint, logCancelled, summarise } from './summary';
import { draft, type Draft } from './validation';

/** As n8n's settings of a node name it. */
const GO_ON =
	'To go on with the valid items, set On Error to Continue in the Settings of this node.';

/**
 * The way of all messages of one run: every item is read and validated before the first request
 * leaves; then they are sent, those to one recipient in their order, and each ends as a receipt or a
 * problem.
 * @returns one item for each input item, in order: receipts, and in continue mode error items
 * @throws NodeOperationError in stop mode, at the first message that is not accepted
 */
export async function deliver<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
): Promise<INodeExecutionData[][]> {
	const stopMode = !node.continueOnFail();
	const sends = 'to' in operation;
	let failure: unknown;
	const account = await openAccount(node, operation.provider).catch((error: unknown) => {
		failure = error;
	});
	const fixed = fixedExpressions(node.getNode().parameters);
	const entries = node
		.getInputData()
		.map((_, item) => draft(node, operation, item, account?.defaultCountry, fixed));
	const drafts = entries.filter((entry): entry is Draft<Message> => !isProblem(entry));

	const [invalid, ...moreInvalid] = entries.filter(isProblem);
	if (stopMode && invalid) {
		const tally = tallyOf([], entries.length);
		throw stopError(node, [invalid, ...moreInvalid], tally, sends, drafts.length > 0 ? GO_ON : '');
	}

	const results: Array<Result | Problem> = entries.map((entry) =>
		isProblem(entry) ? entry : notBegun(entry),
	);
	if (account) await sendAll(node, operation, account, drafts, results);
	else {
		for (const entry of drafts) {
			results[entry.item] = withoutAccount(entry, operation.provider, failure);
		}
	}

	const [problem, ...others] = results.filter(isProblem).filter(({ reason }) => reason !== '');
	if (stopMode && problem) {
		throw stopError(node, [problem, ...others], tallyOf(results, entries.length), sends);
	}
	giveHints(
		node,
		drafts.filter(({ item }) => !isProblem(results[item])),
	);
	return [
		results.map((result, item) =>
			isProblem(result) ? errorItem(result) : { json: { ...result.json }, pairedItem: { item } },
		),
	];
}

async function sendAll<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
	account: Account,
	drafts: ReadonlyArray<Draft<Message>>,
	results: Array<Result | Problem>,
): Promise<void> {
	const stopMode = !node.continueOnFail();
	const settings = readDeliverySettings(node, operation.provider);
	const line = new Line(node, operation, account, settings);
	const order = new RetryOrder(node, drafts[0]?.item !== 0);
	if ('to' in operation) announce(node, operation.provider, drafts.length, line.limits);

	await inLanes(
		drafts,
		({ to }) => to ?? '',
		settings.messagesAtOnce,
		async (entry) => {
			const earlier = line.earlier(entry);
			const result =
				earlier ??
				(await order.heldBack(entry)) ??
				(await line.send(entry).catch((error: unknown) => broken(entry, error)));
			order.ended(entry, result);
			results[entry.item] = result;
			// What an earlier try left unknown stays so, and a retry sends the rest.
			const goOn = !(stopMode && isProblem(result)) || earlier !== undefined;
			if (!goOn) line.halt();
			return goOn;
		},
	);
	for (const entry of drafts) {
		const result = results[entry.item];
		if (isProblem(result) && result.reason === '') results[entry.item] = line.notReached(entry);
	}
	line.close(!results.some(isProblem));
	if ('to' in operation) summarise(node, results, line.pauses, line.limits);
	if (node.getExecutionCancelSignal?.()?.aborted) logCancelled(node, results);
}

/** Never expected; but a throw would hide the receipts of the others, and send their items on as sent. */
const broken = (unsent: Draft<unknown>, error: unknown): Problem => ({
	...notBegun(unsent),
	outcome: 'unknown',
	reason: `The node itself failed: ${reasonOf(error)}`,
	whatToDo: 'Check whether the message was sent before you send it again, and report this.',
	failure: { cause: 'node-defect' },
});

/** In continue mode even a missing credential is a problem of every item, and never thrown. */
const withoutAccount = (
	unsent: Draft<unknown>,
	{ displayName }: Provider,
	error: unknown,
): Problem => ({
	...notBegun(unsent),
	reason: `The credential could not be read: ${reasonOf(error)}`,
	whatToDo: `Choose a ${displayName} credential in this node and check its values.`,
	failure: { cause: 'configuration-invalid' },
});

/** Says which recipients may be worth a look, beside the output. */
function giveHints(node: IExecuteFunctions, drafts: ReadonlyArray<Draft<unknown>>) {
	const recipients = drafts.flatMap(({ to }) => to ?? []);
	for (const message of recipientHints(recipients)) hint(node, message);
}
