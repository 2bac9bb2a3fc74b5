import { nobody, onlyEvent } from '../../support/n8n/onlyEvent';

const message = { id: 'm1', direction: 'inbound', type: 'text', text: 'Ok' };

test('the three forms of a message', async () => {
	const forms = [
		{
			type: 'message.received',
			aiContactId: 'c',
			data: {
				fromNumber: '56900000001',
				message: 'Ok',
				messageId: 'm1',
				messageType: 'text',
				name: 'Test',
				stageId: 's',
			},
		},
		{
			event: 'message_received',
			timestamp: '2026-11-20T10:00:00Z',
			data: {
				contact_id: 'c',
				message_id: 'm1',
				message_body: 'Ok',
				platform: 'whatsapp',
				direction: 'inbound',
				contact_name: 'Test',
				from_number: '56900000001',
			},
		},
		{
			topic: 'contact.message.received',
			entity_data: {
				message: 'Ok',
				messageId: 'm1',
				ai_contact: { phone: '56900000001', name: 'Test' },
			},
		},
	];
	for (const body of forms) {
		expect(await onlyEvent('vambe', { body })).toMatchObject({
			event: 'message.received',
			contact: { phone: '+56900000001', waId: '56900000001', name: 'Test' },
			message,
			raw: body,
		});
	}
});

test.each([
	['message.sent', 'message.sent'],
	['ticket.created', 'ticket.created'],
	['ticket.opened', 'ticket.created'],
	['ticket_updated', 'ticket.updated'],
	['contact.ticket.closed', 'ticket.closed'],
	['contact.created', 'contact.created'],
	['CONTACT_UPDATED', 'contact.updated'],
	['stage_changed', 'stage.changed'],
	['toString', 'other'],
])('the topic %s is %s', async (topic, event) => {
	for (const name of ['type', 'event', 'topic']) {
		expect(await onlyEvent('vambe', { body: { [name]: topic, data: {} } })).toMatchObject({
			event,
		});
	}
});

test('a stage that changed, as production code receives it', async () => {
	const body = {
		topic: 'stage.changed',
		event_type: 'stage_changed',
		entity_name: 'contact',
		entity_data: { ai_contact_id: 'c', new_stage_id: 's', ai_contact: { phone: '56900000001' } },
		previous_entity_data: {},
	};
	expect(await onlyEvent('vambe', { body })).toMatchObject({
		event: 'stage.changed',
		contact: { phone: '+56900000001' },
		message: null,
		raw: body,
	});
});

test('what we sent is to the contact, and from us', async () => {
	const data = { fromNumber: '56911111111', toNumber: '56900000001', message: 'Ok' };
	expect(await onlyEvent('vambe', { body: { type: 'message.sent', data } })).toMatchObject({
		event: 'message.sent',
		contact: { phone: '+56900000001' },
		message: { direction: 'outbound' },
	});
	expect(await onlyEvent('vambe', { body: { type: 'message.received', data } })).toMatchObject({
		contact: { phone: '+56911111111' },
	});
});

test('a user ID in the place of the number is no number', async () => {
	const body = { type: 'message.received', data: { fromNumber: 'CL.1349120865', message: 'Ok' } };
	expect((await onlyEvent('vambe', { body })).contact).toEqual({
		...nobody,
		userId: 'CL.1349120865',
	});
});
