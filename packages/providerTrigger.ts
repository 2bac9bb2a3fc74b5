import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { testOf, type TriggerPart } from '../nodes/shared/contract/triggerPart';
import { sharedMemoryCredential } from '../nodes/shared/descriptions/sharedMemory';
import { fieldsOf, triggerDescription } from '../nodes/shared/descriptions/trigger';
import { filtersField, optionsField } from '../nodes/shared/descriptions/triggerFields';
import { methodsOf, webhookMethodsOf } from '../nodes/shared/webhook/triggerMethods';

/** The trigger of a package for one provider: the WhatsApp Gateway Trigger, without the choice. */
export const providerTrigger = (part: TriggerPart) => {
	const { name, displayName, credential } = part;
	return class implements INodeType {
		description: INodeTypeDescription = {
			...triggerDescription([part]),
			displayName: `${displayName} Trigger`,
			name: `${name}Trigger`,
			icon: { light: `file:${name}.svg`, dark: `file:${name}.dark.svg` },
			subtitle: '={{ ($parameter["events"] || []).join(", ") }}',
			defaults: { name: `${displayName} Trigger` },
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			credentials: [
				{ name: credential, required: true, testedBy: testOf(credential) },
				{ ...sharedMemoryCredential },
			],
			properties: [
				{ displayName: 'Provider', name: 'provider', type: 'hidden', default: name },
				...fieldsOf(part),
				filtersField,
				optionsField,
			],
		};

		methods = methodsOf([part]);

		webhookMethods = webhookMethodsOf(part.inbound);

		async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
			const { receive } = await import('../nodes/shared/webhook/receive');
			return await receive(this, await part.inbound());
		}

		async execute(this: IExecuteFunctions) {
			const { emitEvents } = await import('../nodes/shared/webhook/execute');
			return await emitEvents(this, await part.inbound());
		}
	};
};
