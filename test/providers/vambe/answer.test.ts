import type { JsonValue } from 'n8n-workflow';
import { sendQrMessage } from '../../../nodes/Vambe/sendQrMessage';

const heard = (body: JsonValue) =>
	sendQrMessage.acceptance({ status: 200, headers: {}, body, text: JSON.stringify(body) });

test.each([
	[{ message: 'Message sent successfully.' }],
	[{}],
	[{ success: true, code: 200 }],
	[{ success: 1 }],
])('%j is accepted', (body) => expect(heard(body)).toMatchObject({ messageId: null }));

test.each([
	[{ success: false, message: 'No such channel' }],
	[{ success: 0, message: 'No such channel' }],
	[{ sent: false, message: 'No such channel' }],
	[{ code: 404, message: 'No such channel' }],
])('%j is refused', (body) => expect(heard(body)).toBe('refused'));

test.each([
	[{ message: 'TypeError: x is not a function' }],
	[{ message: 'Request failed with status code 502' }],
	[{ code: 500, message: 'Failed' }],
	[{ success: false, message: 'timeout of 10000ms exceeded' }],
])('%j says neither', (body) => expect(heard(body)).toBeNull());
