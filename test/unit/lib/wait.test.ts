import { wait } from '../../../nodes/shared/lib/wait';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** @returns whether it is over after so long */
async function isOverAfter(ms: number, waiting: Promise<void>) {
	let over = false;
	void waiting.then(() => (over = true));
	await jest.advanceTimersByTimeAsync(ms);
	return over;
}

test('waits as long as it is told', async () => {
	const waiting = wait(1_000, new AbortController().signal);
	expect(await isOverAfter(999, waiting)).toBe(false);
	expect(await isOverAfter(1, waiting)).toBe(true);
});

test('is over soon after the signal, in the middle of it', async () => {
	const cancel = new AbortController();
	const waiting = wait(600_000, cancel.signal);
	expect(await isOverAfter(10_000, waiting)).toBe(false);
	cancel.abort();
	expect(await isOverAfter(250, waiting)).toBe(true);
});

test('does not begin after the signal, nor for no time', async () => {
	expect(await isOverAfter(0, wait(1_000, AbortSignal.abort()))).toBe(true);
	expect(await isOverAfter(0, wait(0, new AbortController().signal))).toBe(true);
});
