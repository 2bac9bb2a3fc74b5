import { scheduleMessage } from '../../../nodes/Vambe/scheduleMessage';
import { sendTemplate } from '../../../nodes/Vambe/sendTemplate';
import { sendText } from '../../../nodes/Vambe/sendText';
import { openOfficialTicket } from '../../../nodes/Vambe/openTicket';
import { verdictOnAnswer } from '../../../nodes/shared/outcome/answerVerdict';

type Judged = Pick<typeof sendText, 'provider' | 'rules' | 'verdicts'>;

const judge = ({ provider, rules, verdicts }: Judged, status: number, message: string) => {
	const body = { statusCode: status, message };
	const answer = { status, body, text: JSON.stringify(body) };
	return verdictOnAnswer(answer, provider, { rules, verdicts, sends: true });
};

const LIMIT = 'You reached the limit of 1000 conversations in 24 hours';

test.each([
	['a text', sendText],
	['a ticket', openOfficialTicket],
	['a template', sendTemplate],
	['a scheduled template', scheduleMessage],
])('a limit of 24 hours is waited for, and is not the window of %s', (_name, operation) => {
	expect(judge(operation, 429, LIMIT)).toMatchObject({ retry: 'account-waits' });
});

test('only what may be a text is refused for the window', () => {
	const words = 'Outside the 24 hour window';
	const said = { reason: 'The recipient has not written to you within the last 24 hours' };
	expect(judge(sendText, 400, words)).toMatchObject(said);
	expect(judge(openOfficialTicket, 400, words)).toMatchObject(said);
	expect(judge(sendTemplate, 400, words)).not.toMatchObject(said);
});
