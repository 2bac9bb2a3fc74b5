import { runExclusive } from '../../../nodes/shared/lib/mutex';

/** Work that ends when it is told to, and says when it has begun. */
function work(log: string[], name: string) {
	let end: (fails?: boolean) => void = () => {};
	const run = async () => {
		log.push(name);
		await new Promise<void>((resolve, reject) => {
			end = (fails) => (fails ? reject(new Error(name)) : resolve());
		});
		return name;
	};
	return { run, end: (fails?: boolean) => end(fails) };
}

const turn = async () => await new Promise((resolve) => setImmediate(resolve));

test('one after the other in a chain, in their order, and another chain beside', async () => {
	const log: string[] = [];
	const [first, second, other] = ['first', 'second', 'other'].map((name) => work(log, name));
	const ends = [
		runExclusive('a', first.run),
		runExclusive('a', second.run),
		runExclusive('b', other.run),
	];
	await turn();
	expect(log).toEqual(['first', 'other']);
	first.end();
	await turn();
	expect(log).toEqual(['first', 'other', 'second']);
	second.end();
	other.end();
	expect(await Promise.all(ends)).toEqual(['first', 'second', 'other']);
});

test('a failure is told to whoever asked, and the next one begins', async () => {
	const log: string[] = [];
	const [first, second] = ['first', 'second'].map((name) => work(log, name));
	const [failing, waiting] = [runExclusive('a', first.run), runExclusive('a', second.run)];
	await turn();
	first.end(true);
	await expect(failing).rejects.toThrow('first');
	await turn();
	second.end();
	expect(await waiting).toBe('second');
});
