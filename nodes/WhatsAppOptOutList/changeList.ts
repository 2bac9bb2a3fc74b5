import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { OptOutList, type Change } from '../shared/optOuts/optOutList';
import { errorItem, GO_ON, stopError, tallyOf } from '../shared/outcome/nodeError';
import { isProblem, unsent, type Problem } from '../shared/outcome/problem';
import { sharedMemoryOf } from '../shared/sharedMemory/sharedMemory';
import type { SharedMemoryError } from '../shared/sharedMemory/sharedMemoryError';
import { fixedExpressions } from '../shared/validation/expressions';
import { validateItem, type ValidMessage } from '../shared/validation/validateItem';
import { entry, type Entry } from './entry';

type Run = (list: OptOutList, entries: Entry[]) => Promise<Change[]>;

const peopleIn = (entries: Entry[]) => entries.map(({ person }) => person);

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
export async function changeList(node: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const fixed = fixedExpressions(node.getNode().parameters);
	const judged = node
		.getInputData()
		.map((_, item) => validateItem(node, entry, item, undefined, fixed));
	const valid = judged.filter((each) => each.kind === 'valid');
	stopAtProblem(node, judged, valid.length > 0 ? GO_ON : undefined);

	const changes = await ask(node, valid);
	const ended = judged.map((each) => changes.get(each.item) ?? (each as Problem));
	stopAtProblem(node, ended);
	return [
		ended.map((each, item) =>
			isProblem(each) ? errorItem(each) : { json: each.json, pairedItem: { item } },
		),
	];
}

/** @returns how each of them ended, by item */
async function ask(
	node: IExecuteFunctions,
	valid: Array<ValidMessage<Entry>>,
): Promise<Map<number, Problem | Done>> {
	try {
		const { table } = await sharedMemoryOf(node);
		const change = operations[node.getNodeParameter('operation', 0)];
		const entries = valid.map(({ message }) => message);
		const changes = await change(new OptOutList(table), entries);
		return new Map(
			valid.map(({ item, message }, place) => [item, doneOf(message, changes[place])]),
		);
	} catch (error) {
		// It throws nothing else.
		const { code, reason, whatToDo } = (error as SharedMemoryError).verdict;
		return new Map(
			valid.map(({ item, to }) => [item, unsent({ item, to }, { code, reason, whatToDo })]),
		);
	}
}

/** @throws NodeOperationError in stop mode, where there is a problem */
function stopAtProblem(
	node: IExecuteFunctions,
	items: ReadonlyArray<{ kind: string }>,
	wayOn?: string,
): void {
	const [first, ...others] = items.filter(isProblem);
	if (!first || node.continueOnFail()) return;
	throw stopError(node, [first, ...others], tallyOf(items.map(() => 'notSent')), false, wayOn);
}

/** An item that came out of the list. */
interface Done {
	kind: 'done';
	json: IDataObject;
}

const doneOf = ({ person }: Entry, { optOut, changed }: Change): Done => ({
	kind: 'done',
	json: {
		optedOut: optOut !== undefined,
		changed,
		phone: person.phone ?? null,
		lid: person.lid ?? null,
		userId: person.userId ?? null,
		since: optOut?.since ?? null,
		reason: optOut?.reason || null,
	},
});
