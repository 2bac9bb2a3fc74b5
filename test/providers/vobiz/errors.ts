import { located } from '../../support/n8n/located';
import type { DocumentedError } from '../provider';

/** A channel of the sandbox; its WABA ID has to be asked. */
const channel = (end: string) => ({
	channel: located(`0a8f3feb-9598-47f2-8a6c-df1aeb30${end}`),
	additionalFields: {},
});

export const errors: DocumentedError[] = [
	{
		title: '401',
		sender: 'vobizSend',
		wrongKey: true,
		parameters: channel('6ae1'),
		says: ['Vobiz did not accept the Auth ID and Auth Token', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		title: '400',
		sender: 'vobizSend',
		parameters: { additionalFields: { wabaId: '999' } },
		says: ['did not accept the values of this message', "Check 'Channel'"],
		outcome: 'notSent',
		httpStatus: 400,
	},
	{
		title: '402',
		sender: 'vobizSend',
		parameters: channel('0402'),
		says: ['balance of the Vobiz account is used up', 'Top it up'],
		outcome: 'notSent',
		httpStatus: 402,
		cause: 'quota-exhausted',
	},
	{
		title: '403',
		sender: 'vobizSend',
		parameters: channel('0403'),
		says: ['may not use this channel', "Pick another 'Channel'"],
		outcome: 'notSent',
		httpStatus: 403,
		cause: 'configuration-invalid',
	},
	{
		title: '429',
		sender: 'vobizSend',
		parameters: channel('0429'),
		says: ['Rate limit of Vobiz reached for this account', 'Wait a moment'],
		outcome: 'notSent',
		httpStatus: 429,
		cause: 'rate-limited',
	},
	{
		title: '500',
		sender: 'vobizSend',
		parameters: channel('0500'),
		says: ['does not say whether it took the message', 'before you send it again'],
		outcome: 'unknown',
		httpStatus: 500,
		cause: 'temporarily-unavailable',
	},
];
