import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Contact } from '../contract/event';
import type { Question } from '../contract/question';
import type { Receipt } from '../contract/receipt';

/** What the execution gets of a question. */
export interface Answered {
	/** The label of the button, the text, or the values of the form by their names; `null`: no answer. */
	answer: string | IDataObject | null;
	/** Of an approval: whether it is the first of two answers, or the only one. */
	approved?: boolean;
	/** Who answered in the chat; `null` on the page, which takes the answer of whoever has the link. */
	answeredBy: Contact | null;
	/** ISO 8601. */
	answeredAt: string | null;
	timedOut?: true;
	receipt: Receipt;
}

/** What is asked, kept for those who answer. */
export interface KeptQuestion {
	question: Question;
	/** Which question of this node it is. */
	round: string;
	/** Whether it has a number for each answer: where it has none, a number answers something else. */
	numbered: boolean;
	receipt: Receipt;
}

export const answeredItem = (answered: Answered): INodeExecutionData => ({
	json: { ...answered } as unknown as IDataObject,
	pairedItem: { item: 0 },
});

/** Of a question that nobody answered. */
export const unanswered = (question: Question, receipt: Receipt): Answered => ({
	answer: null,
	// To n8n's human review, whatever is not approved is refused.
	...(question.responseType === 'approval' && { approved: false }),
	answeredBy: null,
	answeredAt: null,
	receipt,
});

/**
 * Puts the question in the place of what came in, which is all that n8n keeps of a node while it waits, and
 * not what the node is given of it with Execute Once. n8n hands this item on when the limit is over, and to
 * the webhook when somebody answers.
 * @returns this item
 */
export function keepWaiting(node: IExecuteFunctions, kept: KeptQuestion): INodeExecutionData {
	const answered = { ...unanswered(kept.question, kept.receipt), timedOut: true } as const;
	const item = { ...answeredItem(answered), kept: kept as unknown as IDataObject };
	node.getExecuteData().data.main = [[item]];
	return item;
}

/** @returns `undefined` where this execution waits for no answer of this node */
export function waitingOf(node: IWebhookFunctions): KeptQuestion | undefined {
	const item = node.evaluateExpression('{{ $input.first() }}', 0) as INodeExecutionData | undefined;
	return item?.kept as unknown as KeptQuestion | undefined;
}
