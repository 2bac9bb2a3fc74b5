import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from './operation';
import { reasonOf, type Problem } from './problem';

/** An item whose message is valid. */
export interface Draft<Message> {
	item: number;
	message: Message;
}

/** Reads and judges one item. Never throws: an expression that cannot be evaluated is a problem too. */
export function draft<Message>(
	node: IExecuteFunctions,
	operation: Operation<Message>,
	item: number,
): Draft<Message> | Problem {
	const invalid = { outcome: 'notSent' as const, item, to: null, httpStatus: null };
	let given: unknown;
	try {
		given = operation.read(node, item);
	} catch (error) {
		return {
			...invalid,
			field: `items[${item}]`,
			reason: `A parameter could not be read: ${reasonOf(error)}`,
			whatToDo: 'Check the expressions in the parameters of this node.',
		};
	}
	const parsed = operation.schema.safeParse(given);
	if (parsed.success) return { item, message: parsed.data };

	const [issue] = parsed.error.issues;
	return {
		...invalid,
		field: issue.path.reduce<string>(
			(path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`),
			`items[${item}]`,
		),
		reason: issue.message,
		whatToDo:
			issue.code === 'custom'
				? String(issue.params?.whatToDo)
				: 'Check this parameter of the node.',
	};
}
