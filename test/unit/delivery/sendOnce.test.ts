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

describe('a key', () => {
	const isKnownAs = async (...expected: string[]) => {
		for (const claim of expected) expect(await sendOnce.claim('key', TO)).toBe(claim);
	};

	test('is claimed once, and unknown until it is settled, however often it is asked for', async () => {
		await isKnownAs('claimed', 'unknown', 'unknown');
		await sendOnce.settle('key', 'unknown', SENT);
		await isKnownAs('unknown', 'unknown');
	});

	test('is done after it was accepted, however often it is asked for', async () => {
		await isKnownAs('claimed');
		await sendOnce.settle('key', 'accepted', SENT);
		await isKnownAs('done', 'done', 'done');
	});

	test('is free again after it was not sent, and after it was forgotten', async () => {
		await isKnownAs('claimed');
		await sendOnce.settle('key', 'notSent', SENT);
		await isKnownAs('claimed');
		await sendOnce.settle('key', 'accepted', SENT);
		await sendOnce.forget('key');
		await isKnownAs('claimed');
	});

	test.each(['accepted', 'notSent'] as const)(
		'is unknown where it cannot be stored that it was %s, and the log says so',
		async (outcome) => {
			await isKnownAs('claimed');
			failRemovals();
			await sendOnce.settle('key', outcome, SENT);
			expect(warnings).toEqual([expect.stringContaining('the Send Once key "key" stays claimed')]);
			await isKnownAs('unknown');
		},
	);

	test('that is unknown is never taken for done, where the store fails in the middle', async () => {
		await isKnownAs('claimed');
		failRemovals();
		await isKnownAs('unknown', 'unknown');
	});

	test('that is done may become unknown, where the store fails in the middle', async () => {
		await isKnownAs('claimed');
		await sendOnce.settle('key', 'accepted', SENT);
		failRemovals();
		await expect(sendOnce.claim('key', TO)).rejects.toThrow('The disk is full.');
		await isKnownAs('unknown');
	});

	const failRemovals = () => {
		store.before = (call) => {
			if (call === 'remove') throw new Error('The disk is full.');
		};
	};
});

const keysUpTo = (count: number) => Array.from({ length: count }, (_, index) => `key ${index}`);

describe('calls that wait for the store', () => {
	test('go together, over all executions, and each ends with the call that stored it', async () => {
		const calls: Array<[string, number]> = [];
		let release = () => {};
		store.before = async (call, entries) => {
			calls.push([call, entries.length]);
			await new Promise<void>((resolve) => (release = resolve));
		};
		const first = sendOnce.claim('first', TO);
		while (calls.length === 0) await Promise.resolve();

		const executions = [sendOnce, inAnotherExecution()];
		let claimed = 0;
		const claims = keysUpTo(20).map(async (key, index) => {
			const claim = await executions[index % 2].claim(key, TO);
			claimed++;
			return claim;
		});
		const forgotten = keysUpTo(5).map(async (key) => await sendOnce.forget(`other ${key}`));

		release();
		expect(await first).toBe('claimed');
		while (calls.length === 1) await Promise.resolve();
		expect(claimed).toBe(0);
		release();
		expect(new Set(await Promise.all(claims))).toEqual(new Set(['claimed']));
		while (calls.length === 2) await Promise.resolve();
		release();
		await Promise.all(forgotten);
		expect(calls).toEqual([
			['record', 2],
			['record', 40],
			['remove', 10],
		]);
	});

	test('fail together, and the next ones are not held up', async () => {
		store.before = () => {
			store.before = () => {};
			throw new Error('The disk is full.');
		};
		const claims = await Promise.allSettled(
			keysUpTo(3).map(async (key) => await sendOnce.claim(key, TO)),
		);
		expect(claims.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
		expect(await sendOnce.claim('key 0', TO)).toBe('claimed');
	});
});

describe('the memory', () => {
	/** As many side by side as a node can; whoever may send them, has them accepted. */
	async function claim(keys: string[]) {
		const claims: Array<string | undefined> = [];
		for (let begin = 0; begin < keys.length; begin += 50) {
			const some = keys.slice(begin, begin + 50).map(async (key) => {
				const claimed = await sendOnce.claim(key, TO);
				if (claimed === 'claimed') await sendOnce.settle(key, 'accepted', SENT);
				return claimed;
			});
			claims.push(...(await Promise.all(some)));
		}
		return [...new Set(claims)];
	}

	test('holds 10,000 keys and those that are open, and forgets the oldest', async () => {
		expect(await sendOnce.claim('open', TO)).toBe('claimed');
		const keys = keysUpTo(10_000);
		expect(await claim(keys)).toEqual(['claimed']);
		expect(await claim(keys)).toEqual(['done']);
		expect(await claim(keys)).toEqual(['done']);
		expect(await sendOnce.claim('open', TO)).toBe('unknown');

		const later = Array.from({ length: 1_000 }, (_, index) => `later ${index}`);
		expect(await claim(later)).toEqual(['claimed']);
		expect(await sendOnce.claim('open', TO)).toBe('claimed');
		expect(await claim(['key 0'])).toEqual(['claimed']);
		expect(await claim([...keys.slice(1_010), ...later, 'key 0'])).toEqual(['done']);
	});

	test('that lost a key but not that it is open, takes it for unknown and never for done', async () => {
		expect(await sendOnce.claim('open', TO)).toBe('claimed');
		await claim(keysUpTo(10_900));
		for (let index = 0; index < 98; index++) await claim([`later ${index}`]);
		for (let time = 0; time < 3; time++) expect(await sendOnce.claim('open', TO)).toBe('unknown');
		await claim(['one more', 'another']);
		expect(await sendOnce.claim('open', TO)).toBe('claimed');
	});
});
