import { complete } from '../../../nodes/shared/webhook/completeEvent';
import { nobody, nothing } from '../../support/n8n/onlyEvent';

const common = { provider: 'acme', eventId: 'e1', raw: { a: 1 } };

test('an event has all keys, whatever was read', () => {
	expect(complete({ event: 'other' }, common)).toEqual({
		provider: 'acme',
		event: 'other',
		eventId: 'e1',
		occurredAt: null,
		account: null,
		contact: nobody,
		message: null,
		status: null,
		raw: { a: 1 },
	});
});

test('what was read stays', () => {
	const status = { messageId: 'm1', value: 'read', error: null } as const;
	const read = {
		event: 'message.status',
		occurredAt: '2026-11-20T10:00:00.000Z',
		account: 'sales',
		contact: { phone: '+56912345678' },
		message: { id: 'm1', type: 'text', text: 'Hi', chat: undefined },
		status,
	} as const;
	expect(complete(read, common)).toMatchObject({
		occurredAt: '2026-11-20T10:00:00.000Z',
		account: 'sales',
		contact: { ...nobody, phone: '+56912345678' },
		message: { ...nothing, id: 'm1', type: 'text', text: 'Hi' },
		status,
	});
});

const reply = { kind: 'button', id: 'b1', title: 'Yes', values: null } as const;

test.each([
	['an answer', { messageId: 'm0' }, { messageId: 'm0', payload: null, referral: null }],
	['an ad', { referral: { id: 'ad' } }, { messageId: null, payload: null, referral: { id: 'ad' } }],
	['a tap', { reply }, { messageId: null, payload: 'b1', referral: null }],
	['none of these', { text: 'Hi' }, null],
])('the context of %s', (_name, message, context) => {
	const event = complete({ event: 'message.received', message }, common);
	expect(event.message!.context).toEqual(context);
	expect(event.message).not.toHaveProperty('messageId');
});
