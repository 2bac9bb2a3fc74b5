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
		placeholder: 'e.g. Hello! Your order has been shipped.',
		description: 'Text of the message, up to 4,096 characters',
	},
	{
		displayName: 'Media Link',
		name: 'mediaLink',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { hide: { messageType: ['text'] } },
		placeholder: 'e.g. https://example.com/product.jpg',
		description: 'Public URL of the file. WhatsApp downloads it from there.',
	},
	{ ...captionField, placeholder: 'e.g. Check out our new product!' },
	{
		...fileNameField,
		description: 'File name shown to the recipient. AIsoule does not document it for this API.',
	},
]);
