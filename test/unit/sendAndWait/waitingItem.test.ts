import type { IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import type { Receipt } from '../../../nodes/shared/contract/receipt';
import {
	answeredItem,
	keepWaiting,
	unanswered,
	waitingOf,
} from '../../../nodes/shared/sendAndWait/waitingItem';
import { approval, freeText } from '../../support/n8n/questions';

const receipt = { outcome: 'accepted', messageId: 'm1' } as Receipt;

test('a question without an answer: of an approval, it is not approved', () => {
	const nothing = { answer: null, answeredBy: null, answeredAt: null, receipt };
	expect(unanswered(freeText, receipt)).toEqual(nothing);
	expect(unanswered(approval(), receipt)).toEqual({ ...nothing, approved: false });
});

test('an answer is one item, paired with the one that was asked about', () => {
	expect(answeredItem(unanswered(freeText, receipt))).toEqual({
		json: { answer: null, answeredBy: null, answeredAt: null, receipt },
		pairedItem: { item: 0 },
	});
});

/** Of a node, what n8n keeps while it waits. */
const asking = (main: INodeExecutionData[][]) => {
	const data = { main };
	return { data, node: { getExecuteData: () => ({ data }) } as unknown as IExecuteFunctions };
};

/** As n8n stores the execution meanwhile. */
const stored = (input: INodeExecutionData[]) =>
	({
		evaluateExpression: (expression: string) =>
			expression === '{{ $input.first() }}' ? JSON.parse(JSON.stringify(input))[0] : undefined,
	}) as unknown as IWebhookFunctions;

test('what is asked takes the place of all that came in, and is found there', () => {
	const question = approval();
	const { node, data } = asking([
		[{ json: { order: 1001 }, binary: {} }, { json: { order: 1002 } }],
	]);
	const item = keepWaiting(node, { question, round: '2', numbered: false, receipt });
	expect(data.main).toEqual([[item]]);
	expect(item).toEqual({
		json: {
			answer: null,
			approved: false,
			answeredBy: null,
			answeredAt: null,
			timedOut: true,
			receipt,
		},
		pairedItem: { item: 0 },
		kept: { question, round: '2', numbered: false, receipt },
	});
	expect(waitingOf(stored(data.main[0]))).toEqual({
		question,
		round: '2',
		numbered: false,
		receipt,
	});
});

test('nothing is found where nothing is asked', () => {
	expect(waitingOf(stored([{ json: { order: 1001 } }]))).toBeUndefined();
	expect(waitingOf({ evaluateExpression: () => undefined } as never)).toBeUndefined();
});
