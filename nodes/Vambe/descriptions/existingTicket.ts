import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField, metadataField } from '../../shared/descriptions/fields';
import { contactIdField } from './fields';

/** Which ticket to change, as both of its updates ask. */
const ticketFields = (show: NonNullable<IDisplayOptions['show']>): INodeProperties[] =>
	updateDisplayOptions({ show }, [
		{
			displayName: 'Find Ticket By',
			name: 'ticketBy',
			type: 'options',
			options: [
				{ name: 'Contact ID', value: 'contactId' },
				{ name: 'Contact Phone Number', value: 'phone' },
				{ name: 'Ticket ID', value: 'ticketId' },
			],
			default: 'contactId',
			description: 'How to identify the ticket to update',
		},
		{ ...contactIdField, displayOptions: { show: { ticketBy: ['contactId'] } } },
		{
			displayName: 'Contact Phone Number',
			name: 'contactPhone',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { ticketBy: ['phone'] } },
			placeholder: 'e.g. +56912345678',
			description:
				'WhatsApp number of the contact, with + and country code, or as written in the Default Country',
		},
		{ ...defaultCountryField, displayOptions: { show: { ticketBy: ['phone'] } } },
		{
			displayName: 'Ticket ID',
			name: 'ticketId',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { ticketBy: ['ticketId'] } },
			placeholder: 'e.g. 4c1f6de2-6b0a-4d6f-8a4e-5f0f3f0c9d11',
			description: 'ID of the ticket in Vambe',
		},
	]);

const allowClosedTicketField: INodeProperties = {
	displayName: 'Allow Closed Ticket',
	name: 'allowClosedTicket',
	type: 'boolean',
	default: false,
	description: 'Whether to update the ticket even if it is already closed',
};

/** The operations close, get, updateAmount and updateMetadata, which find a ticket that is there. */
export const existingTicketFields: INodeProperties[] = [
	{
		displayName: 'Metadata Of',
		name: 'metadataOf',
		type: 'options',
		displayOptions: { show: { operation: ['updateMetadata'] } },
		options: [
			{ name: 'Contact', value: 'contact', description: 'Data that stays with the person' },
			{ name: 'Ticket', value: 'ticket', description: 'Data of one ticket. Text values only.' },
		],
		default: 'contact',
		description: 'Whose metadata to update',
	},
	{ ...contactIdField, displayOptions: { show: { operation: ['close', 'get'] } } },
	{
		...contactIdField,
		displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['contact'] } },
	},
	...ticketFields({ operation: ['updateMetadata'], metadataOf: ['ticket'] }),
	metadataField(
		'Metadata',
		'metadata',
		'Data to store. Existing keys are overwritten, others are kept.',
		'priority',
		{ displayOptions: { show: { operation: ['updateMetadata'] } } },
	),
	{
		...allowClosedTicketField,
		displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } },
	},
	...ticketFields({ operation: ['updateAmount'] }),
	...updateDisplayOptions({ show: { operation: ['updateAmount'] } }, [
		{
			displayName: 'Amount',
			name: 'amount',
			// Not a number, whose default would set the amount to 0.
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1500',
			description: 'Monetary value of the ticket, such as the value of the deal',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: '',
			placeholder: 'e.g. CLP',
			description:
				'Code of the currency (ISO 4217). Vambe requires it if the amount of this ticket type is a price, and ignores it if it is a custom field.',
		},
		allowClosedTicketField,
	]),
];
