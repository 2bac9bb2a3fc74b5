import {
	captionField,
	fileNameField,
	messageTextField,
	updateDisplayOptions,
} from '../../shared/descriptions/fields';

export const sendFields = updateDisplayOptions({ show: { operation: ['send'] } }, [
	{
		...messageTextField,
		displayOptions: { show: { messageType: ['text'] } },
		placeholder: 'e.g. Hello Priya, your order is on its way.',
		description: 'Text of the message, up to 4,096 characters',
	},
	{
		displayName: 'Media From',
		name: 'mediaFrom',
		type: 'options',
		displayOptions: { hide: { messageType: ['text'] } },
		options: [
			{ name: 'Link', value: 'link', description: 'A file at a public URL' },
			{
				name: 'Media ID',
				value: 'id',
				description: 'A file that was already uploaded to Meta',
			},
		],
		default: 'link',
		description: 'Where to get the file from',
	},
	{
		displayName: 'Media Link',
		name: 'mediaLink',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { mediaFrom: ['link'] }, hide: { messageType: ['text'] } },
		placeholder: 'e.g. https://example.com/invoice.pdf',
		description: 'Public HTTPS URL of the file. WhatsApp downloads it from there.',
	},
	{
		displayName: 'Media ID',
		name: 'mediaId',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { mediaFrom: ['id'] }, hide: { messageType: ['text'] } },
		placeholder: 'e.g. 1013859600285441',
		description: 'ID that Meta returned for the uploaded file',
	},
	{ ...captionField, placeholder: 'e.g. Your invoice' },
	fileNameField,
]);
