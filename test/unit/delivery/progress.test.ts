import { Progress } from '../../../nodes/shared/delivery/progress';
import { acmeNode } from '../../support/n8n/acme';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Ends messages, one in so many seconds. */
async function end(progress: Progress, count: number, seconds: number) {
	for (let message = 0; message < count; message++) {
		await jest.advanceTimersByTimeAsync(seconds * 1000);
		progress.ended();
	}
}

test('a run of less than half a minute says nothing', async () => {
	const { node, logged } = acmeNode();
	await end(new Progress(node, 100, []), 29, 1);
	expect(logged).toEqual([]);
});

test('about every half minute it says how far it is, and how long it takes as fast as before', async () => {
	const { node, logged } = acmeNode();
	await end(new Progress(node, 181, []), 179, 1);
	expect(logged).toEqual([
		'Acme Send: 30 of 181 messages done, about 3 min left',
		'Acme Send: 60 of 181 messages done, about 2 min left',
		'Acme Send: 90 of 181 messages done, about 2 min left',
		'Acme Send: 120 of 181 messages done, about 1 min left',
		'Acme Send: 150 of 181 messages done, about 1 min left',
	]);
});

test('where the limits let it take longer, these count', async () => {
	const { node, logged } = acmeNode();
	await end(new Progress(node, 600, [{ messages: 30, ms: 60_000 }]), 31, 1);
	expect(logged).toEqual(['Acme Send: 30 of 600 messages done, about 18 min left']);
});

test('a wait for the hours is no time that messages take', async () => {
	const { node, logged } = acmeNode();
	const progress = new Progress(node, 200, []);
	await end(progress, 10, 1);
	progress.pause();
	await end(progress, 1, 8 * 3600);
	await end(progress, 30, 1);
	expect(logged).toEqual(['Acme Send: 41 of 200 messages done, about 3 min left']);
});

test('at the end there is nothing left to say', async () => {
	const { node, logged } = acmeNode();
	await end(new Progress(node, 1, []), 1, 60);
	expect(logged).toEqual([]);
});
