import { binaryField, fromLink, fromN8n } from '../../shared/descriptions/fileFields';
import { freeFormFields } from '../../shared/descriptions/messageFields';

const fromMeta = {
	name: 'Media ID',
	value: 'id',
	description: 'A file that was already uploaded to Meta',
};

export const sendFields = freeFormFields({
	textExample: 'Hello Priya, your order is on its way.',
	captionExample: 'Your invoice',
	media: [
		{
			displayName: 'Take File From',
			name: 'mediaFrom',
			type: 'options',
			options: [fromLink, fromMeta, fromN8n],
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
			placeholder: 'e.g. https://example.com/invoice.pdf',
			description: 'Public HTTPS URL of the file. WhatsApp downloads it from there.',
		},
		{
			displayName: 'Media ID',
			name: 'mediaId',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { mediaFrom: ['id'] } },
			placeholder: 'e.g. 1013859600285441',
			description: 'ID that Meta returned for the uploaded file',
		},
		{ ...binaryField, displayOptions: { show: { mediaFrom: ['n8n'] } } },
	],
});
