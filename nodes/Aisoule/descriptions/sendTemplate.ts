import { resourceLocator, updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { variablesFields } from '../../shared/descriptions/messageFields';
import { templateVariablesField } from '../../shared/descriptions/templateVariables';

export const sendTemplateFields = updateDisplayOptions({ show: { operation: ['sendTemplate'] } }, [
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { '@version': [1] } },
		placeholder: 'e.g. order_confirmation',
		description: 'Name of an approved template, exactly as in AIsoule',
	},
	{
		displayName: 'Template',
		name: 'templateName',
		...resourceLocator('templates', {
			modes: [
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. order_confirmation',
				},
			],
		}),
		required: true,
		displayOptions: { show: { '@version': [2] } },
		description: 'Approved template of your AIsoule account',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: 'en',
		required: true,
		displayOptions: { show: { '@version': [1] } },
		placeholder: 'e.g. en',
		description: 'Language code of the template, such as en, es or pt_BR',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: 'en',
		required: true,
		displayOptions: {
			show: { '@version': [2] },
			// One picked from the list brings its language; an expression may contain a | itself.
			hide: { templateName: [{ _cnd: { regex: '^[^=].*\\|' } }] },
		},
		placeholder: 'e.g. en',
		description: 'Language code of the template, such as en, es or pt_BR',
	},
	...variablesFields(templateVariablesField, 'John'),
]);
