import type { TriggerPart } from '../shared/contract/triggerPart';

export const evolutionTrigger: TriggerPart = {
	name: 'evolution',
	displayName: 'Evolution',
	fullName: 'Evolution API',
	credential: 'evolutionServerApi',
	fields: [
		{
			displayName: 'Webhook',
			name: 'registration',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Register Automatically',
					value: 'automatic',
					description:
						'The instance calls this workflow while it is active, and no other one: an instance has only one webhook',
				},
				{
					name: 'Set by Hand',
					value: 'byHand',
					description: 'You enter the URL in the manager of the server',
				},
			],
			default: 'automatic',
			description: 'How the webhook URL of this workflow is set on the Evolution server',
		},
		{
			displayName:
				'In the manager of the server, open the instance, <b>Events → Webhook</b>, and enter the Production URL above, followed by <b>?secret=</b> and the <b>Webhook Secret</b> of the credential. On version 2, enter the secret as the header <b>jwt_key</b> instead, so that it is not part of the address. Leave <b>Webhook by Events</b> off: it changes the address.',
			name: 'evolutionNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { registration: ['byHand'] } },
		},
		{
			displayName: 'Instance',
			name: 'instance',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			displayOptions: { show: { registration: ['automatic'] } },
			description: 'Instance of the Evolution server to listen to',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'instances', searchable: true },
				},
				{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. sales' },
			],
		},
		{
			displayName: 'Replace Existing Webhook',
			name: 'replaceWebhook',
			type: 'boolean',
			default: false,
			displayOptions: { show: { registration: ['automatic'] } },
			description:
				'Whether to overwrite the webhook URL currently set for this instance. The old URL stops receiving events and is not restored.',
		},
	],
	events: {
		call: { description: 'Somebody calls' },
		'connection.changed': {
			description: 'The phone was connected or disconnected, or there is a new QR code',
		},
		'contact.updated': {},
		'message.deleted': {},
		'message.edited': {},
		'message.received': { description: 'Somebody wrote to you, or tapped a button' },
		'message.sent': { description: 'Your own messages, written on the phone or through the API' },
		'message.status': { description: 'One of your messages was sent, delivered, read, or failed' },
		other: { description: 'Chats, groups, presence' },
	},
	sensitiveOutputFields: ['raw.apikey', 'raw.data.token'],
	inbound: async () => (await import('./inbound')).inbound,
	credentialTest: async () => (await import('./credentialTest')).testEvolution,
	listSearch: { instances: async () => (await import('./listSearch')).listInstances },
};
