import { SendingHours } from '../../../nodes/shared/delivery/sendingHours';
import type { ValidMessage } from '../../../nodes/shared/validation/validateItem';
import { acmeNode } from '../../support/n8n/acme';

/** A Friday. In Chile it is 09:00, in Brazil (São Paulo) 09:00, in India 17:30. */
const NOW = '2026-11-27T12:00:00Z';
const CHILE = '+56912345678';
const INDIA = '+919876543210';
const RUSSIA = '+79161234567';

beforeEach(() => jest.useFakeTimers({ now: Date.parse(NOW) }));
afterEach(() => jest.useRealTimers());

const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function hoursOf(
	[from, to]: [string, string],
	{ inCountryOfRecipient = false, outside = 'hold' as 'hold' | 'stop', executionTimeout = -1 } = {},
) {
	const acmes = acmeNode({ workflowSettings: { executionTimeout } });
	const days = new Set([1, 2, 3, 4, 5, 6, 7]);
	const hours = new SendingHours(acmes.node, {
		hours: { from: at(from), to: at(to), days },
		timeZone: 'America/Santiago',
		inCountryOfRecipient,
		outside,
	});
	return { ...acmes, hours };
}

const messagesTo = (...recipients: string[]) =>
	recipients.map((to, item): ValidMessage<object> => ({ kind: 'valid', item, message: {}, to }));

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

test('within the hours a message may go, else when they begin', () => {
	expect(hoursOf(['09:00', '18:00']).hours.closedUntil(CHILE)).toBeUndefined();
	const { hours } = hoursOf(['10:00', '18:00']);
	expect(iso(hours.closedUntil(CHILE))).toBe('2026-11-27T13:00:00.000Z');
	jest.setSystemTime(Date.parse('2026-11-27T13:00:00Z'));
	expect(hours.closedUntil(CHILE)).toBeUndefined();
	jest.setSystemTime(Date.parse('2026-11-27T21:00:00Z'));
	expect(iso(hours.closedUntil(CHILE))).toBe('2026-11-28T13:00:00.000Z');
});

test("the recipient's country counts where it is asked for, in all of its time zones", () => {
	const { hours } = hoursOf(['08:00', '18:00'], { inCountryOfRecipient: true });
	// On Easter Island it is 07:00.
	expect(iso(hours.closedUntil(CHILE))).toBe('2026-11-27T13:00:00.000Z');
	expect(hours.closedUntil(INDIA)).toBeUndefined();
	// Without a country, the time zone of the workflow.
	expect(hours.closedUntil('120363021234567890@g.us')).toBeUndefined();
	expect(hours.closedUntil('+88212345678')).toBeUndefined();
});

test('hours that never come are refused, and name the country', () => {
	const { hours } = hoursOf(['09:00', '18:00'], { inCountryOfRecipient: true });
	expect(hours.refuse(CHILE)).toBeUndefined();
	expect(hours.refuse(RUSSIA)).toEqual({
		field: 'sendBetween',
		code: 'invalid-field',
		reason:
			"The hours of 'Send Between' never come for Russia: they are too short for all of its time zones",
		whatToDo: "Widen the hours, or choose another 'Time Zone' in this option.",
	});
});

/** Sends in rounds, and notes who went when. */
function sendAll(setting: ReturnType<typeof hoursOf>, ...recipients: string[]) {
	const went: Array<[string, string]> = [];
	const { hours } = setting;
	const done = hours.sendInRounds(
		messagesTo(...recipients),
		() => true,
		new AbortController().signal,
		async (messages) => {
			const held = messages.filter(({ to }) => hours.closedUntil(to!) && hours.holds);
			for (const message of messages) {
				if (!held.includes(message)) went.push([message.to!, new Date().toISOString()]);
			}
			return held;
		},
	);
	return { went, done };
}

test('those whose hours are open go at once, the others when theirs begin, and the wait is told', async () => {
	const setting = hoursOf(['10:00', '18:00'], { inCountryOfRecipient: true });
	const { went, done } = sendAll(setting, CHILE, INDIA, CHILE);
	await jest.advanceTimersByTimeAsync(1000);
	expect(went).toEqual([[INDIA, '2026-11-27T12:00:00.000Z']]);
	const plan =
		'2 messages wait until Friday, 27 November 2026 at 12:00 (America/Santiago), when the hours of Send Between begin';
	expect(setting.hints).toEqual([plan]);
	expect(setting.logged).toEqual([`Acme Send: ${plan}. The execution stays open until then.`]);
	await jest.advanceTimersByTimeAsync(3 * 3600_000);
	await done;
	expect(went.slice(1).map(([to]) => to)).toEqual([CHILE, CHILE]);
	expect(went[1][1] >= '2026-11-27T15:00:00.000Z').toBe(true);
	expect(went[1][1] < '2026-11-27T15:00:01.000Z').toBe(true);
	expect(setting.hints).toHaveLength(1);
});

test('where the workflow is stopped before, this is said instead', async () => {
	const setting = hoursOf(['10:00', '18:00'], { executionTimeout: 600 });
	const { done } = sendAll(setting, CHILE);
	await jest.advanceTimersByTimeAsync(2 * 3600_000);
	await done;
	expect(setting.hints).toEqual([
		"1 message waits until Friday, 27 November 2026 at 10:00 (America/Santiago), when the hours of Send Between begin, but the workflow's timeout stops it after 10 min. Raise it in the settings of the workflow.",
	]);
});

test('to stop, the others go first, and nobody waits', async () => {
	const setting = hoursOf(['10:00', '18:00'], { inCountryOfRecipient: true, outside: 'stop' });
	const { went, done } = sendAll(setting, CHILE, INDIA);
	await done;
	// Then the one that is early is up, and not held any more.
	expect(went.map(([to]) => to)).toEqual([INDIA, CHILE]);
	expect(setting.hours.holds).toBe(false);
	expect([setting.hints, setting.logged]).toEqual([[], []]);
});

test('a round ends when the hours of one that was held begin', () => {
	const { hours } = hoursOf(['10:00', '18:00']);
	hours.closedUntil(CHILE);
	expect(hours.isRoundOver).toBe(false);
	jest.setSystemTime(Date.parse('2026-11-27T13:00:00Z'));
	expect(hours.isRoundOver).toBe(true);
});

test('a cancelled execution does not wait', async () => {
	const { hours } = hoursOf(['10:00', '18:00']);
	const cancel = new AbortController();
	const rounds: number[] = [];
	const done = hours.sendInRounds(
		messagesTo(CHILE),
		() => true,
		cancel.signal,
		async (messages) => {
			rounds.push(messages.length);
			return cancel.signal.aborted ? [] : messages;
		},
	);
	await jest.advanceTimersByTimeAsync(1000);
	cancel.abort();
	await jest.advanceTimersByTimeAsync(1000);
	await done;
	expect(rounds).toEqual([1, 1]);
});

test('a time is named in the time zone of the option', () => {
	const { hours } = hoursOf(['10:00', '18:00']);
	expect(hours.iso(Date.parse(NOW))).toBe('2026-11-27T09:00:00-03:00');
	expect(hours.inWords(Date.parse(NOW))).toBe(
		'Friday, 27 November 2026 at 09:00 (America/Santiago)',
	);
});
