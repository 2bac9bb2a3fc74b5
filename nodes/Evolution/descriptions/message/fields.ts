import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../../shared/descriptions/fieldBuilders';
import { deliveryOptions } from '../../../shared/descriptions/fields';
import { apiVersionField, chatFields, countryField } from '../destination';
import { contactsField } from '../send';
import { messageAdditionalFields } from './additional';
import { sendTextFields } from './sendText';

const shownFor = (operation: string, fields: INodeProperties[]) =>
	updateDisplayOptions({ show: { operation: [operation] } }, fields);

/** The fields of the operations on messages, in the order of the form. */
export const messageFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'] } },
	[
		...chatFields,
		countryField,
		...shownFor('sendContacts', [contactsField]),
		...shownFor('sendText', sendTextFields),
		apiVersionField,
		messageAdditionalFields,
		deliveryOptions(),
	],
);
