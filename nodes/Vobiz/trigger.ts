import type { TriggerPart } from '../shared/contract/triggerPart';

export const vobizTrigger: TriggerPart = {
	name: 'vobiz',
	displayName: 'Vobiz',
	credential: 'vobizMessagingApi',
	fields: [
		{
			displayName:
				'No setup needed in Vobiz: the URL is registered when you publish (activate) the workflow and removed when you unpublish it. It must be an https URL that can be reached from the internet.',
			name: 'vobizNotice',
			type: 'notice',
			default: '',
		},
	],
	events: {
		call: { description: 'A call begins, changes or ends' },
		'contact.updated': { description: 'A contact has a new number or user ID' },
		'message.deleted': {},
		'message.edited': {},
		'message.received': { description: 'A contact wrote to you, or tapped a button' },
		'message.sent': {
			description: 'Your team wrote in the WhatsApp Business app: your own messages',
		},
		'message.status': { description: 'One of your messages was sent, delivered, read, or failed' },
		other: { description: 'Anything else that Vobiz reports' },
	},
	inbound: async () => (await import('./inbound')).inbound,
	credentialTest: async () => (await import('./credentialTest')).testVobiz,
};
