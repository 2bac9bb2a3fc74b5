import type { INodeProperties } from 'n8n-workflow';

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Category',
			name: 'category',
			type: 'options',
			displayOptions: { show: { '/operation': ['sendTemplate'] } },
			options: [
				{ name: 'Authentication', value: 'AUTHENTICATION' },
				{ name: 'Marketing', value: 'MARKETING' },
				{ name: 'Utility', value: 'UTILITY' },
			],
			default: 'UTILITY',
			description: 'Category of the template. Vobiz accepts it but does not require it.',
		},
		{
			displayName: 'WABA ID',
			name: 'wabaId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 123456789012345',
			description:
				'ID of the WhatsApp Business Account of the channel. If empty, it is looked up once per execution.',
		},
	],
};
