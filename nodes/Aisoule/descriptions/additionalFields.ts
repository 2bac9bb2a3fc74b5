import type { INodeProperties } from 'n8n-workflow';

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'WhatsApp Account',
			name: 'whatsappAccount',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			displayOptions: { show: { '@version': [2] } },
			description: 'Account to send from. If empty, the default outgoing account is used.',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'accounts', searchable: true },
				},
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. account_id_here' },
			],
		},
		{
			displayName: 'WhatsApp Account',
			name: 'whatsappAccount',
			type: 'string',
			default: '',
			displayOptions: { show: { '@version': [1] } },
			placeholder: 'e.g. account_id_here',
			description:
				'ID of the account to send from. If empty, the default outgoing account is used.',
		},
	],
};
