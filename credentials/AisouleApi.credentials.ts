import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { credentialCountryField } from '../nodes/shared/descriptions/fields';
import { authenticateByHeaders } from '../nodes/shared/http/authenticateByHeaders';

export class AisouleApi implements ICredentialType {
	name = 'aisouleApi';

	displayName = 'AIsoule API';

	icon: Icon = {
		light: 'file:../nodes/Aisoule/aisoule.svg',
		dark: 'file:../nodes/Aisoule/aisoule.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/docs/nodes/aisoule-send.md#credential-aisoule-api';

	httpRequestNode = {
		name: 'AIsoule',
		docsUrl: 'https://aisoule.com/help',
		apiBaseUrl: 'https://app.aisoule.com/api/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Key from the API settings of your account in app.aisoule.com',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://app.aisoule.com',
			placeholder: 'e.g. https://app.aisoule.com',
			required: true,
			description: 'URL of AIsoule. Only change it for a sandbox, or if AIsoule asks you to.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Only for the trigger',
			description: 'Secret that AIsoule shows under Settings → Webhooks. For incoming events only.',
		},
		credentialCountryField,
	];

	authenticate = authenticateByHeaders({ 'X-API-Key': 'apiKey' });
}
