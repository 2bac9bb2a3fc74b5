import { NarrowestClock } from '../../../nodes/shared/delivery/narrowestClock';
import { Clock } from '../../../nodes/shared/sharedMemory/clock';

const MAIN = 1_800_000_000_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** An answer that came just now, took so long, and was said in the middle of it. */
const answered = (tookMs: number, saidWrong = 0) => {
	const now = performance.now();
	return new Clock(MAIN + now - tookMs / 2 + saidWrong, now - tookMs, now);
};

const range = (clock: NarrowestClock) => {
	const now = performance.now();
	return [clock.earliest() - MAIN - now, clock.latest() - MAIN - now].map(Math.round);
};

test('before the first answer, the time is not known', () => {
	const clock = new NarrowestClock();
	expect([clock.width, clock.earliest(), clock.latest()]).toEqual([Infinity, -Infinity, Infinity]);
});

test('the quickest answer counts', () => {
	const clock = new NarrowestClock();
	for (const tookMs of [100, 40, 300]) clock.learn(answered(tookMs));
	expect(range(clock)).toEqual([-20, 20]);
	expect(clock.width).toBe(40);
});

test.each([1_000, -1_000])('an answer that contradicts it by %s ms takes its place', (wrong) => {
	const clock = new NarrowestClock();
	clock.learn(answered(40));
	clock.learn(answered(300, wrong));
	expect(range(clock)).toEqual([wrong - 150, wrong + 150]);
});

test('so does any answer after half a minute', () => {
	const clock = new NarrowestClock();
	clock.learn(answered(40));
	jest.advanceTimersByTime(29_000);
	clock.learn(answered(300));
	expect(clock.width).toBe(40);
	jest.advanceTimersByTime(2_000);
	clock.learn(answered(300));
	expect(clock.width).toBe(300);
});
