import fc from 'fast-check';
import { openTicket } from '../../../nodes/Vambe/openTicket';
import { sendQrMessage } from '../../../nodes/Vambe/sendQrMessage';
import { updateMetadata } from '../../../nodes/Vambe/updateMetadata';
import { metadata, mostly, options, phone, pick, some, text } from '../arbitraries';
import { anyOperation, type Property } from '../provider';

export const properties: Property[] = [
	{
		title: 'open a ticket',
		operation: anyOperation(openTicket),
		parameters: {
			channel: pick<unknown>('1001', 1001),
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
		title: 'metadata of a ticket',
		operation: anyOperation(updateMetadata),
		parameters: {
			metadataOf: fc.constant('ticket'),
			ticketBy: pick('ticketId', 'contactId', 'phone'),
			ticketId: text,
			contactId: text,
			contactPhone: phone,
			metadata,
			allowClosedTicket: pick(true, false),
			options,
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
];
