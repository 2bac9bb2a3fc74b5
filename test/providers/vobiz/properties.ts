import fc from 'fast-check';
import { askQuestion } from '../../../nodes/Vobiz/askQuestion';
import { sendMessage } from '../../../nodes/Vobiz/sendMessage';
import { components, link, mostly, options, phone, pick, some, text } from '../arbitraries';
import { ask, questionOptions, questions } from '../askedQuestions';
import { anyOperation, type Property } from '../provider';

const template = {
	template: pick('order_confirmation|en_US', 'a|b|c', 'a'),
	variablesAs: pick('fields', 'json'),
	templateVariables: mostly(
		fc.record({
			value: some({ body_1: text, header_image: link, button_0_url: text, odd: text }),
		}),
	),
	componentsJson: components,
};

const document = { file: 'openapi.yaml', path: '/messages' };

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
			...template,
			additionalFields: some({ wabaId: pick('123456789012345'), category: pick('UTILITY') }),
			options,
		},
		found: { wabaId: '123456789012345', window: 'closed' },
		document,
	},
	{
		title: 'question',
		operation: anyOperation(askQuestion(ask)),
		parameters: {
			...questions,
			channel: pick('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1', 'not a uuid'),
			recipient: phone,
			answerBy: pick('page', 'template'),
			ifWindowClosed: pick('sendAnyway', 'skip', 'sendTemplate'),
			...template,
			additionalFields: some({ wabaId: pick('123456789012345') }),
			options: some({ ...questionOptions, variablesOnOneLine: pick(true, false) }),
		},
		found: { wabaId: '123456789012345', window: 'closed', quickReplies: [0, 1] },
		document,
	},
];
