import type { JsonValue } from 'n8n-workflow';
import { metaEvents } from '../../../nodes/shared/cloudApi/webhook';

const eventsIn = (payload: unknown) => metaEvents(payload as JsonValue);

const text = (id: string, from: string, more = {}) => ({
	id,
	from,
	type: 'text',
	text: { body: id },
	timestamp: '1763640000',
	...more,
});
const metadata = { display_phone_number: '15550100001' };
const person = (wa_id: string, name: string) => ({ wa_id, profile: { name } });

const envelope = (...values: object[]) => ({
	object: 'whatsapp_business_account',
	entry: [{ id: 'waba', changes: values.map((value) => ({ field: 'messages', value })) }],
});

test('a message has its time, its account, and who wrote it', () => {
	const value = {
		metadata,
		contacts: [person('56912345678', 'Zoe')],
		messages: [text('m1', '56912345678')],
	};
	for (const payload of [envelope(value), { field: 'messages', value }, value]) {
		expect(eventsIn(payload)).toMatchObject([
			{
				event: 'message.received',
				occurredAt: '2025-11-20T12:00:00.000Z',
				account: '15550100001',
				contact: { phone: '+56912345678', waId: '56912345678', name: 'Zoe' },
				message: { id: 'm1' },
				chat: 'person',
				raw: undefined,
			},
		]);
	}
});

test('of several, each has its own person, and the body as it would be with it alone', () => {
	const [one, two] = [text('m1', '56911111111'), text('m2', '56922222222')];
	const [first, second] = [person('56911111111', 'One'), person('56922222222', 'Two')];
	const statuses = [{ id: 'm0', status: 'read', recipient_id: '56911111111' }];
	const events = eventsIn(
		envelope({ metadata, contacts: [second, first], messages: [one, two] }, { metadata, statuses }),
	);
	expect(events).toMatchObject([
		{ contact: { name: 'One' }, raw: envelope({ metadata, contacts: [first], messages: [one] }) },
		{ contact: { name: 'Two' }, raw: envelope({ metadata, contacts: [second], messages: [two] }) },
		{
			event: 'message.status',
			status: { messageId: 'm0', value: 'read', error: null },
			raw: envelope({ metadata, statuses }),
		},
	]);
});

test.each([
	['an echo', { message_echoes: [{ ...text('m1', '1'), to: '56912345678' }] }, 'message.sent'],
	['a call to us', { calls: [{ from: '56912345678', to: '1' }] }, 'call'],
	[
		'our call',
		{ calls: [{ from: '1', to: '56912345678', direction: 'BUSINESS_INITIATED' }] },
		'call',
	],
	['a status of a call', { statuses: [{ type: 'call', recipient_id: '56912345678' }] }, 'call'],
	[
		'a status without a word',
		{ statuses: [{ status: 'captured', recipient_id: '56912345678' }] },
		'other',
	],
])('%s is with the other end', (_name, value, event) => {
	expect(eventsIn(value)).toMatchObject([{ event, contact: { waId: '56912345678' } }]);
});

test('in a group, the chat is the group, and who wrote is the person', () => {
	expect(eventsIn({ messages: [text('m1', '56912345678', { group_id: 'g1' })] })).toMatchObject([
		{ chat: 'group', contact: { phone: '+56912345678', waId: 'g1' } },
	]);
	const status = {
		status: 'read',
		recipient_type: 'group',
		recipient_id: 'g1',
		recipient_participant_id: '56912345678',
	};
	expect(eventsIn({ statuses: [status] })).toMatchObject([
		{ chat: 'group', contact: { phone: '+56912345678', waId: 'g1' } },
	]);
});

test('a person without a number is known by the user ID and the user name', () => {
	const contacts = [{ user_id: 'US.1', profile: { name: 'Zoe', username: 'zoe' } }];
	const messages = [{ ...text('m1', ''), from_user_id: 'US.1' }];
	expect(eventsIn({ contacts, messages })).toMatchObject([
		{ contact: { phone: null, waId: null, userId: 'US.1', name: 'Zoe', username: 'zoe' } },
	]);
});

test('one number with another user ID is somebody else', () => {
	const contacts = [{ wa_id: '56912345678', user_id: 'US.2', profile: { name: 'Other' } }];
	const messages = [{ ...text('m1', '56912345678'), from_user_id: 'US.1' }];
	expect(eventsIn({ contacts, messages })).toMatchObject([
		{ contact: { userId: 'US.1', name: null } },
	]);
});

test.each([
	['nothing', undefined],
	['an empty envelope', { entry: [{ changes: [] }] }],
	['a change of another kind', { field: 'account_update', value: { event: 'VERIFIED' } }],
	['old messages, brought along', { field: 'history', value: { messages: [text('m1', '1')] } }],
])('%s is one event that has no word', (_name, payload) => {
	expect(eventsIn(payload)).toMatchObject([{ event: 'other' }]);
	expect(eventsIn(payload)).toHaveLength(1);
});
