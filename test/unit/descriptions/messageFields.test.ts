import { freeFormFields } from '../../../nodes/shared/descriptions/messageFields';

test('no text has the fields of media, and only media has them', () => {
	const fields = freeFormFields({
		textExample: 'Hi',
		captionExample: 'Look',
		media: [{ displayName: 'A', name: 'a', type: 'string', default: '' }],
	});
	expect(fields.map(({ name, displayOptions }) => [name, displayOptions])).toEqual([
		['messageText', { show: { operation: ['send'], messageType: ['text'] } }],
		['a', { show: { operation: ['send'] }, hide: { messageType: ['text'] } }],
		['caption', { show: { operation: ['send'], messageType: ['document', 'image', 'video'] } }],
		['filename', { show: { operation: ['send'], messageType: ['document'] } }],
	]);
});
