import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeKeys } from '../../../nodes/shared/delivery/nodeKeys';
import { SendOnce } from '../../../nodes/shared/delivery/sendOnce';
import { MemoryStore } from '../../support/n8n/memoryStore';

const TO = '+56912345678';

const SENT = { to: TO, messageId: null };

let store: MemoryStore;
let warnings: string[];
let nodes = 0;

/** Send Once of a node, as one execution has it. */
let sendOnce: SendOnce;

/** Stops that execution. */
let stop: AbortController;

beforeEach(() => {
	store = new MemoryStore();
	warnings = [];
	nodes++;
	stop = new AbortController();
	sendOnce = sendOnceIn(stop.signal);
});

/** The same node in the execution that has this signal. */
const sendOnceIn = (signal: AbortSignal) => {
	const node = {
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: nodes, name: 'Node' }),
		helpers: store.helpers,
		logger: { warn: (message: string) => warnings.push(message) },
	} as unknown as IExecuteFunctions;
	return new SendOnce(node, new NodeKeys(node), signal);
};

const inAnotherExecution = () => sendOnceIn(new AbortController().signal);

/** Work that goes on until it is told to end, and tells when it has begun. */
function longWork() {
	let end = () => {};
	const ended = new Promise<void>((resolve) => (end = resolve));
	let begin = () => {};
	const begun = new Promise<void>((resolve) => (begin = resolve));
	const work = async () => {
		begin();
		await ended;
		return 'done' as const;
	};
	return { work, begun, end };
}

test('who waits for a key learns of the signal at once, and those behind it still wait for the key', async () => {
	const another = inAnotherExecution();
	const [holds, behind] = [longWork(), longWork()];
	const left = jest.fn(async () => {});

	const holder = another.alone('key', holds.work);
	const waiting = sendOnce.alone('key', left);
	const next = another.alone('key', behind.work);
	await holds.begun;
	stop.abort();
	expect(await waiting).toBeUndefined();

	let nextHasBegun = false;
	void behind.begun.then(() => (nextHasBegun = true));
	expect(await another.alone('another key', async () => 'free')).toBe('free');
	expect(nextHasBegun).toBe(false);

	holds.end();
	expect(await holder).toBe('done');
	behind.end();
	expect(await next).toBe('done');
	expect(left).not.toHaveBeenCalled();
});

test('many may wait for one key, and all learn of the signal', async () => {
	const listen = jest.spyOn(stop.signal, 'addEventListener');
	const { work, end } = longWork();
	const holder = inAnotherExecution().alone('key', work);
	const waiting = Array.from({ length: 20 }, async () => await sendOnce.alone('key', work));
	stop.abort();
	expect(await Promise.all(waiting)).toEqual(Array(20).fill(undefined));
	// Node warns of a leak where a signal has more than ten listeners.
	expect(listen).not.toHaveBeenCalled();
	end();
	await holder;
});

test('after the signal nothing is begun, and nobody waits', async () => {
	const { work, end } = longWork();
	const holder = inAnotherExecution().alone('key', work);
	stop.abort();
	expect(await sendOnce.alone('key', async () => 'never')).toBeUndefined();
	end();
	await holder;
});

test('whose turn it was when the signal came ends its work', async () => {
	const { work, begun, end } = longWork();
	const holder = sendOnce.alone('key', work);
	await begun;
	stop.abort();
	end();
	expect(await holder).toBe('done');
});

test.each(['accepted', 'notSent'] as const)(
	'the log says that a key stays claimed, where it cannot be stored that it was %s',
	async (outcome) => {
		await sendOnce.claim('key', TO);
		store.before = (call) => {
			if (call === 'remove') throw new Error('The disk is full.');
		};
		await sendOnce.settle('key', outcome, SENT);
		expect(warnings).toEqual([expect.stringContaining('the Send Once key "key" stays claimed')]);
	},
);
