import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeDeadline } from '../../../nodes/shared/http/deadline';
import { SLICE_MS } from '../../../nodes/shared/lib/wait';

const never = async () => await new Promise<never>(() => {});

describe('in time', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(async () => {
		// The clock for all stops when nobody waits any more.
		await jest.advanceTimersByTimeAsync(SLICE_MS);
		jest.useRealTimers();
	});

	test('gives what came in time', async () => {
		expect(await beforeDeadline(1000, async () => 'answer')).toBe('answer');
		await expect(
			beforeDeadline(1000, async () => await Promise.reject(new Error('reset'))),
		).rejects.toThrow('reset');
	});

	test('ends what takes longer, each at its own time', async () => {
		const ended: Array<[string, unknown]> = [];
		const end = (name: string) => (error: unknown) => ended.push([name, error]);
		void beforeDeadline(600, never).catch(end('later'));
		void beforeDeadline(1, never).catch(end('sooner'));
		const late = { cause: { code: 'no answer in time' } };
		await jest.advanceTimersByTimeAsync(599);
		expect(ended).toEqual([['sooner', late]]);
		await jest.advanceTimersByTimeAsync(SLICE_MS);
		expect(ended).toEqual([
			['sooner', late],
			['later', late],
		]);
	});

	test('tells a request that it is too late, and not one that was answered', async () => {
		const late: string[] = [];
		const note = (name: string) => (signal: AbortSignal) =>
			signal.addEventListener('abort', () => late.push(name));
		void beforeDeadline(1, async (signal) => {
			note('unanswered')(signal);
			await never();
		}).catch(() => {});
		await beforeDeadline(1, async (signal) => note('answered')(signal));
		await jest.advanceTimersByTimeAsync(SLICE_MS);
		expect(late).toEqual(['unanswered']);
	});
});

test('an answered request is let go, long before its deadline', async () => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const answered = async () => {
		return new WeakRef(await beforeDeadline(600_000, async () => ({ body: 'a large one' })));
	};
	const answer = await answered();
	// A reference just made lives to the end of its turn.
	await new Promise((resolve) => setImmediate(resolve));
	collect();
	expect(answer.deref()).toBeUndefined();
});
