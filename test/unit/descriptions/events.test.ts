import type { INodePropertyOptions } from 'n8n-workflow';
import { EVENT_NAMES } from '../../../nodes/shared/contract/event';
import type { TriggerPart } from '../../../nodes/shared/contract/triggerPart';
import { eventsOf, eventsOfAll } from '../../../nodes/shared/descriptions/events';

const partOf = (displayName: string, events: TriggerPart['events']) =>
	({ displayName, events }) as TriggerPart;

const acme = partOf('Acme', { 'message.received': {}, call: { description: 'Somebody called' } });
const other = partOf('Other', { 'message.received': {}, 'message.sent': {}, call: {} });
const third = partOf('Third', { 'message.received': {} });

const optionsOf = ({ options }: { options?: unknown }) => options as INodePropertyOptions[];

test('a provider offers what it reports, by name, in its own words', () => {
	expect(optionsOf(eventsOf(acme))).toEqual([
		{ name: 'All Events', value: '*', action: 'On any event' },
		{ name: 'Call', value: 'call', action: 'On call', description: 'Somebody called' },
		{ name: 'Message Received', value: 'message.received', action: 'On message received' },
	]);
});

test('without a provider all events are offered, and who reports them where not all do', () => {
	const options = optionsOf(eventsOfAll([acme, other, third]));
	expect(options.map(({ value }) => value).sort()).toEqual(['*', ...EVENT_NAMES].sort());
	const described = (event: string) => options.find(({ value }) => value === event)!.description;
	expect(described('message.received')).toBe('A contact wrote to you, or tapped a button');
	expect(described('call')).toBe('Acme and Other');
	expect(described('message.sent')).toBe(
		'Your own messages, written by you, your team or the AI. Other.',
	);
});
