import { componentsField, updateDisplayOptions, variablesAsField } from '../../shared/fields';

export const sendTemplateFields = updateDisplayOptions({ show: { operation: ['sendTemplate'] } }, [
	{
		displayName: 'Template',
		name: 'template',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		typeOptions: { loadOptionsDependsOn: ['channel.value'] },
		description: 'Approved template of this channel',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'templates', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. order_confirmation|en_US',
				hint: 'Name and language, separated by |',
			},
		],
	},
	variablesAsField,
	{
		displayName: 'Template Variables',
		name: 'templateVariables',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		displayOptions: { show: { variablesAs: ['fields'] } },
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
	componentsField('ORD-12345'),
]);
