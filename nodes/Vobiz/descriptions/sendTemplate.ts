import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator, updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { variablesFields } from '../../shared/descriptions/messageFields';

/** A template of the channel, and its variables. */
export const templateFields: INodeProperties[] = [
	{
		displayName: 'Template',
		name: 'template',
		...resourceLocator('templates', {
			modes: [
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. order_confirmation|en_US',
					hint: 'Name and language, separated by |',
				},
			],
		}),
		required: true,
		typeOptions: { loadOptionsDependsOn: ['channel.value'] },
		description: 'Approved template of this channel',
	},
	...variablesFields(
		{
			displayName: 'Template Variables',
			name: 'templateVariables',
			type: 'resourceMapper',
			default: { mappingMode: 'defineBelow', value: null },
			noDataExpression: true,
			typeOptions: {
				loadOptionsDependsOn: ['channel.value', 'template.value'],
				resourceMapper: {
					resourceMapperMethod: 'templateVariables',
					mode: 'add',
					valuesLabel: 'Template Variables',
					fieldWords: { singular: 'variable', plural: 'variables' },
					addAllFields: true,
					supportAutoMap: false,
					multiKeyMatch: false,
					refreshStaleSchemaOnOpen: true,
				},
			},
			description:
				'Variables of the chosen template, each shown with the words around it. Every variable needs a value.',
		},
		'ORD-12345',
	),
];

export const sendTemplateFields = updateDisplayOptions(
	{ show: { operation: ['sendTemplate'] } },
	templateFields,
);
