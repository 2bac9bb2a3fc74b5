import { Clock } from '../../../nodes/shared/sharedMemory/clock';

const SAID = Date.parse('2026-11-28T10:00:00Z');

test('main said so at some time between the question and its answer', () => {
	const clock = new Clock(SAID, 1000, 1040);
	expect([clock.earliest(1040), clock.latest(1040)]).toEqual([SAID, SAID + 40]);
	expect([clock.earliest(3040), clock.latest(3040)]).toEqual([SAID + 2000, SAID + 2040]);
});

test('the clock of this machine plays no part', () => {
	jest.useFakeTimers({ doNotFake: ['performance'], now: SAID - 600_000 });
	const clock = new Clock(SAID, performance.now(), performance.now());
	jest.setSystemTime(SAID + 600_000);
	expect(clock.earliest() - SAID).toBeLessThan(60_000);
	jest.useRealTimers();
});
