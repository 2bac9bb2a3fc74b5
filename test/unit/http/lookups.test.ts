import type { Answer } from '../../../nodes/shared/contract/answer';
import { memoizedLookup } from '../../../nodes/shared/http/lookups';

const answerOf = (status: number): Answer => ({ status, body: null, text: '', headers: {} });

const missing = { field: 'channel', reason: 'There is none', whatToDo: 'Choose another.' };

const question = (path: string) => ({
	request: { method: 'GET' as const, path },
	find: () => 1,
	missing,
});

/** Gives these answers in turn, and knows what it was asked. */
function asking(...answers: Array<Answer | Error>) {
	const asked: string[] = [];
	const look = memoizedLookup<number>(async ({ path }) => {
		asked.push(path);
		const answer = answers.shift() ?? answerOf(200);
		if (answer instanceof Error) throw answer;
		return answer;
	});
	return { asked, look };
}

test('each question once', async () => {
	const { asked, look } = asking();
	await Promise.all(['/a', '/a', '/b'].map(async (path) => await look(question(path))));
	await look(question('/a'));
	expect(asked).toEqual(['/a', '/b']);
});

test.each([
	['an answer of 429', answerOf(429)],
	['an answer of 503', answerOf(503)],
	['a broken connection', new Error('reset')],
])('%s is no knowledge: the next message asks again', async (_name, first) => {
	const { asked, look } = asking(first);
	expect(await look(question('/a'))).toEqual(
		first instanceof Error ? { thrown: first } : { answer: first },
	);
	expect(await look(question('/a'))).toEqual({ value: 1 });
	expect(asked).toHaveLength(2);
});

test('a refusal and what the provider does not know are kept', async () => {
	const { asked, look } = asking(answerOf(404), answerOf(200));
	for (let time = 0; time < 2; time++) {
		expect(await look(question('/a'))).toEqual({ answer: answerOf(404) });
		expect(await look({ ...question('/b'), find: () => undefined })).toEqual({ missing });
	}
	expect(asked).toEqual(['/a', '/b']);
});
