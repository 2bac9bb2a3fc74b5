import type { DocumentedError } from '../provider';

/** An account of the sandbox that answers so. */
const account = (whatsappAccount: string) => ({ additionalFields: { whatsappAccount } });

export const errors: DocumentedError[] = [
	{
		title: '401',
		sender: 'aisouleSend',
		wrongKey: true,
		says: ['AIsoule did not accept the API key', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		title: '"Outside 24-hour window"',
		sender: 'aisouleSend',
		parameters: account('answers-400'),
		says: ['has not written to you within the last 24 hours', '"Send Template"'],
		outcome: 'notSent',
		httpStatus: 400,
		field: 'items[0].recipient',
	},
	{
		title: '404, template',
		sender: 'aisouleSend',
		parameters: {
			operation: 'sendTemplate',
			templateName: 'gone',
			language: 'en',
			variablesAs: 'fields',
			templateVariables: {},
		},
		says: [
			'no approved template of this name and language',
			"Check 'Template Name' and 'Language'",
		],
		outcome: 'notSent',
		httpStatus: 404,
		field: 'items[0].templateName',
	},
	{
		title: '404, contact',
		sender: 'aisouleSend',
		parameters: account('answers-404'),
		says: ['does not know this contact or this template', 'Check the recipient'],
		outcome: 'notSent',
		httpStatus: 404,
		cause: 'configuration-invalid',
	},
	{
		title: '429',
		sender: 'aisouleSend',
		parameters: account('answers-429'),
		says: ['Rate limit of AIsoule reached for this account', '100 messages in a minute'],
		outcome: 'notSent',
		httpStatus: 429,
		cause: 'rate-limited',
	},
	{
		title: '500',
		sender: 'aisouleSend',
		parameters: account('answers-500'),
		says: ['does not say whether it took the message', 'before you send it again'],
		outcome: 'unknown',
		httpStatus: 500,
		cause: 'temporarily-unavailable',
	},
	{
		title: '200 with status "error"',
		sender: 'aisouleSend',
		parameters: account('answers-200-error'),
		says: ['The recipient is not on WhatsApp', 'Check the number'],
		outcome: 'notSent',
		httpStatus: 200,
		field: 'items[0].recipient',
	},
];
