import type { IWebhookFunctions } from 'n8n-workflow';
import type { ReadEvent } from '../../../nodes/shared/contract/event';
import { chosenEvents, passes, readFilters } from '../../../nodes/shared/webhook/filter';
import { receiveFrom } from '../../support/n8n/receiving';

describe('filters', () => {
	const received = async (parameters: object, change: object = {}) => {
		const key = { id: 'M1', remoteJid: '5511977770001@s.whatsapp.net', ...change };
		const body = {
			event: 'messages.upsert',
			instance: 'sales',
			data: { key, message: { conversation: 'Hi' } },
		};
		const { events, status } = await receiveFrom('evolution', {
			body,
			parameters: { filters: {}, ...parameters },
		});
		return { started: events !== undefined, status };
	};

	test('what is not wanted gets 200 and starts nothing', async () => {
		expect(await received({})).toEqual({ started: true, status: undefined });
		expect(await received({ events: ['message.received'] })).toMatchObject({ started: true });
		for (const parameters of [
			{ events: ['message.sent'] },
			{ events: [] },
			{ filters: { accounts: 'support' } },
			{ filters: { messageTypes: ['image'] } },
		]) {
			expect(await received(parameters)).toEqual({ started: false, status: undefined });
		}
		expect(
			await received({ filters: { accounts: 'support, sales', messageTypes: ['text'] } }),
		).toMatchObject({ started: true });
	});

	test('groups and broadcasts are let in on request only', async () => {
		for (const [remoteJid, filter] of [
			['120363@g.us', 'includeGroups'],
			['status@broadcast', 'includeBroadcasts'],
			['123@newsletter', 'includeBroadcasts'],
		]) {
			expect(await received({}, { remoteJid })).toMatchObject({ started: false });
			expect(await received({ filters: { [filter]: true } }, { remoteJid })).toMatchObject({
				started: true,
			});
		}
	});
});

test.each([
	[
		['message.received', 'call'],
		['message.received', 'call'],
	],
	[['call', '*'], 'all'],
	[[], []],
	[undefined, []],
])('the chosen events %j are %j', (chosen, events) => {
	expect(chosenEvents(chosen)).toEqual(events);
});

const read: ReadEvent = { event: 'call', account: 'sales', message: { type: 'text' } };

test.each<[string, object, Partial<ReadEvent>, boolean]>([
	['nothing is filtered', {}, {}, true],
	['an account, among others', { accounts: 'support; sales\n' }, {}, true],
	['another account', { accounts: 'support' }, {}, false],
	['an account where none is told', { accounts: 'sales' }, { account: null }, false],
	['a type', { messageTypes: ['text'] }, {}, true],
	['another type', { messageTypes: ['image'] }, {}, false],
	['a type where there is no message', { messageTypes: ['image'] }, { message: undefined }, true],
	['a group', {}, { chat: 'group' }, false],
	['a group, on request', { includeGroups: true }, { chat: 'group' }, true],
	['a broadcast', { includeGroups: true }, { chat: 'broadcast' }, false],
	['a broadcast, on request', { includeBroadcasts: true }, { chat: 'broadcast' }, true],
])('%s', (_name, filters, more, passed) => {
	const parameters: Record<string, unknown> = { events: ['call'], filters };
	const node = {
		getNodeParameter: (name: string) => parameters[name],
	} as unknown as IWebhookFunctions;
	expect(passes({ ...read, ...more }, readFilters(node))).toBe(passed);
	expect(passes({ ...read, ...more, event: 'other' }, readFilters(node))).toBe(false);
});
