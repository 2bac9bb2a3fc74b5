import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../contract/operation';
import type { Provider } from '../contract/provider';
import { openAccount, type Account } from '../http/account';
import { inLanes } from '../lib/lanes';
import { reasonOf } from '../lib/reasonOf';
import { redactorOf } from '../lib/redact';
import { listWithoutMemory, refuseUnlisted, respectedIn } from '../optOuts/respectedOptOuts';
import { GO_ON, stopError, tallyOf } from '../outcome/nodeError';
import {
	fieldPath,
	isProblem,
	unsent,
	type Explanation,
	type Problem,
	type Subject,
} from '../outcome/problem';
import { keepHouse } from '../sharedMemory/housekeeping';
import { openSharedMemory } from '../sharedMemory/sharedMemory';
import { fixedExpressions } from '../validation/expressions';
import { readRunOptions } from '../validation/runOptions';
import { validateItem, type ValidMessage } from '../validation/validateItem';
import { DeliveryRun } from './deliveryRun';
import { EarlierTry } from './earlierTry';
import { announce, hint, hintAtTest, logCancelled, reportRun } from './hints';
import { HELD, MessageDelivery } from './messageDelivery';
import { notStarted } from './notStarted';
import { GETS_ANOTHER, repeatsOf } from './oncePerRecipient';
import { Progress } from './progress';
import { intended, receipt } from './receipt';
import { recipientHints } from './recipientHints';
import { endOf, isDone, NOT_BEGUN, outputOf, type Result } from './result';
import { RetryOrder } from './retryOrder';
import { SendingHours } from './sendingHours';
import { readDeliverySettings } from './settings';

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
	const { provider } = operation;
	let failure: unknown;
	const failed = (error: unknown): undefined => {
		failure ??= error;
	};
	const account = await openAccount(node, provider).catch(failed);
	const fixed = fixedExpressions(node.getNode().parameters);
	const country = account?.defaultCountry;
	const { testRecipient, sendBetween, refusal } = readRunOptions(node, operation, country);
	const hours = sendBetween && new SendingHours(node, sendBetween);
	const settings = readDeliverySettings(node, provider);
	// What is only read, or shown, needs none.
	const needsMemory = operation.kind === 'send' && !settings.preview;
	const respects = needsMemory && settings.respectOptOuts;
	const entries = node.getInputData().map((_, item) => {
		if (refusal) return refused({ item, to: null }, refusal);
		const entry = validateItem(node, operation, item, country, fixed, testRecipient);
		if (entry.kind !== 'valid' || entry.to === null) return entry;
		const { to, intendedTo = to } = entry;
		const never = hours?.refuse(to) ?? (respects ? refuseUnlisted(intendedTo) : undefined);
		return never ? refused(entry, never) : entry;
	});
	const messages = entries.filter((entry) => entry.kind === 'valid');
	const repeats = new Set(settings.oncePerRecipient ? repeatsOf(messages) : []);
	const earlierTry = new EarlierTry(node, operation, account ?? noAccount(provider));

	const results = entries.map(
		(entry): Result =>
			isProblem(entry)
				? earlierTry.judge(entry)
				: (earlierTry.resultOf(entry) ??
					(repeats.has(entry)
						? receipt(provider, entry.to, 'skipped', { ...intended(entry), reason: GETS_ANOTHER })
						: NOT_BEGUN)),
	);
	const stop = ([first, ...others]: Problem[], wayOn?: string) =>
		stopError(
			node,
			[first, ...others],
			tallyOf(results.map(endOf)),
			operation.kind === 'send',
			wayOn,
		);

	if (stopMode && messages.length < entries.length) {
		const isInvalid = ({ item }: Problem) => Number(isProblem(entries[item]));
		const problems = results.filter(isProblem).sort((a, b) => isInvalid(b) - isInvalid(a));
		throw stop(refusal ? problems.slice(0, 1) : problems, messages.length > 0 ? GO_ON : '');
	}

	const memory = needsMemory ? await openSharedMemory(node).catch(failed) : undefined;
	if (respects && !memory) failed(listWithoutMemory());
	if (account && failure === undefined) {
		const asked = messages.map(({ message }) => message);
		const recipients = messages.flatMap(({ to, intendedTo = to }) => intendedTo ?? []);
		const optOuts = respects && memory ? respectedIn(memory, recipients) : undefined;
		const run = new DeliveryRun(node, operation, account, settings, asked, {
			memory,
			optOuts,
			hours,
		});
		await sendAll(node, run, messages, results);
	} else {
		for (const message of messages.filter(({ item }) => results[item] === NOT_BEGUN)) {
			results[message.item] = notStarted(message, provider, failure);
		}
	}

	const problems = results.filter(isProblem);
	if (stopMode && problems.length > 0) throw stop(problems);
	giveHints(
		node,
		messages.filter((message) => isDone(results[message.item]) && !repeats.has(message)),
	);
	const { receiptField } = settings;
	const inputs = receiptField === undefined ? [] : node.getInputData();
	return [results.flatMap((result, item) => outputOf(result, item, inputs[item], receiptField))];
}

/** @param results as an earlier try left them, until this one comes to them */
async function sendAll<Message, Found>(
	node: IExecuteFunctions,
	run: DeliveryRun<Message, Found>,
	messages: ReadonlyArray<ValidMessage<Message>>,
	results: Result[],
): Promise<void> {
	const stopMode = !node.continueOnFail();
	const { operation, settings } = run;
	const hours = settings.preview ? undefined : run.hours;
	const order = new RetryOrder(node, messages[0]?.item !== 0);
	const begunAt = performance.now();
	const progress =
		operation.kind === 'send' ? new Progress(node, messages.length, run.limits) : undefined;
	if (operation.kind === 'send') announce(node, operation.provider, messages.length, run.limits);

	const work = async (message: ValidMessage<Message>) => {
		if (hours?.isRoundOver) return HELD.kind;
		const delivery = new MessageDelivery(run, message, results[message.item]);
		const { settled } = delivery;
		const result =
			settled ??
			(await order.heldBack(message)) ??
			(await delivery.send().catch((error: unknown) => broken(message, error)));
		if (result.kind === 'held') {
			order.held(message);
			return result.kind;
		}
		order.ended(message, result);
		results[message.item] = result;
		progress?.ended();
		// What an earlier try left unknown stays so, and a retry sends the rest.
		const goOn = !stopMode || isDone(result) || settled !== undefined;
		if (!goOn) run.halt();
		return goOn;
	};
	const send = async (some: ReadonlyArray<ValidMessage<Message>>) => {
		const held = await inLanes(some, ({ to }) => to ?? '', settings.messagesAtOnce, work);
		progress?.pause();
		return run.isHalted ? [] : held;
	};
	const isOpen = ({ item, sendOnce }: ValidMessage<Message>) =>
		results[item] === NOT_BEGUN && !sendOnce?.forget;
	if (hours) await hours.sendInRounds(messages, isOpen, run.signal, send);
	else await send(messages);
	run.stats.tookMs = performance.now() - begunAt;
	run.close(results.every(isDone));
	const tooLarge = run.memory && (await keepHouse(node, run.memory));
	if (tooLarge !== undefined) hint(node, tooLarge);
	if (operation.kind === 'send') {
		reportRun(node, results, run.stats, run.limits);
		hintAtTest(node, results);
	}
	if (run.isCancelled) logCancelled(node, results);
}

/** Never expected; but a throw would hide the receipts of the others, and send their items on as sent. */
const broken = (message: ValidMessage<unknown>, error: unknown): Problem =>
	unsent(message, {
		outcome: 'unknown',
		code: 'node-defect',
		reason: `The node itself failed: ${reasonOf(error)}`,
		whatToDo: 'Check whether the message was sent before you send it again, and report this.',
		failure: { cause: 'node-defect' },
	});

/** For words about an earlier try, which then name no account. */
const noAccount = ({ displayName }: Provider): Pick<Account, 'credentialName' | 'hide'> => ({
	credentialName: displayName,
	hide: redactorOf([]),
});

/** Where an option of the whole run keeps an item from being sent. */
const refused = (subject: Subject, refusal: Explanation & { field: string }): Problem =>
	unsent(subject, { ...refusal, field: fieldPath(subject.item, [refusal.field]) });

/** Says which recipients may be worth a look, beside the output. */
function giveHints(node: IExecuteFunctions, messages: ReadonlyArray<ValidMessage<unknown>>) {
	const recipients = messages.flatMap(({ to, intendedTo = to }) => intendedTo ?? []);
	for (const message of recipientHints(recipients)) hint(node, message);
}
