import type { TriggerPart } from '../shared/contract/triggerPart';

export const vambeTrigger: TriggerPart = {
	name: 'vambe',
	displayName: 'Vambe',
	credential: 'vambeApi',
	fields: [
		{
			displayName:
				'Choose a secret and enter it into <b>Webhook Secret</b> of the credential. In Vambe, add a webhook with the Production URL above, followed by <b>?secret=</b> and the secret, such as https://…/webhook?secret=mySecret. For a test, add the Test URL in the same way.',
			name: 'vambeNotice',
			type: 'notice',
			default: '',
		},
	],
	events: {
		'contact.created': {},
		'contact.updated': {},
		'message.received': { description: 'A contact wrote to you' },
		'message.sent': { description: 'Your own messages, written by you, your team or the AI' },
		other: { description: 'Anything else that Vambe reports' },
		'stage.changed': {},
		'ticket.closed': {},
		'ticket.created': {},
		'ticket.updated': {},
	},
	inbound: async () => (await import('./inbound')).inbound,
	credentialTest: async () => (await import('./credentialTest')).testVambe,
};
