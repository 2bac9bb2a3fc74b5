import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorItem, GO_ON, stopError, tallyOf } from '../outcome/nodeError';
import { isProblem, unsent, type Problem } from '../outcome/problem';
import { sharedMemoryOf } from '../sharedMemory/sharedMemory';
import { SharedMemoryError } from '../sharedMemory/sharedMemoryError';
import { fixedExpressions } from '../validation/expressions';
import { validateItem } from '../validation/validateItem';
import { optOutEntry, type OptOutEntry } from './optOutEntry';
import { OptOutList, type Change } from './optOutList';

type Run = (list: OptOutList, entries: OptOutEntry[]) => Promise<Change[]>;

const peopleIn = (entries: OptOutEntry[]) => entries.map(({ person }) => person);

/** By the values of the node's parameter "Operation". */
const operations: Record<string, Run> = {
	add: async (list, entries) => await list.add(entries),
	check: async (list, entries) =>
		(await list.find(peopleIn(entries))).map((optOut) => ({ optOut, changed: false })),
	remove: async (list, entries) => await list.remove(peopleIn(entries)),
};

/**
 * All items are validated before anything is changed; those that are valid go together.
 * @returns one item for each input item, in order: what is so now, and in continue mode error items
 * @throws NodeOperationError in stop mode, where an item is not valid or n8n cannot be asked
 */
export async function runOptOutList(node: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const fixed = fixedExpressions(node.getNode().parameters);
	const judged = node
		.getInputData()
		.map((_, item) => validateItem(node, optOutEntry, item, undefined, fixed));
	const valid = judged.filter((entry) => entry.kind === 'valid');
	const invalid = judged.filter(isProblem);
	if (!node.continueOnFail())
		stopAt(node, invalid, judged.length, valid.length > 0 ? GO_ON : undefined);

	const results = new Map<number, INodeExecutionData>(
		invalid.map((problem) => [problem.item, errorItem(problem)]),
	);
	try {
		const list = new OptOutList((await sharedMemoryOf(node)).table);
		const run = operations[node.getNodeParameter('operation', 0)];
		const entries = valid.map(({ message }) => message);
		const changes = entries.length > 0 ? await run(list, entries) : [];
		valid.forEach(({ item, message }, place) =>
			results.set(item, {
				json: outputOf(message, changes[place]),
				pairedItem: { item },
			}),
		);
	} catch (error) {
		if (!(error instanceof SharedMemoryError)) throw error;
		const problems = valid.map(({ item }) => unsent({ item, to: null }, explanationIn(error)));
		if (!node.continueOnFail()) stopAt(node, problems, judged.length);
		for (const problem of problems) results.set(problem.item, errorItem(problem));
	}
	return [judged.map((_, item) => results.get(item)!)];
}

/** @throws NodeOperationError where there is a problem */
function stopAt(
	node: IExecuteFunctions,
	[first, ...others]: Problem[],
	items: number,
	wayOn?: string,
) {
	if (!first) return;
	const tally = tallyOf(Array.from({ length: items }, () => 'notSent'));
	throw stopError(node, [first, ...others], tally, false, wayOn);
}

const explanationIn = ({ verdict: { code, reason, whatToDo, failure } }: SharedMemoryError) => ({
	code,
	reason,
	whatToDo,
	failure,
});

const outputOf = ({ person }: OptOutEntry, { optOut, changed }: Change): IDataObject => ({
	optedOut: optOut !== undefined,
	changed,
	phone: person.phone ?? null,
	lid: person.lid ?? null,
	userId: person.userId ?? null,
	since: optOut?.since ?? null,
	reason: optOut?.reason || null,
});
