import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../../shared/contract/parameters';
import { z } from '../../shared/lib/libraries';
import { isBlank, milliseconds, optionalId } from '../../shared/validation/schema';
import { recipient } from '../recipient';

/** What may go with a message, in the fields of version 2 and of version 1. */
export const sendOptions = z.object({
	replyTo: optionalId('Reply To Message ID'),
	delay: milliseconds('Delay'),
	presence: z.enum(['available', 'composing', 'paused', 'recording', 'unavailable']).optional(),
	linkPreview: z.boolean().optional(),
	mentionEveryone: z.boolean().optional(),
	// The server refuses the same one twice.
	mentions: z
		.array(recipient('Mentions'))
		.transform((given) => [...new Set(given)])
		.optional(),
});

export type SendOptions = z.infer<typeof sendOptions>;

/** One text with commas, or a list from an expression. */
function entriesOf(given: unknown): unknown[] {
	const entries = typeof given === 'string' ? given.split(/[,;\n]/) : [given].flat();
	return entries.filter((entry) => !isBlank(entry));
}

export function readSendOptions({ collection, options, phoneOf }: Parameters) {
	const { mentions, ...additional } = collection('additionalFields');
	const mentioned = entriesOf(mentions);
	return {
		replyTo: options.replyTo,
		...additional,
		...(mentioned.length > 0 && { mentions: mentioned.map(phoneOf) }),
	};
}

/** Version 1 knows `presence`; version 2 shows "composing", or "recording" before an audio message. */
export const optionsOfV2 = (given: SendOptions): IDataObject => ({
	...(given.delay !== undefined && { delay: given.delay }),
	...(given.linkPreview !== undefined && { linkPreview: given.linkPreview }),
	...(given.replyTo !== undefined && { quoted: { key: { id: given.replyTo } } }),
	...(given.mentionEveryone && { mentionsEveryOne: true }),
	...(given.mentions && { mentioned: given.mentions }),
});

export function optionsOfV1(given: SendOptions): IDataObject {
	const mentions = {
		...(given.mentionEveryone && { everyOne: true }),
		...(given.mentions && { mentioned: given.mentions }),
	};
	return {
		...(given.delay !== undefined && { delay: given.delay }),
		...(given.presence !== undefined && { presence: given.presence }),
		...(given.linkPreview !== undefined && { linkPreview: given.linkPreview }),
		...(given.replyTo !== undefined && { quoted: { key: { id: given.replyTo } } }),
		...(Object.keys(mentions).length > 0 && { mentions }),
	};
}
