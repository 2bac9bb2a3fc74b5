import type { GatewayEvent } from '../../../nodes/shared/contract/event';
import { receiveFrom } from './receiving';

/** What comes of a call with one event in it. */
export async function onlyEvent(...args: Parameters<typeof receiveFrom>): Promise<GatewayEvent> {
	const { events } = await receiveFrom(...args);
	expect(events).toHaveLength(1);
	return events![0];
}

/** Every key of an event's parts, where nothing was read. */
export const nobody = {
	phone: null,
	waId: null,
	lid: null,
	userId: null,
	username: null,
	name: null,
};

export const nothing = {
	id: null,
	direction: 'inbound',
	type: 'other',
	text: null,
	media: null,
	location: null,
	contacts: null,
	reply: null,
	context: null,
};

/** A message of which only that is known which it answers. */
export const answering = (messageId: string) => ({ messageId, payload: null, referral: null });
