import { digitsOf } from '../lib/recipient';
import { uuidOf } from '../lib/uuid';

/** Meta's number for the channel's number. */
export const phoneNumberIdOf = (channelId: string) => digitsOf(uuidOf(channelId)).slice(0, 15);

export const contactIdOf = (phone: string) => uuidOf(`vobiz contact ${digitsOf(phone)}`);

/** A conversation is a thread between a channel and a contact. */
export const conversationIdOf = (channelId: string, phone: string) =>
	uuidOf(`vobiz conversation ${channelId} ${phone}`);
