import type { IExecuteFunctions } from 'n8n-workflow';
import { SendOnce } from '../../nodes/shared/sendOnce';

/** A node, as far as Send Once asks for it. */
const nodeOf = (id: string) =>
	({
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id, name: 'Node' }),
	}) as Partial<IExecuteFunctions> as IExecuteFunctions;

const never = new AbortController().signal;

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
	const [mine, another] = [new SendOnce(nodeOf('1')), new SendOnce(nodeOf('1'))];
	const [holds, behind] = [longWork(), longWork()];
	const stop = new AbortController();

	const holder = another.alone('key', never, holds.work);
	const left = jest.fn(async () => {});
	const waiting = mine.alone('key', stop.signal, left);
	const next = another.alone('key', never, behind.work);
	await holds.begun;
	stop.abort();
	expect(await waiting).toBeUndefined();

	let nextHasBegun = false;
	void behind.begun.then(() => (nextHasBegun = true));
	expect(await mine.alone('another key', never, async () => 'free')).toBe('free');
	expect(nextHasBegun).toBe(false);

	holds.end();
	expect(await holder).toBe('done');
	behind.end();
	expect(await next).toBe('done');
	expect(left).not.toHaveBeenCalled();
});

test('a signal that came before begins nothing, and does not wait', async () => {
	const sendOnce = new SendOnce(nodeOf('2'));
	const holds = longWork();
	const holder = sendOnce.alone('key', never, holds.work);
	expect(await sendOnce.alone('key', AbortSignal.abort(), async () => 'never')).toBeUndefined();
	holds.end();
	await holder;
});

test('whose turn it was when the signal came ends its work', async () => {
	const stop = new AbortController();
	const { work, begun, end } = longWork();
	const holder = new SendOnce(nodeOf('3')).alone('key', stop.signal, work);
	await begun;
	stop.abort();
	end();
	expect(await holder).toBe('done');
});
