import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { credentialCountryField } from '../nodes/shared/descriptions/fields';
import { authenticateByHeaders } from '../nodes/shared/http/authenticateByHeaders';

export class EvolutionServerApi implements ICredentialType {
	name = 'evolutionServerApi';

	displayName = 'Evolution Server API';

	icon: Icon = {
		light: 'file:../nodes/Evolution/evolution.svg',
		dark: 'file:../nodes/Evolution/evolution.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/docs/nodes/evolution-send.md#credential-evolution-server-api';

	httpRequestNode = {
		name: 'Evolution',
		docsUrl: 'https://doc.evolution-api.com',
		apiBaseUrlPlaceholder: 'https://your-evolution-server/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Server URL',
			name: 'serverUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://evolution.example.com',
			required: true,
			description: 'URL of your Evolution server. The URL of its manager page works too.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Global key of the server (AUTHENTICATION_API_KEY), or token of one instance',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Only for the trigger',
			description:
				'Secret of your choice for a webhook that you set by hand in the manager of the server. Add it to the URL as ?secret=…, or to the headers as jwt_key.',
		},
		credentialCountryField,
	];

	authenticate = authenticateByHeaders({ apikey: 'apiKey' });
}
