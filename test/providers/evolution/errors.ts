import { located } from '../../support/n8n/located';
import type { DocumentedError } from '../provider';

/** Of the sandbox; the version of the API has to be asked. */
const instance = (name: string) => ({ instance: located(name), apiVersion: 'auto' });

const senders = ['evolutionV1', 'evolutionV2', 'evolutionSendV1', 'evolutionSendV2'];

/** Contact cards; the other node sends texts here, which every channel takes. */
const sendsContacts = (sender: string) => !sender.includes('Send');

const unavailable = (sender: string): DocumentedError[] =>
	sendsContacts(sender)
		? [
				{
					title: 'method not available',
					sender,
					parameters: instance('channel'),
					says: ['cannot send this kind of message', "Pick an 'Instance'"],
					outcome: 'notSent',
					httpStatus: 400,
					cause: 'configuration-invalid',
					field: 'items[0].instance',
				},
			]
		: [];

export const errors: DocumentedError[] = senders.flatMap((sender): DocumentedError[] => [
	{
		title: '401',
		sender,
		wrongKey: true,
		parameters: instance('cap'),
		says: ['did not accept the API key for this instance', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		title: '404',
		sender,
		parameters: instance('nope'),
		says: ['has no instance of this name', "Pick 'Instance' from the list"],
		outcome: 'notSent',
		httpStatus: 404,
		cause: 'configuration-invalid',
		field: 'items[0].instance',
	},
	{
		title: '400 of the other version',
		sender,
		parameters: {
			instance: located('cap'),
			apiVersion: sender.endsWith('V1') ? 'v2' : 'v1',
		},
		says: ['speaks another version of the API', "Set 'API Version' to Detect"],
		outcome: 'notSent',
		httpStatus: 400,
		cause: 'configuration-invalid',
		field: 'items[0].apiVersion',
	},
	{
		title: 'Meta 131047',
		sender,
		parameters: { ...instance('cap'), recipient: '+5511000000000' },
		says: ['has not written to you within the last 24 hours', 'Send an approved template first'],
		outcome: 'notSent',
		httpStatus: sender.endsWith('V1') ? 400 : 201,
		field: 'items[0].recipient',
	},
	{
		title: 'number not on WhatsApp',
		sender,
		parameters: { ...instance('phone'), recipient: '+5511000000001' },
		says: ['The recipient is not on WhatsApp', 'Check the number'],
		outcome: 'notSent',
		httpStatus: 400,
		field: 'items[0].recipient',
	},
	{
		title: 'Connection Closed',
		sender,
		parameters: instance('capbai'),
		says: ['The instance is not connected to WhatsApp', 'connect the instance by QR code'],
		outcome: 'notSent',
		httpStatus: 500,
		cause: 'temporarily-unavailable',
		field: 'items[0].instance',
	},
	...unavailable(sender),
]);
