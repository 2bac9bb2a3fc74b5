import type { INodeProperties } from 'n8n-workflow';

/** What can be done with messages. */
export const messageOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['message'] } },
	options: [
		{
			name: 'Send Contact Cards',
			value: 'sendContacts',
			action: 'Send contact cards',
			description: 'Send one or several contacts in one message',
		},
		{
			name: 'Send Text',
			value: 'sendText',
			action: 'Send a text',
			description: 'Send a text, to a person or to a group',
		},
	],
	default: 'sendText',
};
