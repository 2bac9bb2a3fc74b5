import { receiveFrom } from '../../support/receiving';

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
