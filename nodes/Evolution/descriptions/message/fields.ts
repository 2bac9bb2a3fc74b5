import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../../shared/descriptions/fieldBuilders';
import { deliveryOptions, replyToOption } from '../../../shared/descriptions/fields';
import { variablesOnOneLine } from '../../../shared/descriptions/messageFields';
import { apiVersionField, chatFields, countryField, personField } from '../destination';
import { contactsField } from '../send';
import { messageAdditionalFields } from './additional';
import { deleteForEveryoneFields } from './deleteForEveryone';
import { editFields } from './edit';
import { questionFields, questionOptions } from './sendAndWait';
import { sendAudioFields } from './sendAudio';
import { sendButtonsFields } from './sendButtons';
import { sendListFields } from './sendList';
import { sendLocationFields } from './sendLocation';
import { sendMediaFields } from './sendMedia';
import { sendPollFields } from './sendPoll';
import { sendReactionFields } from './sendReaction';
import { sendStickerFields } from './sendSticker';
import { sendTemplateFields } from './sendTemplate';
import { sendTextFields } from './sendText';

const shownFor = (operation: string, fields: INodeProperties[]) =>
	updateDisplayOptions({ show: { operation: [operation] } }, fields);

/** The fields of the operations on messages, in the order of the form. */
export const messageFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'] } },
	[
		...updateDisplayOptions({ hide: { operation: ['sendAndWait'] } }, chatFields),
		...shownFor('sendAndWait', [personField]),
		countryField,
		...shownFor('deleteForEveryone', deleteForEveryoneFields),
		...shownFor('edit', editFields),
		...questionFields,
		...shownFor('sendAudio', sendAudioFields),
		...shownFor('sendButtons', sendButtonsFields),
		...shownFor('sendContacts', [contactsField]),
		...shownFor('sendList', sendListFields),
		...shownFor('sendLocation', sendLocationFields),
		...shownFor('sendMedia', sendMediaFields),
		...shownFor('sendPoll', sendPollFields),
		...shownFor('sendReaction', sendReactionFields),
		...shownFor('sendSticker', sendStickerFields),
		...shownFor('sendTemplate', sendTemplateFields),
		...shownFor('sendText', sendTextFields),
		{ ...apiVersionField, displayOptions: { hide: { operation: ['deleteForEveryone'] } } },
		questionOptions,
		{
			...messageAdditionalFields,
			displayOptions: {
				hide: {
					operation: ['deleteForEveryone', 'edit', 'sendAndWait', 'sendReaction', 'sendTemplate'],
				},
			},
		},
		{
			...deliveryOptions(
				{
					...replyToOption,
					displayOptions: { hide: { '/operation': ['deleteForEveryone', 'edit', 'sendReaction'] } },
				},
				variablesOnOneLine,
			),
			displayOptions: { hide: { operation: ['sendAndWait'] } },
		},
	],
);
