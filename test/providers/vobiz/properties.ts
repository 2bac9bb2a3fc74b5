import fc from 'fast-check';
import { sendMessage } from '../../../nodes/Vobiz/sendMessage';
import { components, link, mostly, options, phone, pick, some, text } from '../arbitraries';
import { anyOperation, type Property } from '../provider';

export const properties: Property[] = [
	{
		title: 'message',
		operation: anyOperation(sendMessage),
		parameters: {
			operation: pick('send', 'sendTemplate'),
			channel: pick('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1', 'not a uuid'),
			recipient: phone,
			messageType: pick('text', 'image', 'audio', 'video', 'document', 'sticker'),
			messageText: text,
			mediaFrom: pick('link', 'id', 'n8n'),
			binaryField: pick('data', ''),
			ifWindowClosed: pick('sendAnyway', 'skip', 'sendTemplate'),
			mediaLink: link,
			mediaId: text,
			caption: text,
			filetitle: text,
			template: pick('order_confirmation|en_US', 'a|b|c', 'a'),
			variablesAs: pick('fields', 'json'),
			templateVariables: mostly(
				fc.record({
					value: some({ body_1: text, header_image: link, button_0_url: text, odd: text }),
				}),
			),
			componentsJson: components,
			additionalFields: some({ wabaId: pick('123456789012345'), category: pick('UTILITY') }),
			options,
		},
		found: { wabaId: '123456789012345', window: 'closed' },
		document: { file: 'openapi.yaml', path: '/messages' },
	},
];
