import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { optOutFields } from './optOutFields';

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
		credentials: [{ name: 'whatsAppSharedMemoryApi', required: true }],
		properties: optOutFields,
	};

	async execute(this: IExecuteFunctions) {
		const { runOptOutList } = await import('../shared/optOuts/runOptOutList');
		return await runOptOutList(this);
	}
}
