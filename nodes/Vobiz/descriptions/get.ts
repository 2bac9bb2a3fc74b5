import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';

export const getFields = updateDisplayOptions({ show: { operation: ['get'] } }, [
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.conversationId }}',
		description: 'ID of the conversation with the recipient, as conversationId in a receipt',
	},
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.messageId }}',
		description:
			'ID of the message, as messageId in a receipt, or its ID at WhatsApp, which starts with wamid',
	},
]);
