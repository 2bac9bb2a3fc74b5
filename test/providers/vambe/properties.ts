import fc from 'fast-check';
import { askQrQuestion } from '../../../nodes/Vambe/askQrQuestion';
import { askQuestion } from '../../../nodes/Vambe/askQuestion';
import { openOfficialTicket, openTicket } from '../../../nodes/Vambe/openTicket';
import { scheduleMessage } from '../../../nodes/Vambe/scheduleMessage';
import { sendQrMessage } from '../../../nodes/Vambe/sendQrMessage';
import { sendTemplate } from '../../../nodes/Vambe/sendTemplate';
import { sendText } from '../../../nodes/Vambe/sendText';
import { updateAmount } from '../../../nodes/Vambe/updateAmount';
import { updateMetadata } from '../../../nodes/Vambe/updateMetadata';
import { list, metadata, mostly, options, phone, pick, some, text } from '../arbitraries';
import { ask, questionOptions, questions } from '../askedQuestions';
import { anyOperation, type Property } from '../provider';

const ticket = {
	stage: pick('stage_initial_001'),
	recipient: phone,
	firstMessage: pick('none', 'text', 'template'),
	messageText: text,
	templateId: text,
	templateVariable: text,
	aiGenerated: pick(true, false),
	additionalFields: some({
		contactName: text,
		email: mostly(fc.emailAddress()),
		contactMetadata: metadata,
		ticketMetadata: metadata,
		integrationData: metadata,
	}),
	options,
};

const uuid = mostly(fc.uuid());

const variable = pick<unknown>('María', 'ORD-1', 42, 'on two\nlines');

const template = {
	channel: pick('56211111111', '+56 2 1111 1111', ''),
	recipient: phone,
	variablesAs: pick('fields', 'json'),
	templateVariables: some({ variable: list(fc.record({ value: variable }), 3) }),
	variablesJson: mostly(fc.array(variable).map((values) => JSON.stringify(values))),
	options: some({ variablesOnOneLine: pick(true, false), allowedRecipients: pick('+56912345678') }),
};

const whichTicket = {
	ticketBy: pick('ticketId', 'contactId', 'phone'),
	ticketId: text,
	contactId: text,
	contactPhone: phone,
	allowClosedTicket: pick(true, false),
	options,
};

export const properties: Property[] = [
	{
		title: 'open a ticket',
		operation: anyOperation(openTicket),
		parameters: {
			channel: pick<unknown>('1001', 1001),
			...ticket,
		},
		document: { file: 'openapi.yaml', path: '/api/public/ticket/open/web-whatsapp/{phoneId}' },
	},
	{
		title: 'QR message',
		operation: anyOperation(sendQrMessage),
		parameters: {
			channel: pick('1001'),
			stage: pick('stage_initial_001'),
			recipient: phone,
			contactName: text,
			messageText: text,
			additionalFields: some({ metadata }),
			options,
		},
		document: {
			file: 'openapi.yaml',
			path: '/api/public/web-whatsapp-message/send/{phoneId}/message',
		},
	},
	{
		title: 'question through a QR channel',
		operation: anyOperation(askQrQuestion(ask)),
		parameters: {
			...questions,
			channel: pick('1001'),
			stage: pick('stage_initial_001'),
			recipient: phone,
			contactName: text,
			additionalFields: some({ metadata }),
			options: some(questionOptions),
		},
		document: {
			file: 'openapi.yaml',
			path: '/api/public/web-whatsapp-message/send/{phoneId}/message',
		},
	},
	{
		title: 'metadata of a ticket',
		operation: anyOperation(updateMetadata),
		parameters: {
			metadataOf: fc.constant('ticket'),
			metadata,
			...whichTicket,
		},
		document: { file: 'openapi.yaml', path: '/api/public/ticket/metadata' },
	},
	{
		title: 'metadata of a contact',
		operation: anyOperation(updateMetadata),
		parameters: {
			metadataOf: pick('contact'),
			contactId: text,
			metadata,
			options,
		},
		document: { file: 'openapi.yaml', path: '/api/public/contact/{aiContactId}/update-metadata' },
	},
	{
		title: 'amount of a ticket',
		operation: anyOperation(updateAmount),
		parameters: {
			amount: pick<unknown>(150000, '1500.5', 0),
			currency: pick('CLP', 'usd', ''),
			...whichTicket,
		},
		document: { file: 'openapi.yaml', path: '/api/public/ticket/amount' },
	},
	{
		title: 'open a ticket on a channel of the official API',
		operation: anyOperation(openOfficialTicket),
		parameters: { channel: pick<unknown>('1951', 1951), ...ticket },
		document: { file: 'openapi.yaml', path: '/api/public/ticket/open/whatsapp/{phoneId}' },
	},
	{
		title: 'a text',
		operation: anyOperation(sendText),
		parameters: {
			channel: pick('56211111111', ''),
			recipientBy: pick('phone', 'contactId'),
			recipient: phone,
			contactId: uuid,
			messageText: text,
			pauseAssistant: pick(true, false),
			options: some({ replyTo: text }),
		},
		document: { file: 'openapi.yaml', path: '/api/public/whatsapp/message/session' },
	},
	{
		title: 'a question',
		operation: anyOperation(askQuestion(ask)),
		parameters: {
			...questions,
			channel: pick('56211111111', ''),
			recipientBy: pick('phone', 'contactId'),
			recipient: phone,
			contactId: uuid,
			pauseAssistant: pick(true, false),
			options: some({ ...questionOptions, replyTo: text }),
		},
		document: { file: 'openapi.yaml', path: '/api/public/whatsapp/message/session' },
	},
	{
		title: 'a template',
		operation: anyOperation(sendTemplate),
		parameters: {
			...template,
			templateId: text,
			additionalFields: some({
				agentId: uuid,
				carouselVariables: pick('[{"variables": []}]', '', '{}'),
				contactName: text,
				email: mostly(fc.emailAddress()),
				metadata,
				stage: text,
			}),
		},
		document: {
			file: 'openapi.yaml',
			path: '/api/public/whatsapp/message/send/{phone}/template/{templateId}',
		},
	},
	{
		title: 'a scheduled message',
		operation: anyOperation(scheduleMessage),
		parameters: {
			...template,
			scheduledDate: pick('2099-12-24T09:00:00', '2099-12-24', '2020-01-01T00:00:00Z'),
			templateId: uuid,
			additionalFields: some({
				contactName: text,
				isSmart: pick(true, false),
				metadata,
				stage: uuid,
			}),
		},
		document: { file: 'openapi.yaml', path: '/api/public/whatsapp/message/programmed/create' },
	},
];
