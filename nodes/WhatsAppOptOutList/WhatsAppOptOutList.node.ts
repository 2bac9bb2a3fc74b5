import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { fields } from './descriptions/fields';

export class WhatsAppOptOutList implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Opt-Out List',
		name: 'whatsAppOptOutList',
		icon: { light: 'file:optOut.svg', dark: 'file:optOut.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Keeps a list of people who want no more WhatsApp messages',
		defaults: { name: 'WhatsApp Opt-Out List' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'whatsAppSharedMemoryApi',
				required: true,
				testedBy: 'whatsAppSharedMemoryApiTest',
			},
		],
		properties: fields,
	};

	methods = { credentialTest: sharedMemoryTest };

	async execute(this: IExecuteFunctions) {
		const { changeList } = await import('./changeList');
		return await changeList(this);
	}
}
