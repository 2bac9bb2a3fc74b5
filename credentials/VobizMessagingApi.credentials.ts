import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { credentialCountryField } from '../nodes/shared/descriptions/fields';
import { authenticateByHeaders } from '../nodes/shared/http/authenticateByHeaders';

export class VobizMessagingApi implements ICredentialType {
	name = 'vobizMessagingApi';

	displayName = 'Vobiz Messaging API';

	icon: Icon = {
		light: 'file:../nodes/Vobiz/vobiz.svg',
		dark: 'file:../nodes/Vobiz/vobiz.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/docs/nodes/vobiz-send.md#credential-vobiz-messaging-api';

	httpRequestNode = {
		name: 'Vobiz',
		docsUrl: 'https://docs.vobiz.ai',
		apiBaseUrl: 'https://api.vobiz.ai/api/v1/messaging/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'Auth ID',
			name: 'authId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. MA_XXXXXXXX',
			description: 'ID of your account, from Settings → API in console.vobiz.ai',
		},
		{
			displayName: 'Auth Token',
			name: 'authToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Token that belongs to the Auth ID, from Settings → API in console.vobiz.ai',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.vobiz.ai/api/v1/messaging',
			placeholder: 'e.g. https://api.vobiz.ai/api/v1/messaging',
			required: true,
			description:
				'URL of the messaging API of Vobiz. Only change it for a sandbox, or if Vobiz asks you to.',
		},
		credentialCountryField,
	];

	authenticate = authenticateByHeaders({ 'X-Auth-ID': 'authId', 'X-Auth-Token': 'authToken' });
}
