import type { Parameters } from '../../support/n8n/parameters';
import { located } from '../../support/n8n/located';
import type { DocumentExample } from '../provider';

const example = (title: string, parameters: Parameters, message: object): DocumentExample => ({
	title: `"Send Message API", ${title}`,
	sender: 'vobizSend',
	parameters: {
		operation: 'send',
		channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
		recipient: '+919876543210',
		additionalFields: {},
		...parameters,
	},
	request: {
		path: '/vobiz/messages',
		headers: {
			'content-type': 'application/json',
			'x-auth-id': 'MA_SANDBOX',
			'x-auth-token': '[hidden]',
		},
		body: {
			channel_id: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
			waba_id: '123456789012345',
			to: '+919876543210',
			...message,
		},
	},
});

/** As nodes are saved since there are resources; without one, a message is meant. */
const asSavedNow = ({ title, parameters, ...sent }: DocumentExample): DocumentExample => ({
	...sent,
	title: `${title}, of the resource Message`,
	parameters: { ...parameters, resource: 'message' },
});

const examples: DocumentExample[] = [
	example(
		'Sending Text Messages',
		{ messageType: 'text', messageText: 'Hello from Vobiz!' },
		{ type: 'text', text: { body: 'Hello from Vobiz!' } },
	),
	example(
		'Sending Media Messages, image example',
		{
			messageType: 'image',
			mediaFrom: 'link',
			mediaLink: 'https://example.com/photo.jpg',
			caption: 'Check this out!',
		},
		{
			type: 'image',
			media: { link: 'https://example.com/photo.jpg', caption: 'Check this out!' },
		},
	),
	example(
		'Sending Media Messages, document example',
		{
			messageType: 'document',
			mediaFrom: 'link',
			mediaLink: 'https://example.com/invoice.pdf',
			filename: 'invoice.pdf',
			caption: 'Your invoice',
		},
		{
			type: 'document',
			media: {
				link: 'https://example.com/invoice.pdf',
				filename: 'invoice.pdf',
				caption: 'Your invoice',
			},
		},
	),
	example(
		'Sending Template Messages',
		{
			operation: 'sendTemplate',
			template: located('order_confirmation|en_US', 'list'),
			variablesAs: 'fields',
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { body_1: 'ORD-12345', body_2: 'March 15' },
			},
		},
		{
			type: 'template',
			template: {
				name: 'order_confirmation',
				language: { code: 'en_US' },
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'ORD-12345' },
							{ type: 'text', text: 'March 15' },
						],
					},
				],
			},
		},
	),
];

export const documents: DocumentExample[] = examples.flatMap((each) => [each, asSavedNow(each)]);
