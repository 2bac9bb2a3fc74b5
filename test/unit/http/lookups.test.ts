import type { Answer } from '../../../nodes/shared/contract/answer';
import type { Answered, Failed } from '../../../nodes/shared/http/exchange';
import { memoizedLookup } from '../../../nodes/shared/http/lookups';

const answerOf = (status: number): Answer => ({ status, body: null, text: '', headers: {} });

const answered: Answered = { kind: 'answered', answer: answerOf(200) };

const failed = (answer?: Answer): Failed => ({
	kind: 'failed',
	verdict: { outcome: 'unknown', code: 'no-answer', reason: 'No answer', whatToDo: '' },
	answer,
});

const missing = {
	code: 'not-found',
	field: 'channel',
	reason: 'There is none',
	whatToDo: 'Choose another.',
} as const;

const question = (path: string) => ({
	request: { method: 'GET' as const, path },
	find: () => 1,
	missing,
});

/** Gives these replies in turn, and knows what it was asked. */
function asking(...replies: Array<Answered | Failed>) {
	const asked: string[] = [];
	const look = memoizedLookup<number>(async ({ path }) => {
		asked.push(path);
		return replies.shift() ?? answered;
	});
	return { asked, look };
}

test('each question once', async () => {
	const { asked, look } = asking();
	await Promise.all(['/a', '/a', '/b'].map(async (path) => await look(question(path))));
	expect(await look(question('/a'))).toEqual({ kind: 'found', value: 1 });
	expect(asked).toEqual(['/a', '/b']);
});

test.each([
	['an answer of 429', failed(answerOf(429))],
	['an answer of 503', failed(answerOf(503))],
	['a broken connection', failed()],
])('%s is no knowledge: the next message asks again', async (_name, first) => {
	const { asked, look } = asking(first);
	expect(await look(question('/a'))).toEqual(first);
	expect(await look(question('/a'))).toEqual({ kind: 'found', value: 1 });
	expect(asked).toHaveLength(2);
});

test('where it can do without, a server that is busy is asked three times, any other once', async () => {
	const busy = failed(answerOf(502));
	const { asked, look } = asking(failed(), busy, busy, busy);
	const optional = (path: string) => ({ ...question(path), otherwise: 7 });
	const without = { kind: 'found', value: 7 };
	expect([await look(optional('/a')), await look(optional('/a'))]).toEqual([without, without]);

	const atOnce = async () => await Promise.all([look(optional('/b')), look(optional('/b'))]);
	expect(await atOnce()).toEqual([busy, busy]);
	expect(await atOnce()).toEqual([busy, busy]);
	expect(await atOnce()).toEqual([without, without]);
	expect(await look(optional('/b'))).toEqual(without);
	expect(await look({ ...optional('/c'), find: () => undefined })).toEqual(without);
	expect(asked).toEqual(['/a', '/b', '/b', '/b', '/c']);
});

test('a refusal and what the provider does not know are kept', async () => {
	const { asked, look } = asking(failed(answerOf(404)), answered);
	for (let time = 0; time < 2; time++) {
		expect(await look(question('/a'))).toEqual(failed(answerOf(404)));
		const unknown = { ...question('/b'), find: () => undefined };
		expect(await look(unknown)).toEqual({ kind: 'missing', missing });
	}
	expect(asked).toEqual(['/a', '/b']);
});
