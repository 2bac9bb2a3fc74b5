import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { defaultCountryField, metadataField } from '../../shared/descriptions/fields';

const contactIdField: INodeProperties = {
	displayName: 'Contact ID',
	name: 'contactId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
	description:
		'ID of the contact in Vambe (aiContactId), such as contactId in the receipt of an opened ticket',
};

/** The operations close, get and updateMetadata, which find a ticket that is there. */
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
	{
		displayName: 'Find Ticket By',
		name: 'ticketBy',
		type: 'options',
		displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } },
		options: [
			{ name: 'Contact ID', value: 'contactId' },
			{ name: 'Contact Phone Number', value: 'phone' },
			{ name: 'Ticket ID', value: 'ticketId' },
		],
		default: 'contactId',
		description: 'How to identify the ticket to update',
	},
	{ ...contactIdField, displayOptions: { show: { operation: ['close', 'get'] } } },
	{
		...contactIdField,
		displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['contact'] } },
	},
	...updateDisplayOptions({ show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } }, [
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
	]),
	metadataField(
		'Metadata',
		'metadata',
		'Data to store. Existing keys are overwritten, others are kept.',
		'priority',
		{ displayOptions: { show: { operation: ['updateMetadata'] } } },
	),
	{
		displayName: 'Allow Closed Ticket',
		name: 'allowClosedTicket',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['updateMetadata'], metadataOf: ['ticket'] } },
		description: 'Whether to update the ticket even if it is already closed',
	},
];
