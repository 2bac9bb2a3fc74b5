import type { INodeProperties } from 'n8n-workflow';
import { variablesFields } from '../../../shared/descriptions/messageFields';
import { templateVariablesField } from '../../../shared/descriptions/templateVariables';

export const sendTemplateFields: INodeProperties[] = [
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. order_confirmation',
		description: 'Name of an approved template, exactly as in the WhatsApp Manager',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: 'en_US',
		required: true,
		placeholder: 'e.g. en_US',
		description: 'Language code of the template, such as en_US, es or pt_BR',
	},
	...variablesFields(templateVariablesField, 'John'),
];
