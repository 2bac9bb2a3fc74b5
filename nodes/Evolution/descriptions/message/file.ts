import type { INodeProperties } from 'n8n-workflow';
import { binaryField, fileFromField } from '../../../shared/descriptions/fileFields';

/**
 * Where the file of a message is.
 * @param linkExample a placeholder for the link
 */
export const fileFields = (linkExample: string): INodeProperties[] => [
	{
		...fileFromField,
		description:
			'Where the file is. A file of n8n is sent to the server itself, so that n8n does not have to be reachable.',
	},
	{
		displayName: 'Media Link',
		name: 'mediaLink',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { fileFrom: ['link'] } },
		placeholder: `e.g. ${linkExample}`,
		description:
			'Public address of the file. For WhatsApp Business channels on version 2, it has to end with the extension of the file.',
	},
	{ ...binaryField, displayOptions: { show: { fileFrom: ['n8n'] } } },
];
