import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Turns it on: in the options of every node that sends, and of the trigger. */
export const sharedMemoryOption: INodeProperties = {
	displayName: 'Shared Memory',
	name: 'sharedMemory',
	type: 'boolean',
	default: true,
	noDataExpression: true,
	description:
		'Whether to keep limits, Send Once keys, repeats and waiting questions in a data table of this n8n, so that they hold over all workers of queue mode. Choose its credential at the top.',
};

/** Of a node that has the option. */
export const sharedMemoryCredential: INodeCredentialDescription = {
	name: 'whatsAppSharedMemoryApi',
	required: true,
	testedBy: 'whatsAppSharedMemoryApiTest',
	displayOptions: { show: { '/options.sharedMemory': [true] } },
};
