import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

export class WhatsAppGatewayTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Gateway Trigger',
		name: 'whatsAppGatewayTrigger',
		icon: { light: 'file:trigger.svg', dark: 'file:trigger.dark.svg' },
		group: ['trigger'],
		// For a node of version 1, n8n evaluates an expression at each call, which costs more than all of ours.
		version: [2, 3],
		defaultVersion: 3,
		subtitle:
			'={{ ($parameter["provider"] ? $parameter["provider"] + ": " : "") + ($parameter["events"] || []).join(", ") }}',
		description:
			'Starts the workflow when a WhatsApp message or another event comes in through Vambe, Vobiz, AIsoule or Evolution',
		eventTriggerDescription: 'Waiting for the provider to call the test URL',
		activationMessage: 'Your workflow now starts on every event you selected.',
		defaults: { name: 'WhatsApp Gateway Trigger' },
		sensitiveOutputFields: ['raw.apikey', 'raw.data.token'],
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'aisouleApi',
				required: true,
				testedBy: 'aisouleApiTest',
				// Hidden, not shown: a field that every credential is shown by, n8n's editor takes for the
				// way to sign in and leaves out of the panel.
				displayOptions: { hide: { provider: ['', 'evolution', 'vambe', 'vobiz'] } },
			},
			{
				name: 'evolutionServerApi',
				required: true,
				testedBy: 'evolutionServerApiTest',
				displayOptions: { hide: { provider: ['', 'aisoule', 'vambe', 'vobiz'] } },
			},
			{
				name: 'vambeApi',
				required: true,
				testedBy: 'vambeApiTest',
				displayOptions: { hide: { provider: ['', 'aisoule', 'evolution', 'vobiz'] } },
			},
			{
				name: 'vobizMessagingApi',
				required: true,
				testedBy: 'vobizMessagingApiTest',
				displayOptions: { hide: { provider: ['', 'aisoule', 'evolution', 'vambe'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName: 'Provider',
				name: 'provider',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { '@version': [2] } },
				options: [
					{ name: 'AIsoule', value: 'aisoule' },
					{ name: 'Evolution API', value: 'evolution' },
					{ name: 'Vambe', value: 'vambe' },
					{ name: 'Vobiz', value: 'vobiz' },
				],
				default: 'evolution',
				description: 'Service that your WhatsApp number is connected to',
			},
			// Without a default, so that nobody listens to another provider than his own.
			{
				displayName: 'Provider',
				name: 'provider',
				type: 'options',
				noDataExpression: true,
				required: true,
				displayOptions: { show: { '@version': [3] } },
				options: [
					{ name: '(Choose a Provider)', value: '' },
					{ name: 'AIsoule', value: 'aisoule' },
					{ name: 'Evolution API', value: 'evolution' },
					{ name: 'Vambe', value: 'vambe' },
					{ name: 'Vobiz', value: 'vobiz' },
				],
				default: '',
				description: 'Service that your WhatsApp number is connected to',
			},
			{
				displayName:
					'In AIsoule, open <b>Settings → Webhooks</b>, add the Production URL above, and copy the secret that AIsoule shows into <b>Webhook Secret</b> of the credential. For a test, add the Test URL as a second webhook.',
				name: 'aisouleNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: ['aisoule'] } },
			},
			{
				displayName:
					'Choose a secret and enter it into <b>Webhook Secret</b> of the credential. In Vambe, add a webhook with the Production URL above, followed by <b>?secret=</b> and the secret, such as https://…/webhook?secret=mySecret. For a test, add the Test URL in the same way.',
				name: 'vambeNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: ['vambe'] } },
			},
			{
				displayName:
					'No setup needed in Vobiz: the URL is registered when you publish (activate) the workflow and removed when you unpublish it. It must be an https URL that can be reached from the internet.',
				name: 'vobizNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: ['vobiz'] } },
			},
			{
				displayName: 'Webhook',
				name: 'registration',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { provider: ['evolution'] } },
				options: [
					{
						name: 'Register Automatically',
						value: 'automatic',
						description:
							'The instance calls this workflow while it is active, and no other one: an instance has only one webhook',
					},
					{
						name: 'Set by Hand',
						value: 'byHand',
						description: 'You enter the URL in the manager of the server',
					},
				],
				default: 'automatic',
				description: 'How the webhook URL of this workflow is set on the Evolution server',
			},
			{
				displayName:
					'In the manager of the server, open the instance, <b>Events → Webhook</b>, and enter the Production URL above, followed by <b>?secret=</b> and the <b>Webhook Secret</b> of the credential. On version 2, enter the secret as the header <b>jwt_key</b> instead, so that it is not part of the address. Leave <b>Webhook by Events</b> off: it changes the address.',
				name: 'evolutionNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: ['evolution'], registration: ['byHand'] } },
			},
			{
				displayName: 'Instance',
				name: 'instance',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				required: true,
				displayOptions: { show: { provider: ['evolution'], registration: ['automatic'] } },
				description: 'Instance of the Evolution server to listen to',
				modes: [
					{
						displayName: 'From List',
						name: 'list',
						type: 'list',
						typeOptions: { searchListMethod: 'instances', searchable: true },
					},
					{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. sales' },
				],
			},
			{
				displayName: 'Replace Existing Webhook',
				name: 'replaceWebhook',
				type: 'boolean',
				default: false,
				displayOptions: { show: { provider: ['evolution'], registration: ['automatic'] } },
				description:
					'Whether to overwrite the webhook URL currently set for this instance. The old URL stops receiving events and is not restored.',
			},
			// The first one with this name is what n8n's node panel offers, with the provider that it is shown for.
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				displayOptions: { show: { provider: [''] } },
				options: [
					{ name: 'All Events', value: '*', action: 'On any event' },
					{ name: 'Call', value: 'call', action: 'On call', description: 'Vobiz and Evolution' },
					{
						name: 'Connection Changed',
						value: 'connection.changed',
						action: 'On connection changed',
						description:
							'The phone was connected or disconnected, or there is a new QR code. Evolution.',
					},
					{
						name: 'Contact Created',
						value: 'contact.created',
						action: 'On contact created',
						description: 'Vambe and AIsoule',
					},
					{
						name: 'Contact Updated',
						value: 'contact.updated',
						action: 'On contact updated',
						description: 'The data of a contact changed, or a contact has a new number',
					},
					{
						name: 'Message Deleted',
						value: 'message.deleted',
						action: 'On message deleted',
						description: 'Vobiz, AIsoule and Evolution',
					},
					{
						name: 'Message Edited',
						value: 'message.edited',
						action: 'On message edited',
						description: 'Vobiz, AIsoule and Evolution',
					},
					{
						name: 'Message Received',
						value: 'message.received',
						action: 'On message received',
						description: 'A contact wrote to you, or tapped a button',
					},
					{
						name: 'Message Sent',
						value: 'message.sent',
						action: 'On message sent by you',
						description:
							'Your own messages, written by you, your team or the AI. Vambe, Vobiz and Evolution.',
					},
					{
						name: 'Message Status',
						value: 'message.status',
						action: 'On message delivered, read or failed',
						description:
							'One of your messages was sent, delivered, read, or failed. Vobiz, AIsoule and Evolution.',
					},
					{
						name: 'Other',
						value: 'other',
						action: 'On any other event',
						description: 'Anything else that the provider reports',
					},
					{
						name: 'Stage Changed',
						value: 'stage.changed',
						action: 'On stage changed',
						description: 'Vambe',
					},
					{
						name: 'Ticket Closed',
						value: 'ticket.closed',
						action: 'On ticket closed',
						description: 'Vambe',
					},
					{
						name: 'Ticket Created',
						value: 'ticket.created',
						action: 'On ticket created',
						description: 'Vambe',
					},
					{
						name: 'Ticket Updated',
						value: 'ticket.updated',
						action: 'On ticket updated',
						description: 'Vambe',
					},
				],
				default: ['message.received'],
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				displayOptions: { show: { provider: ['evolution'] } },
				options: [
					{ name: 'All Events', value: '*', action: 'On any event' },
					{ name: 'Call', value: 'call', action: 'On call', description: 'Somebody calls' },
					{
						name: 'Connection Changed',
						value: 'connection.changed',
						action: 'On connection changed',
						description: 'The phone was connected or disconnected, or there is a new QR code',
					},
					{ name: 'Contact Updated', value: 'contact.updated', action: 'On contact updated' },
					{ name: 'Message Deleted', value: 'message.deleted', action: 'On message deleted' },
					{ name: 'Message Edited', value: 'message.edited', action: 'On message edited' },
					{
						name: 'Message Received',
						value: 'message.received',
						action: 'On message received',
						description: 'Somebody wrote to you, or tapped a button',
					},
					{
						name: 'Message Sent',
						value: 'message.sent',
						action: 'On message sent by you',
						description: 'Your own messages, written on the phone or through the API',
					},
					{
						name: 'Message Status',
						value: 'message.status',
						action: 'On message delivered, read or failed',
						description: 'One of your messages was sent, delivered, read, or failed',
					},
					{
						name: 'Other',
						value: 'other',
						action: 'On any other event',
						description: 'Chats, groups, presence',
					},
				],
				default: ['message.received'],
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				displayOptions: { show: { provider: ['aisoule'] } },
				options: [
					{ name: 'All Events', value: '*', action: 'On any event' },
					{ name: 'Contact Created', value: 'contact.created', action: 'On contact created' },
					{ name: 'Contact Updated', value: 'contact.updated', action: 'On contact updated' },
					{ name: 'Message Deleted', value: 'message.deleted', action: 'On message deleted' },
					{ name: 'Message Edited', value: 'message.edited', action: 'On message edited' },
					{
						name: 'Message Received',
						value: 'message.received',
						action: 'On message received',
						description: 'A contact wrote to you, or tapped a button',
					},
					{
						name: 'Message Status',
						value: 'message.status',
						action: 'On message delivered, read or failed',
						description: 'One of your messages was sent, delivered, read, or failed',
					},
					{
						name: 'Other',
						value: 'other',
						action: 'On any other event',
						description: 'Anything else that AIsoule reports',
					},
				],
				default: ['message.received'],
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				displayOptions: { show: { provider: ['vambe'] } },
				options: [
					{ name: 'All Events', value: '*', action: 'On any event' },
					{ name: 'Contact Created', value: 'contact.created', action: 'On contact created' },
					{ name: 'Contact Updated', value: 'contact.updated', action: 'On contact updated' },
					{
						name: 'Message Received',
						value: 'message.received',
						action: 'On message received',
						description: 'A contact wrote to you',
					},
					{
						name: 'Message Sent',
						value: 'message.sent',
						action: 'On message sent by you',
						description: 'Your own messages, written by you, your team or the AI',
					},
					{
						name: 'Other',
						value: 'other',
						action: 'On any other event',
						description: 'Anything else that Vambe reports',
					},
					{ name: 'Stage Changed', value: 'stage.changed', action: 'On stage changed' },
					{ name: 'Ticket Closed', value: 'ticket.closed', action: 'On ticket closed' },
					{ name: 'Ticket Created', value: 'ticket.created', action: 'On ticket created' },
					{ name: 'Ticket Updated', value: 'ticket.updated', action: 'On ticket updated' },
				],
				default: ['message.received'],
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				displayOptions: { show: { provider: ['vobiz'] } },
				options: [
					{ name: 'All Events', value: '*', action: 'On any event' },
					{
						name: 'Call',
						value: 'call',
						action: 'On call',
						description: 'A call begins, changes or ends',
					},
					{
						name: 'Contact Updated',
						value: 'contact.updated',
						action: 'On contact updated',
						description: 'A contact has a new number or user ID',
					},
					{ name: 'Message Deleted', value: 'message.deleted', action: 'On message deleted' },
					{ name: 'Message Edited', value: 'message.edited', action: 'On message edited' },
					{
						name: 'Message Received',
						value: 'message.received',
						action: 'On message received',
						description: 'A contact wrote to you, or tapped a button',
					},
					{
						name: 'Message Sent',
						value: 'message.sent',
						action: 'On message sent by you',
						description: 'Your team wrote in the WhatsApp Business app: your own messages',
					},
					{
						name: 'Message Status',
						value: 'message.status',
						action: 'On message delivered, read or failed',
						description: 'One of your messages was sent, delivered, read, or failed',
					},
					{
						name: 'Other',
						value: 'other',
						action: 'On any other event',
						description: 'Anything else that Vobiz reports',
					},
				],
				default: ['message.received'],
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				placeholder: 'Add filter',
				default: {},
				options: [
					{
						displayName: 'Channels or Instances',
						name: 'accounts',
						type: 'string',
						default: '',
						placeholder: 'e.g. sales, support',
						description:
							'Comma-separated channels, numbers, accounts or instances to listen to, as shown in "account" in the output',
					},
					{
						displayName: 'Include Groups',
						name: 'includeGroups',
						type: 'boolean',
						default: false,
						description: 'Whether messages in groups also start the workflow',
					},
					{
						displayName: 'Include Status Broadcasts',
						name: 'includeBroadcasts',
						type: 'boolean',
						default: false,
						description:
							'Whether status updates of contacts, broadcast lists and newsletters also start the workflow',
					},
					{
						displayName: 'Message Types',
						name: 'messageTypes',
						type: 'multiOptions',
						default: [],
						options: [
							{ name: 'Audio', value: 'audio' },
							{ name: 'Button', value: 'button', description: 'A tap on a button' },
							{ name: 'Contacts', value: 'contacts' },
							{ name: 'Document', value: 'document' },
							{ name: 'Flow', value: 'flow', description: 'A WhatsApp form that was filled in' },
							{ name: 'Image', value: 'image' },
							{ name: 'List', value: 'list', description: 'A choice from a list' },
							{ name: 'Location', value: 'location' },
							{ name: 'Order', value: 'order', description: 'An order from the catalog' },
							{ name: 'Other', value: 'other' },
							{ name: 'Poll', value: 'poll', description: 'A poll, or a vote in one' },
							{ name: 'Reaction', value: 'reaction' },
							{ name: 'Sticker', value: 'sticker' },
							{ name: 'Text', value: 'text' },
							{ name: 'Video', value: 'video' },
						],
						description:
							'Types of messages that start the workflow. Events other than messages are not filtered.',
					},
				],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Accept Unsigned Requests',
						name: 'acceptUnsigned',
						type: 'boolean',
						default: false,
						description:
							'Whether to accept requests without a valid signature or secret. Anyone who knows the URL can then impersonate your contacts.',
					},
					{
						displayName: 'Download Media',
						name: 'downloadMedia',
						type: 'boolean',
						default: false,
						description:
							'Whether to download images, audio, video and documents into the binary field "data", if the provider gives their content or a public URL',
					},
					{
						displayName: 'Maximum File Size (MB)',
						name: 'maxFileSize',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 100 },
						default: 16,
						description:
							'Maximum size of a file to download. An event with a larger file comes without it and says why.',
					},
				],
			},
		],
	};

	methods = {
		credentialTest: {
			async aisouleApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted) {
				const { testAisoule } = await import('../Aisoule/connectionTest');
				return await testAisoule(this, credential);
			},
			async evolutionServerApiTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			) {
				const { testEvolution } = await import('../Evolution/connectionTest');
				return await testEvolution(this, credential);
			},
			async vambeApiTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted) {
				const { testVambe } = await import('../Vambe/connectionTest');
				return await testVambe(this, credential);
			},
			async vobizMessagingApiTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			) {
				const { testVobiz } = await import('../Vobiz/connectionTest');
				return await testVobiz(this, credential);
			},
		},
		listSearch: {
			async instances(this: ILoadOptionsFunctions, filter?: string) {
				const { listInstances } = await import('../Evolution/lists');
				return await listInstances(this, filter);
			},
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { webhookExists } = await import('./registration');
				return await webhookExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { createWebhook } = await import('./registration');
				return await createWebhook(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const { deleteWebhook } = await import('./registration');
				return await deleteWebhook(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { inboundOf } = await import('./providers');
		const { receive } = await import('../shared/webhook/receive');
		return await receive(this, await inboundOf(this.getNodeParameter('provider')));
	}

	/** Runs first in every execution, with what `webhook` gave. */
	async execute(this: IExecuteFunctions) {
		const { inboundOf } = await import('./providers');
		const { emitEvents } = await import('../shared/webhook/execute');
		return await emitEvents(this, await inboundOf(this.getNodeParameter('provider', 0)));
	}
}
