import type { INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
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

/** As n8n stores the execution meanwhile. */
const stored = (input: INodeExecutionData[]) =>
	({
		evaluateExpression: (expression: string) =>
			expression === '{{ $input.first() }}' ? JSON.parse(JSON.stringify(input))[0] : undefined,
	}) as unknown as IWebhookFunctions;

test('what is asked takes the place of the item that came in, and is found there', () => {
	const question = approval();
	const input: INodeExecutionData[] = [{ json: { order: 1001 }, binary: {} }];
	keepWaiting(input, { question, round: '2', numbered: false, receipt });
	expect(input).toHaveLength(1);
	expect(input[0]).toEqual({
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
	expect(waitingOf(stored(input))).toEqual({ question, round: '2', numbered: false, receipt });
});

test('nothing is found where nothing is asked', () => {
	expect(waitingOf(stored([{ json: { order: 1001 } }]))).toBeUndefined();
	expect(waitingOf({ evaluateExpression: () => undefined } as never)).toBeUndefined();
});
