import fc from 'fast-check';
import { askQuestion } from '../../../nodes/Aisoule/askQuestion';
import { sendMessage } from '../../../nodes/Aisoule/sendMessage';
import { components, link, list, mostly, options, phone, pick, some, text } from '../arbitraries';
import { ask, questionOptions, questions } from '../askedQuestions';
import { anyOperation, type Property } from '../provider';

const document = { file: 'openapi.yaml', path: '/api/messages/send' };

export const properties: Property[] = [
	{
		title: 'message',
		operation: anyOperation(sendMessage),
		parameters: {
			operation: pick('send', 'sendTemplate', 'sendInteractive'),
			recipient: phone,
			messageType: pick('text', 'image', 'video', 'document', 'audio'),
			messageText: text,
			mediaLink: link,
			caption: text,
			filetitle: text,
			templateName: text,
			language: pick('en'),
			variablesAs: pick('fields', 'json'),
			templateVariables: some({
				header: list(
					fc.record({
						kind: pick('text', 'image', 'document', 'location'),
						value: fc.oneof(text, link, fc.constant('-33.4489, -70.6693')),
						address: text,
					}),
					2,
				),
				body: list(fc.record({ value: text }), 3),
				button: list(
					fc.record({
						kind: pick('url', 'copy_code', 'one_time_code', 'quick_reply'),
						number: pick(1, 2),
						value: text,
					}),
					2,
				),
			}),
			componentsJson: components,
			interactiveType: pick('button', 'list', 'json'),
			bodyText: text,
			buttons: some({ button: list(fc.record({ id: text, title: text }), 4) }),
			listButton: text,
			sections: some({
				section: list(
					fc.record({
						title: text,
						rows: some({
							row: list(fc.record({ id: text, title: text, description: text }), 11),
						}),
					}),
					3,
				),
			}),
			interactiveFields: some({
				headerType: pick('text', 'image'),
				headerText: text,
				headerLink: link,
				footer: text,
			}),
			interactiveJson: mostly(
				fc.record({
					type: fc.constant('button'),
					body: fc.record({ text }),
					action: fc.record({
						buttons: list(
							fc.record({
								type: fc.constant('reply'),
								reply: fc.record({ id: text, title: text }),
							}),
							4,
						),
					}),
				}),
			),
			additionalFields: some({ whatsappAccount: text }),
			options,
		},
		document,
	},
	{
		title: 'question',
		operation: anyOperation(askQuestion(ask)),
		parameters: {
			...questions,
			recipient: phone,
			answerBy: pick('buttons', 'page'),
			additionalFields: some({ whatsappAccount: text }),
			options: some(questionOptions),
		},
		document,
	},
];
