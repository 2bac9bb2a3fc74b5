import type { JsonValue } from 'n8n-workflow';
import { sendMessage } from '../../../nodes/Aisoule/sendMessage';

const heard = (body: JsonValue) =>
	sendMessage.acceptance({ status: 200, headers: {}, body, text: JSON.stringify(body) });

test('an error is a refusal, but not beside the ID of a message', () => {
	const data = { message_id: 'wamid.X', status: 'sent' };
	expect(heard({ status: 'error', message: 'Template not found' })).toBe('refused');
	expect(heard({ status: 'error', message: 'Not stored', data })).toBeNull();
	expect(heard({ status: 'success', data })).toMatchObject({ messageId: 'wamid.X' });
});
