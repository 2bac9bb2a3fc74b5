import type { INodeProperties } from 'n8n-workflow';
import { choices } from '../../../shared/descriptions/fieldBuilders';
import { fileFields } from './file';

export const sendMediaFields: INodeProperties[] = [
	{
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: choices('Document', 'Image', 'Video'),
		default: 'image',
		description: 'How the recipient sees the file',
	},
	...fileFields('https://example.com/photo.jpg'),
	{
		displayName: 'Caption',
		name: 'caption',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Your invoice for November',
		description: 'Text below the file, up to 1,024 characters',
	},
	{
		displayName: 'File Name',
		name: 'filename',
		type: 'string',
		default: '',
		displayOptions: { show: { mediaType: ['document'] } },
		placeholder: 'e.g. invoice.pdf',
		description:
			'File name shown to the recipient. If empty, that of the file or of the link. Required if the link has none.',
	},
];
