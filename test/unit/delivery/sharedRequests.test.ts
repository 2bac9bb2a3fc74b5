import type { QueryOperation } from '../../../nodes/shared/contract/operation';
import { SharedRequests } from '../../../nodes/shared/delivery/sharedRequests';
import type { Answered, Failed } from '../../../nodes/shared/http/exchange';
import { dataFailed } from '../../../nodes/shared/outcome/ownVerdicts';
import { readContact, sendText } from '../../support/n8n/acme';

interface Question {
	id: string;
	shop: string;
}

const question = (id: string, shop = 'one'): Question => ({ id, shop });

const asking: QueryOperation<Question> = {
	...(readContact as unknown as QueryOperation<Question>),
	channel: ({ shop }) => shop,
	together: {
		max: 2,
		request: (questions) => ({
			method: 'POST',
			path: `/${questions[0].shop}`,
			body: { ids: questions.map(({ id }) => id) },
		}),
	},
};

const answered: Answered = {
	kind: 'answered',
	answer: { status: 200, body: {}, text: '{}', headers: {} },
};
const failed: Failed = { kind: 'failed', verdict: dataFailed };

test('those of one channel go together, as many as may', () => {
	const questions = ['1', '2', '3'].map((id) => question(id));
	const other = question('4', 'two');
	const shared = new SharedRequests(asking, [questions[0], other, questions[1], questions[2]]);
	const [first, second, third] = questions.map((each) => shared.requestOf(each)!);
	expect(first.body).toEqual({ ids: ['1', '2'] });
	expect(second).toBe(first);
	expect(third.body).toEqual({ ids: ['3'] });
	expect(shared.requestOf(other)).toMatchObject({ path: '/two', body: { ids: ['4'] } });
});

test('what is not asked together has a request of its own, which goes out each time', async () => {
	const text = { channel: 'shop', recipient: '+56912345678', text: 'Hi' };
	const shared = new SharedRequests(sendText, [text]);
	expect(shared.requestOf(text)).toBeUndefined();
	const asked: unknown[] = [];
	const send = async (request: unknown) => (asked.push(request), answered);
	const request = { method: 'GET', path: '/' } as const;
	await shared.ask(request, send);
	await shared.ask(request, send);
	expect(asked).toHaveLength(2);
});

test('an answer is for all; a failure is asked again by the next', async () => {
	const questions = [question('1'), question('2')];
	const shared = new SharedRequests(asking, questions);
	const replies = [failed, answered];
	const send = jest.fn(async () => replies.shift() ?? failed);
	const ask = async (each: Question) => await shared.ask(shared.requestOf(each)!, send);
	expect(await ask(questions[0])).toBe(failed);
	expect(await ask(questions[0])).toBe(answered);
	expect(await ask(questions[1])).toBe(answered);
	expect(send).toHaveBeenCalledTimes(2);
});
