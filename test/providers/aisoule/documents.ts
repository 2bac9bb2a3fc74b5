import type { Parameters } from '../../support/n8n/parameters';
import type { DocumentExample } from '../provider';

const example = (title: string, parameters: Parameters, message: object): DocumentExample => ({
	title: `"Sending messages via API", ${title}`,
	sender: 'aisouleSend',
	parameters: {
		operation: 'send',
		recipient: '+919876543210',
		additionalFields: {},
		...parameters,
	},
	request: {
		path: '/aisoule/api/messages/send',
		headers: { 'content-type': 'application/json', 'x-api-key': '[hidden]' },
		body: { to: '+919876543210', ...message },
	},
});

const buttons = {
	type: 'interactive',
	interactive: {
		type: 'button',
		body: { text: 'How can we help?' },
		action: {
			buttons: [
				{ type: 'reply', reply: { id: 'sales', title: 'Sales' } },
				{ type: 'reply', reply: { id: 'support', title: 'Support' } },
			],
		},
	},
};

export const documents: DocumentExample[] = [
	example(
		'Sending a text message',
		{ messageType: 'text', messageText: 'Hello! Your order has been shipped.' },
		{ type: 'text', text: 'Hello! Your order has been shipped.' },
	),
	example(
		'Sending a template message',
		{
			operation: 'sendTemplate',
			templateName: 'order_confirmation',
			language: 'en',
			variablesAs: 'fields',
			templateVariables: { body: [{ value: 'John' }, { value: 'ORD-789' }] },
		},
		{
			type: 'template',
			template: {
				name: 'order_confirmation',
				language: 'en',
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'John' },
							{ type: 'text', text: 'ORD-789' },
						],
					},
				],
			},
		},
	),
	example(
		'Sending media',
		{
			messageType: 'image',
			mediaLink: 'https://example.com/product.jpg',
			caption: 'Check out our new product!',
		},
		{
			type: 'image',
			image: {
				url: 'https://example.com/product.jpg',
				caption: 'Check out our new product!',
			},
		},
	),
	example(
		'Sending interactive messages, Buttons',
		{
			operation: 'sendInteractive',
			interactiveType: 'button',
			bodyText: 'How can we help?',
			buttons: {
				button: [
					{ id: 'sales', title: 'Sales' },
					{ id: 'support', title: 'Support' },
				],
			},
			interactiveFields: {},
		},
		buttons,
	),
	example(
		'Sending interactive messages, Buttons, as JSON',
		{
			operation: 'sendInteractive',
			interactiveType: 'json',
			interactiveJson: JSON.stringify(buttons.interactive),
		},
		buttons,
	),
	example(
		'Specifying WhatsApp account',
		{
			messageType: 'text',
			messageText: 'Hello!',
			additionalFields: { whatsappAccount: 'account_id_here' },
		},
		{ type: 'text', text: 'Hello!', whatsapp_account: 'account_id_here' },
	),
];
