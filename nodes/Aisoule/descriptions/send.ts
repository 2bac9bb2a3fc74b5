import { binaryField, fromLink, fromN8n } from '../../shared/descriptions/fileFields';
import { freeFormFields } from '../../shared/descriptions/messageFields';

export const sendFields = freeFormFields({
	textExample: 'Hello! Your order has been shipped.',
	captionExample: 'Check out our new product!',
	fileNameDescription:
		'File name shown to the recipient. AIsoule does not document it for this API.',
	media: [
		{
			displayName: 'Take File From',
			name: 'mediaFrom',
			type: 'options',
			options: [fromLink, fromN8n],
			default: 'link',
			description: 'Where to get the file from',
		},
		{
			displayName: 'Media Link',
			name: 'mediaLink',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { mediaFrom: ['link'] } },
			placeholder: 'e.g. https://example.com/product.jpg',
			description: 'Public URL of the file. WhatsApp downloads it from there.',
		},
		{ ...binaryField, displayOptions: { show: { mediaFrom: ['n8n'] } } },
	],
});
