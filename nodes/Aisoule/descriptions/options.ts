import type { INodeProperties } from 'n8n-workflow';

export const withoutPlusOption: INodeProperties = {
	displayName: 'Number Without +',
	name: 'withoutPlus',
	type: 'boolean',
	default: false,
	description:
		"Whether to send the number as digits only. AIsoule's examples have a +, one of its tips says digits only.",
};
