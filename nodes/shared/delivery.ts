import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { verdictOnFailure } from './connection';
import type { Operation, Provider, Receipt } from './operation';
import { verdictOnStatus, type Verdict } from './outcomes';
import {
	errorItem,
	isProblem,
	problemFrom,
	reasonOf,
	stopError,
	tallyOf,
	type Problem,
} from './problem';
import { buildRequest, call, openAccount, type Account, type Answer } from './request';
import { draft, type Draft } from './validation';

/**
 * The way of all messages of one run: every item is read and validated before the first request
 * leaves; then they are sent one after the other, and each ends as a receipt or a problem.
 * @returns one item for each input item, in order: receipts, and in continue mode error items
 * @throws NodeOperationError in stop mode, at the first message that is not accepted
 */
export async function deliver<Message>(
	node: IExecuteFunctions,
	provider: Provider,
	operation: Operation<Message>,
): Promise<INodeExecutionData[][]> {
	const stopMode = !node.continueOnFail();
	const entries = node.getInputData().map((_, item) => draft(node, operation, item));

	const [invalid, ...moreInvalid] = entries.filter(isProblem);
	if (stopMode && invalid) {
		throw stopError(node, [invalid, ...moreInvalid], tallyOf([], entries.length));
	}

	const send = await openLine(node, provider, operation);
	const results: Array<Receipt | Problem> = [];
	for (const entry of entries) {
		const result = isProblem(entry) ? entry : await send(entry);
		results.push(result);
		if (stopMode && isProblem(result)) {
			throw stopError(node, [result], tallyOf(results, entries.length));
		}
	}
	return [
		results.map((result, item) =>
			isProblem(result) ? errorItem(result) : { json: { ...result }, pairedItem: { item } },
		),
	];
}

type Send<Message> = (draft: Draft<Message>) => Promise<Receipt | Problem>;

/** A line to the account of this node. Never throws, not even without a credential. */
async function openLine<Message>(
	node: IExecuteFunctions,
	provider: Provider,
	operation: Operation<Message>,
): Promise<Send<Message>> {
	let account: Account;
	try {
		account = await openAccount(node, provider);
	} catch (error) {
		return async ({ item, message }) => ({
			outcome: 'notSent',
			item,
			field: null,
			to: operation.to(message),
			httpStatus: null,
			reason: `The credential could not be read: ${reasonOf(error)}`,
			whatToDo: `Choose a ${provider.displayName} credential in this node and check its values.`,
			failure: { cause: 'configuration-invalid' },
		});
	}

	const { timeout } = node.getNodeParameter('options', 0, {}) as { timeout?: number };
	/** The refusals after which nothing more is sent, by what they stopped. */
	const stops = new Map<string, Problem>();

	return async ({ item, message }) => {
		const to = operation.to(message);
		const channel = `channel ${operation.channel(message)}`;

		const stop = stops.get('account') ?? stops.get(channel);
		if (stop) {
			const reason = `Not tried after what happened at item ${stop.item}: ${stop.reason}`;
			return { ...stop, outcome: 'notSent', item, to, reason };
		}

		const refused = (verdict: Verdict, answer?: Answer) => {
			const problem = problemFrom(verdict, { item, to }, provider, account, answer);
			if (verdict.stops) stops.set(verdict.stops === 'account' ? 'account' : channel, problem);
			return problem;
		};

		const request = buildRequest(account, operation.request(message), timeout);
		const sentAt = new Date().toISOString();
		let answer: Answer;
		try {
			answer = await call(node, provider, account, request);
		} catch (error) {
			return refused(verdictOnFailure(error, Buffer.byteLength(String(request.body ?? ''))));
		}
		const acceptance =
			answer.status >= 200 && answer.status < 300 ? operation.acceptance(answer.body) : null;
		if (!acceptance) return refused(verdictOnStatus(answer.status, provider.verdicts), answer);

		return {
			provider: provider.name,
			outcome: 'accepted',
			to,
			...acceptance,
			attempts: 1,
			sentAt,
			response: answer.body ?? answer.text,
		};
	};
}
