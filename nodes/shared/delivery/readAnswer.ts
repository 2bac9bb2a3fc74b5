import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../contract/answer';
import type { Acceptance, AnsweredFile, Operation } from '../contract/operation';

/** What a 2xx answer says, which may be no. */
type ReadAnswer =
	| { kind: 'accepted'; acceptance: Acceptance }
	| { kind: 'data'; data: IDataObject[]; file?: AnsweredFile }
	| { kind: 'refused' }
	/** Nothing that a document describes. */
	| { kind: 'undocumented' };

export function readAnswer<Message, Found>(
	operation: Operation<Message, Found>,
	message: Message,
	answer: Answer,
): ReadAnswer {
	if (operation.kind === 'query') {
		const data = operation.data(answer, message);
		if (!data) return { kind: 'undocumented' };
		const file = operation.fileIn?.(answer, message);
		return { kind: 'data', data: Array.isArray(data) ? data : [data], ...(file && { file }) };
	}
	const acceptance = operation.acceptance(answer);
	if (acceptance === 'refused') return { kind: 'refused' };
	return acceptance ? { kind: 'accepted', acceptance } : { kind: 'undocumented' };
}
