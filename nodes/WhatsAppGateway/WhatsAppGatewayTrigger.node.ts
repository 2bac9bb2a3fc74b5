import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { triggerDescription } from '../shared/descriptions/trigger';
import { filtersField, optionsField } from '../shared/descriptions/triggerFields';
import { methodsOf, webhookMethodsOf } from '../shared/webhook/triggerMethods';
import { inboundOf } from './chosenProvider';
import { hiddenForOthers, providerFields } from './providerFields';
import { providers } from './providers';

export class WhatsAppGatewayTrigger implements INodeType {
	description: INodeTypeDescription = {
		...triggerDescription(providers),
		displayName: 'WhatsApp Gateway Trigger',
		name: 'whatsAppGatewayTrigger',
		icon: { light: 'file:trigger.svg', dark: 'file:trigger.dark.svg' },
		subtitle:
			'={{ ($parameter["provider"] ? $parameter["provider"] + ": " : "") + ($parameter["events"] || []).join(", ") }}',
		defaults: { name: 'WhatsApp Gateway Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			// generated: credentials
			{
				name: 'aisouleApi',
				required: true,
				testedBy: 'aisouleApiTest',
				displayOptions: hiddenForOthers('aisoule'),
			},
			{
				name: 'evolutionServerApi',
				required: true,
				testedBy: 'evolutionServerApiTest',
				displayOptions: hiddenForOthers('evolution'),
			},
			{
				name: 'vambeApi',
				required: true,
				testedBy: 'vambeApiTest',
				displayOptions: hiddenForOthers('vambe'),
			},
			{
				name: 'vobizMessagingApi',
				required: true,
				testedBy: 'vobizMessagingApiTest',
				displayOptions: hiddenForOthers('vobiz'),
			},
			// end
			{ ...sharedMemoryCredential },
		],
		properties: [...providerFields, filtersField, optionsField],
	};

	methods = methodsOf(providers);

	webhookMethods = webhookMethodsOf(
		async (node) => await inboundOf(node, node.getNodeParameter('provider')),
	);

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receive } = await import('../shared/webhook/receive');
		return await receive(this, await inboundOf(this, this.getNodeParameter('provider')));
	}

	/** Runs first in every execution, with what `webhook` gave. */
	async execute(this: IExecuteFunctions) {
		const { emitEvents } = await import('../shared/webhook/execute');
		const provider = this.getNodeParameter('provider', 0);
		return await emitEvents(this, await inboundOf(this, provider));
	}
}
