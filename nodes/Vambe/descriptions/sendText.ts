import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField, recipientField } from '../../shared/descriptions/fields';
import { messageTextField, windowNotice } from '../../shared/descriptions/messageFields';
import { contactIdField } from './fields';

const SESSION = ['sendAndWait', 'sendText'];

/** What a free text is sent with, in one form with a question. */
export const sendTextFields = updateDisplayOptions({ show: { operation: SESSION } }, [
	{
		displayName: 'Recipient By',
		name: 'recipientBy',
		type: 'options',
		options: [
			{
				name: 'Contact ID',
				value: 'contactId',
				description: 'The contact of an event or of a receipt',
			},
			{ name: 'Phone Number', value: 'phone' },
		],
		default: 'phone',
		description: 'How to identify the contact to write to',
	},
	...updateDisplayOptions({ show: { recipientBy: ['phone'] } }, [
		recipientField,
		defaultCountryField,
	]),
	{
		...contactIdField,
		displayOptions: { show: { recipientBy: ['contactId'] } },
		description:
			'ID of the contact in Vambe (aiContactId), such as raw.aiContactId of an event or contactId of a receipt',
	},
	{ ...windowNotice('Send Template'), displayOptions: {} },
	{
		...messageTextField,
		displayOptions: { show: { operation: ['sendText'] } },
		placeholder: 'e.g. Hola María, tu pedido va en camino.',
		description: 'Text of the message, up to 4,096 characters',
	},
	{
		displayName: 'Pause Assistant',
		name: 'pauseAssistant',
		type: 'boolean',
		default: true,
		description:
			"Whether to pause Vambe's AI assistant for this contact, so that a person takes over the conversation. If off, the assistant goes on answering.",
	},
]);
