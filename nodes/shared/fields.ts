import type { INodeProperties } from 'n8n-workflow';

/** How the node behaves, whatever the provider: the same on every node. */
export const deliveryOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 300 },
			default: 30,
			noDataExpression: true,
			description:
				'How long to wait for the provider to answer. When it does not, it is unknown whether the message was sent, and the error says so.',
		},
	],
};

/** A free set of key-value pairs, added one by one or as a JSON object. */
export function metadataField(
	displayName: string,
	name: string,
	description: string,
	exampleKey: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add data',
		default: {},
		description,
		options: [
			{
				displayName: 'Field',
				name: 'fields',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: `e.g. ${exampleKey}`,
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
					},
				],
			},
			{
				displayName: 'JSON',
				name: 'json',
				values: [
					{
						displayName: 'JSON Object',
						name: 'object',
						type: 'json',
						default: '{}',
						description: 'A whole object at once. A field with the same key wins.',
					},
				],
			},
		],
	};
}
