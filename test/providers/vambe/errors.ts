import { located } from '../../support/n8n/located';
import type { DocumentedError } from '../provider';

export const errors: DocumentedError[] = [
	{
		title: '401',
		sender: 'vambeQrMessage',
		wrongKey: true,
		says: ['Vambe did not accept the API key', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		title: '"Invalid Stage (400)"',
		sender: 'vambeQrMessage',
		parameters: { stage: located('gone') },
		says: [
			'did not accept the phone number or the pipeline stage',
			"'Pipeline Stage' from the list",
		],
		outcome: 'notSent',
		httpStatus: 400,
	},
	{
		title: '"Rate Limit (429)"',
		sender: 'vambeQrMessage',
		parameters: { channel: located('1429') },
		says: ['daily quota of this QR channel, about 250 messages', 'Send the rest tomorrow'],
		outcome: 'notSent',
		httpStatus: 429,
		cause: 'quota-exhausted',
	},
	{
		title: '"Phone Offline (503)"',
		sender: 'vambeQrMessage',
		parameters: { channel: located('1503') },
		says: ['phone of this channel is offline', 'Check that the phone has internet'],
		outcome: 'notSent',
		httpStatus: 503,
		cause: 'temporarily-unavailable',
	},
];
