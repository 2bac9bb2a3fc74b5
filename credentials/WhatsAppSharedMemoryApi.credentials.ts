import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateByHeaders } from '../nodes/shared/http/authenticateByHeaders';

export class WhatsAppSharedMemoryApi implements ICredentialType {
	name = 'whatsAppSharedMemoryApi';

	displayName = 'WhatsApp Shared Memory API';

	icon: Icon = {
		light: 'file:../nodes/shared/sharedMemory/sharedMemory.svg',
		dark: 'file:../nodes/shared/sharedMemory/sharedMemory.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-gateways/n8n-nodes-whatsapp-gateways/blob/main/docs/shared-memory.md#credential-whatsapp-shared-memory-api';

	httpRequestNode = {
		name: 'n8n',
		docsUrl: 'https://docs.n8n.io/api/',
		apiBaseUrlPlaceholder: 'http://localhost:5678/api/v1/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'n8n Address',
			name: 'n8nAddress',
			type: 'string',
			default: 'http://localhost:5678',
			placeholder: 'e.g. http://localhost:5678',
			required: true,
			description:
				'Address at which this n8n reaches itself. In queue mode, the address at which the workers reach the main process, such as http://main:5678.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Key from Settings → n8n API of this n8n, with the scopes dataTable:create, dataTable:list, dataTableRow:create, dataTableRow:delete, dataTableRow:read and dataTableRow:update',
		},
		{
			displayName: 'Keep Rows for (Days)',
			name: 'keepDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650, numberPrecision: 0 },
			default: 90,
			description:
				'How long a Send Once key is remembered after its message was sent. Older rows are deleted. Opt-outs are kept.',
		},
	];

	authenticate = authenticateByHeaders({ 'X-N8N-API-KEY': 'apiKey' });
}
