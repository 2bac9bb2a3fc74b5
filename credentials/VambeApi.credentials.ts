import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { credentialCountryField } from '../nodes/shared/descriptions/fields';
import { authenticateByHeaders } from '../nodes/shared/http/authenticateByHeaders';

export class VambeApi implements ICredentialType {
	name = 'vambeApi';

	displayName = 'Vambe API';

	icon: Icon = {
		light: 'file:../nodes/Vambe/vambe.svg',
		dark: 'file:../nodes/Vambe/vambe.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/docs/nodes/vambe-ticket.md#credential-vambe-api';

	httpRequestNode = {
		name: 'Vambe',
		docsUrl: 'https://docs.vambe.me',
		apiBaseUrl: 'https://api.vambe.me/api/public/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Key from app.vambeai.com/developers',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.vambe.me',
			placeholder: 'e.g. https://api.vambe.me',
			required: true,
			description: 'URL of the Vambe API. Only change it for a sandbox, or if Vambe asks you to.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Only for the trigger',
			description:
				'Secret of your choice that proves that a call comes from your Vambe account. For incoming events only.',
		},
		credentialCountryField,
	];

	authenticate = authenticateByHeaders({ 'x-api-key': 'apiKey' });
}
