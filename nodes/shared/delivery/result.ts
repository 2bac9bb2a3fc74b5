import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Receipt } from '../contract/receipt';
import type { Outcome } from '../contract/verdict';
import { errorItem, type End } from '../outcome/nodeError';
import type { Problem } from '../outcome/problem';

/** How an item ended. */
export type Result =
	| { kind: 'receipt'; receipt: Receipt }
	/** What a query asked for. */
	| { kind: 'data'; data: IDataObject[]; binary?: IBinaryKeyData }
	| Problem
	/** Until its turn comes; in stop mode, for good. */
	| { kind: 'notBegun' };

export const NOT_BEGUN: Result = { kind: 'notBegun' };

export const isDone = (result: Result): boolean =>
	result.kind === 'receipt' || result.kind === 'data';

export function outcomeOf(result: Result): Outcome {
	if (result.kind === 'problem') return result.outcome;
	return isDone(result) ? 'accepted' : 'notSent';
}

/** The same for those who are told what went out: a preview did not, nor what was skipped. */
export function endOf(result: Result): End {
	if (result.kind !== 'receipt') return outcomeOf(result);
	const { outcome } = result.receipt;
	if (outcome === 'skipped') return outcome;
	return outcome === 'preview' ? 'notSent' : 'accepted';
}

/**
 * @param input the item that it came of, where its fields are kept
 * @param receiptField the field that the receipt, or the data, then stands in
 * @returns what n8n gets of it; nothing of an item that was not begun: the node stopped before
 */
export function outputOf(
	result: Result,
	item: number,
	input?: INodeExecutionData,
	receiptField = '',
): INodeExecutionData[] {
	switch (result.kind) {
		case 'receipt': {
			const receipt = { ...result.receipt };
			if (!input) return [{ json: receipt, pairedItem: { item } }];
			const json = { ...keptFields(input), [receiptField]: receipt };
			return [{ json, ...(input.binary && { binary: input.binary }), pairedItem: { item } }];
		}
		case 'data':
			return result.data.map((data) => ({
				json: input ? { ...keptFields(input), [receiptField]: data } : data,
				...((input?.binary ?? result.binary) && {
					binary: { ...input?.binary, ...result.binary },
				}),
				pairedItem: { item },
			}));
		case 'problem':
			return [errorItem(result)];
		case 'notBegun':
			return [];
	}
}

/**
 * Without `error`: to n8n, an item that has one failed. It would run the node again with Retry On Fail, and
 * send again what was accepted, or take the item for the error branch.
 */
const keptFields = ({ json }: INodeExecutionData): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'error'));
