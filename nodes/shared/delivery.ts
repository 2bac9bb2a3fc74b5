import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { verdictOnFailure } from './connection';
import { lookups } from './lookups';
import type { Answer, Operation, ProviderRequest, Receipt } from './operation';
import { readTimeout } from './options';
import { verdictOnAnswer, type Verdict } from './outcomes';
import { phoneHints } from './phone';
import {
	errorItem,
	isProblem,
	problemFrom,
	reasonOf,
	stopError,
	tallyOf,
	type Problem,
} from './problem';
import { wordsOf } from './providerWords';
import { buildRequest, call, openAccount, type Account } from './request';
import { draft, type Draft } from './validation';

/** What an item becomes: a receipt, or the data that was asked for. */
type Result = { json: Receipt | IDataObject };

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
	const entries = node.getInputData().map((_, item) => draft(node, operation, item));

	const [invalid, ...moreInvalid] = entries.filter(isProblem);
	if (stopMode && invalid) {
		throw stopError(node, [invalid, ...moreInvalid], tallyOf([], entries.length));
	}

	const send = await openLine(node, operation);
	const results: Array<Result | Problem> = [];
	for (const entry of entries) {
		const result = isProblem(entry) ? entry : await send(entry);
		results.push(result);
		if (stopMode && isProblem(result)) {
			throw stopError(node, [result], tallyOf(results, entries.length));
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

/** A line to the account of this node. Never throws, not even without a credential. */
async function openLine<Message, Found>(
	node: IExecuteFunctions,
	operation: Operation<Message, Found>,
): Promise<Send<Message>> {
	const { provider } = operation;
	let account: Account;
	try {
		account = await openAccount(node, provider);
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

	const timeout = readTimeout(node);
	const ask = async (request: ProviderRequest) =>
		await call(node, provider, account, buildRequest(account, request, timeout));
	const lookUp = lookups<Found>(ask);
	/** The refusals after which nothing more is sent, by what they stopped. */
	const stops = new Map<string, Problem>();

	return async ({ item, message, to }) => {
		const channel = 'channel' in operation ? `channel ${operation.channel(message)}` : 'account';

		const stop = stops.get('account') ?? stops.get(channel);
		if (stop) {
			const reason = `Not tried after what happened at item ${stop.item}: ${stop.reason}`;
			return { ...stop, outcome: 'notSent', item, to, reason };
		}

		const problem = (verdict: Verdict, answer?: Answer) => {
			const found = problemFrom(verdict, { item, to }, provider, account, answer);
			if (verdict.stops) stops.set(verdict.stops === 'account' ? 'account' : channel, found);
			return found;
		};
		const judge = (answer: Answer, refused = false) =>
			verdictOnAnswer(
				{ status: answer.status, words: wordsOf(answer, provider) },
				provider,
				refused,
			);

		const wanted = operation.lookup?.(message);
		const found = wanted && (await lookUp(wanted));
		if (found && 'thrown' in found) {
			return problem({ ...verdictOnFailure(found.thrown, 0), outcome: 'notSent' });
		}
		if (found && 'answer' in found) {
			return problem({ ...judge(found.answer), outcome: 'notSent' }, found.answer);
		}
		if (found && 'missing' in found) return problem({ outcome: 'notSent', ...found.missing });

		const request = operation.request(message, found?.value);
		const sentAt = new Date().toISOString();
		let answer: Answer;
		try {
			answer = await ask(request);
		} catch (error) {
			return problem(
				verdictOnFailure(error, Buffer.byteLength(JSON.stringify(request.body ?? ''))),
			);
		}
		if (answer.status < 200 || answer.status >= 300) return problem(judge(answer), answer);

		if ('data' in operation) {
			const data = operation.data(answer, message);
			return data ? { json: data } : problem(judge(answer), answer);
		}
		const acceptance = operation.acceptance(answer);
		if (acceptance === 'refused') return problem(judge(answer, true), answer);
		if (!acceptance) return problem(judge(answer), answer);
		return {
			json: {
				provider: provider.name,
				outcome: 'accepted',
				to: operation.to(message),
				...acceptance,
				attempts: 1,
				sentAt,
				response: answer.body ?? answer.text,
			},
		};
	};
}

/** Tells what may be worth a look, beside the output. */
function giveHints(node: IExecuteFunctions, entries: ReadonlyArray<Draft<unknown> | Problem>) {
	const numbers = entries.flatMap(({ to }) => (to && /^\+?\d+$/.test(to) ? [to] : []));
	const international = numbers.map((number) => `+${number.replace(/^\+/, '')}`);
	for (const message of phoneHints([...new Set(international)])) {
		node.addExecutionHints({ message, location: 'outputPane' });
	}
}
