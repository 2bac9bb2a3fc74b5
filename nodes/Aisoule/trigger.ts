import type { TriggerPart } from '../shared/contract/triggerPart';

export const aisouleTrigger: TriggerPart = {
	name: 'aisoule',
	displayName: 'AIsoule',
	credential: 'aisouleApi',
	fields: [
		{
			displayName:
				'In AIsoule, open <b>Settings → Webhooks</b>, add the Production URL above, and copy the secret that AIsoule shows into <b>Webhook Secret</b> of the credential. For a test, add the Test URL as a second webhook.',
			name: 'aisouleNotice',
			type: 'notice',
			default: '',
		},
	],
	events: {
		'contact.created': {},
		'contact.updated': {},
		'message.deleted': {},
		'message.edited': {},
		'message.received': { description: 'A contact wrote to you, or tapped a button' },
		'message.status': { description: 'One of your messages was sent, delivered, read, or failed' },
		other: { description: 'Anything else that AIsoule reports' },
	},
	inbound: async () => (await import('./inbound')).inbound,
	credentialTest: async () => (await import('./credentialTest')).testAisoule,
};
