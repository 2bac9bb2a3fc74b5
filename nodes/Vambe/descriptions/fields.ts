import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator } from '../../shared/descriptions/fieldBuilders';

/** The fields that several Vambe nodes have. */
export const channelField: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	...resourceLocator('channels', {
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 1001' }],
	}),
	required: true,
	description: 'WhatsApp number to send from. It must be connected to Vambe by QR code.',
};

export const stageField: INodeProperties = {
	displayName: 'Pipeline Stage',
	name: 'stage',
	...resourceLocator('stages', {
		modes: [
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
			},
		],
	}),
	required: true,
	description: 'Pipeline stage in which the conversation starts',
};

export const contactIdField: INodeProperties = {
	displayName: 'Contact ID',
	name: 'contactId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. df980fc8-b6db-4820-bf22-2969482d106d',
	description:
		'ID of the contact in Vambe (aiContactId), such as contactId in the receipt of an opened ticket',
};
