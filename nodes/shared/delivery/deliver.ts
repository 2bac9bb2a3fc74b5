import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../contract/operation';
import type { Provider } from '../contract/provider';
import { openAccount, type Account } from '../http/account';
import { inLanes } from '../lib/lanes';
import { reasonOf } from '../lib/reasonOf';
import { redactorOf } from '../lib/redact';
import { errorItem, stopError, tallyOf } from '../outcome/nodeError';
import { isNotBegun, isProblem, notBegun, type Problem } from '../outcome/problem';
import { fixedExpressions } from '../validation/expressions';
import { validateItem, type ValidMessage } from '../validation/validateItem';
import { DeliveryRun } from './deliveryRun';
import { EarlierTry } from './earlierTry';
import { announce, hint, logCancelled, reportRun } from './hints';
import { recipientHints } from './recipientHints';
import type { Result } from './result';
import { RetryOrder } from './retryOrder';
import { readDeliverySettings } from './settings';

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
		.map((_, item) => validateItem(node, operation, item, account?.defaultCountry, fixed));
	const drafts = entries.filter((entry): entry is ValidMessage<Message> => !isProblem(entry));
	const earlierTry = new EarlierTry(node, operation, account ?? noAccount(operation.provider));

	const results = entries.map((entry) =>
		isProblem(entry) ? earlierTry.judge(entry) : (earlierTry.resultOf(entry) ?? notBegun(entry)),
	);
	const problems = () => results.filter(isProblem).filter((each) => !isNotBegun(each));

	const isInvalid = ({ item }: Problem) => Number(isProblem(entries[item]));
	if (stopMode && drafts.length < entries.length) {
		const [first, ...rest] = problems().sort((a, b) => isInvalid(b) - isInvalid(a));
		const wayOn = drafts.length > 0 ? GO_ON : '';
		throw stopError(node, [first, ...rest], tallyOf(results, entries.length), sends, wayOn);
	}

	if (account) await sendAll(node, operation, account, { drafts, results, earlierTry });
	else {
		for (const entry of drafts.filter(({ item }) => isNotBegun(results[item]))) {
			results[entry.item] = withoutAccount(entry, operation.provider, failure);
		}
	}

	const [problem, ...others] = problems();
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

interface Run<Message, Found> {
	drafts: ReadonlyArray<ValidMessage<Message>>;
	/** As an earlier try left them, until this one comes to them. */
	results: Array<Result | Problem>;
	earlierTry: EarlierTry<Message, Found>;
}

async function sendAll<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
	account: Account,
	{ drafts, results, earlierTry }: Run<Message, Found>,
): Promise<void> {
	const stopMode = !node.continueOnFail();
	const settings = readDeliverySettings(node, operation.provider);
	const line = new DeliveryRun(node, operation, account, settings, earlierTry);
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
	line.close(!results.some(isProblem));
	if ('to' in operation) reportRun(node, results, line.pauses, line.limits);
	if (node.getExecutionCancelSignal?.()?.aborted) logCancelled(node, results);
}

/** Never expected; but a throw would hide the receipts of the others, and send their items on as sent. */
const broken = (unsent: ValidMessage<unknown>, error: unknown): Problem => ({
	...notBegun(unsent),
	outcome: 'unknown',
	reason: `The node itself failed: ${reasonOf(error)}`,
	whatToDo: 'Check whether the message was sent before you send it again, and report this.',
	failure: { cause: 'node-defect' },
});

/** What earlier tries are told of in words that name no account. */
const noAccount = ({ displayName }: Provider) => ({
	credentialName: displayName,
	hide: redactorOf([]),
});

/** In continue mode even a missing credential is a problem of every item, and never thrown. */
const withoutAccount = (
	unsent: ValidMessage<unknown>,
	{ displayName }: Provider,
	error: unknown,
): Problem => ({
	...notBegun(unsent),
	reason: `The credential could not be read: ${reasonOf(error)}`,
	whatToDo: `Choose a ${displayName} credential in this node and check its values.`,
	failure: { cause: 'configuration-invalid' },
});

/** Says which recipients may be worth a look, beside the output. */
function giveHints(node: IExecuteFunctions, drafts: ReadonlyArray<ValidMessage<unknown>>) {
	const recipients = drafts.flatMap(({ to }) => to ?? []);
	for (const message of recipientHints(recipients)) hint(node, message);
}
