import { freeFormFields } from '../../shared/descriptions/messageFields';

export const sendFields = freeFormFields({
	textExample: 'Hello! Your order has been shipped.',
	captionExample: 'Check out our new product!',
	fileNameDescription:
		'File name shown to the recipient. AIsoule does not document it for this API.',
	media: [
		{
			displayName: 'Media Link',
			name: 'mediaLink',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/product.jpg',
			description: 'Public URL of the file. WhatsApp downloads it from there.',
		},
	],
});
