import { WAIT_INDEFINITELY, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { AskedQuestion, AskingOperation, Question } from '../contract/question';
import type { Receipt } from '../contract/receipt';
import { deliver } from '../delivery/deliver';
import { parseUrl } from '../lib/parseUrl';
import { isPublic } from '../lib/publicAddress';
import { linkInText, signaturesIn } from '../lib/resumeReference';
import { errorItem, stopError, tallyOf } from '../outcome/nodeError';
import { unsent, type Explanation } from '../outcome/problem';
import { askFor } from './ask';
import { rememberQuestion } from './rememberQuestion';
import { answeredItem, keepWaiting, unanswered } from './waitingItem';

/** In n8n's words. */
const OPERATION = 'Send and Wait for Response';

/**
 * Sends one question and puts the execution to wait until the person answers or the limit is over. A
 * question that an earlier try sent is not sent again, and its answer is waited for all the same.
 * @returns the error of the message in continue mode; what was not sent, unanswered
 * @throws NodeOperationError in stop mode, where the message is not accepted, or cannot be asked here
 */
export async function sendAndWait<Message extends { question: Question }, Found>(
	node: IExecuteFunctions,
	operationFor: AskingOperation<Message, Found>,
): Promise<INodeExecutionData[][]> {
	const items = node.getInputData().length;
	const refusal = refusalOf(node, items);
	if (refusal) return [refused(node, refusal, items)];

	const round = String(node.evaluateExpression('{{ $runIndex }}', 0) ?? 0);
	const ask = askFor(node, round);
	let sent: AskedQuestion | undefined;
	const operation = operationFor((...question) => (sent = ask(...question)));
	let asked: Message | undefined;
	const [[item]] = await deliver(node, {
		...operation,
		secretsIn: ({ body }) => signaturesIn(JSON.stringify(body)),
		to(message) {
			asked = message;
			return operation.to(message);
		},
	});
	const receipt = item.json as unknown as Receipt;
	if (!asked || 'error' in item.json) return [[item]];
	const { question } = asked;
	if (receipt.outcome !== 'accepted' && receipt.outcome !== 'replayed') {
		return [[answeredItem(unanswered(question, receipt))]];
	}
	if (sent) hintAtLocalLink(node, sent);
	const numbered = sent?.numbered ?? false;
	const kept = { question, round, numbered, receipt };
	await rememberQuestion(node, kept);
	const waiting = keepWaiting(node, kept);
	await node.putExecutionToWait(endOf(question));
	return [[waiting]];
}

/** When the execution goes on without an answer. */
function endOf({ limit }: Question): Date {
	if (!limit) return WAIT_INDEFINITELY;
	const end = 'ms' in limit ? Date.now() + limit.ms : Date.parse(limit.until);
	return new Date(Math.min(end, WAIT_INDEFINITELY.getTime()));
}

function refusalOf(node: IExecuteFunctions, items: number): Explanation | undefined {
	const { type } = node.getNode();
	// The agent would go on without the answer.
	if (type.endsWith('Tool') && !type.endsWith('HitlTool')) {
		return {
			code: 'cannot-wait-here',
			reason: `"${OPERATION}" does not work as a tool of an AI agent`,
			whatToDo:
				'To have a person approve what the agent does, add this node from Human review in the Tools panel, between the agent and the tool.',
		};
	}
	if (typeof node.getSignedResumeUrl !== 'function') {
		return {
			code: 'not-supported',
			reason: `This version of n8n cannot sign the links that "${OPERATION}" needs`,
			whatToDo: 'Update n8n.',
		};
	}
	// An execution can wait for one answer at a time.
	return items === 1
		? undefined
		: {
				code: 'cannot-wait-here',
				reason: `"${OPERATION}" asks one question per execution, but got ${items} items`,
				whatToDo:
					'Put Loop Over Items with a Batch Size of 1 before this node, or call a sub-workflow for each item.',
			};
}

/** @returns an error item for each item in continue mode @throws NodeOperationError in stop mode */
function refused(
	node: IExecuteFunctions,
	refusal: Explanation,
	items: number,
): INodeExecutionData[] {
	const problems = Array.from({ length: items }, (_, item) =>
		unsent({ item, to: null }, { ...refusal, failure: { cause: 'configuration-invalid' } }),
	);
	if (node.continueOnFail()) return problems.map(errorItem);
	throw stopError(node, [problems[0]], tallyOf(problems.map(() => 'notSent')), true, '');
}

/** The person may be in the same network, so that it is sent all the same. */
function hintAtLocalLink(node: IExecuteFunctions, { text }: AskedQuestion): void {
	const url = parseUrl(linkInText(text) ?? '');
	if (!url || isPublic(url)) return;
	const message = `The link in the message opens only in your own network: ${url.origin}. Set the environment variable N8N_WEBHOOK_URL of n8n (before 2.41: WEBHOOK_URL) to its public https address.`;
	node.addExecutionHints({ message, location: 'outputPane' });
}
