import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { EventName } from '../contract/event';
import type { TriggerPart } from '../contract/triggerPart';
import { inWords } from './inWords';

/** Every event in words: its name, what it starts, and what it means for every provider. */
const WORDS: Record<EventName, { name: string; action: string; meaning?: string }> = {
	'message.received': {
		name: 'Message Received',
		action: 'On message received',
		meaning: 'A contact wrote to you, or tapped a button',
	},
	'message.sent': {
		name: 'Message Sent',
		action: 'On message sent by you',
		meaning: 'Your own messages, written by you, your team or the AI',
	},
	'message.status': {
		name: 'Message Status',
		action: 'On message delivered, read or failed',
		meaning: 'One of your messages was sent, delivered, read, or failed',
	},
	'message.edited': { name: 'Message Edited', action: 'On message edited' },
	'message.deleted': { name: 'Message Deleted', action: 'On message deleted' },
	'contact.created': { name: 'Contact Created', action: 'On contact created' },
	'contact.updated': {
		name: 'Contact Updated',
		action: 'On contact updated',
		meaning: 'The data of a contact changed, or a contact has a new number',
	},
	'ticket.created': { name: 'Ticket Created', action: 'On ticket created' },
	'ticket.updated': { name: 'Ticket Updated', action: 'On ticket updated' },
	'ticket.closed': { name: 'Ticket Closed', action: 'On ticket closed' },
	'stage.changed': { name: 'Stage Changed', action: 'On stage changed' },
	'connection.changed': {
		name: 'Connection Changed',
		action: 'On connection changed',
		meaning: 'The phone was connected or disconnected, or there is a new QR code',
	},
	call: { name: 'Call', action: 'On call' },
	other: {
		name: 'Other',
		action: 'On any other event',
		meaning: 'Anything else that the provider reports',
	},
};

const EVENTS = Object.keys(WORDS) as EventName[];

function optionOf(value: EventName, description?: string): INodePropertyOptions {
	const { name, action } = WORDS[value];
	return { name, value, action, ...(description && { description }) };
}

const eventsField = (options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: [
		{ name: 'All Events', value: '*', action: 'On any event' },
		...options.sort((a, b) => (a.name < b.name ? -1 : 1)),
	],
	default: ['message.received'],
});

/** What one provider reports. */
export const eventsOf = ({ events }: TriggerPart): INodeProperties =>
	eventsField(
		EVENTS.filter((event) => events[event]).map((event) =>
			optionOf(event, events[event]?.description),
		),
	);

/** What any provider reports, and who reports it where not all do. */
export const eventsOfAll = (parts: readonly TriggerPart[]): INodeProperties =>
	eventsField(
		EVENTS.map((event) => {
			const { meaning } = WORDS[event];
			const reporting = parts.filter(({ events }) => events[event]);
			if (reporting.length === parts.length) return optionOf(event, meaning);
			const names = inWords(
				reporting.map(({ displayName }) => displayName),
				'and',
			);
			return optionOf(event, meaning ? `${meaning}. ${names}.` : names);
		}),
	);
