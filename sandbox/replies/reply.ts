import { z } from 'zod';
import type { Account } from '../account';
import { MEDIA_TYPES, type Location, type MediaType, type SandboxMessage } from '../conversations';

const words = z.string().trim().min(1);

const common = {
	provider: words,
	/** The contact's number; for Evolution also a JID. */
	from: words,
	name: words.optional(),
	/** The channel, account or instance that is written to, by id or by name. */
	account: z.union([words, z.number().int()]).transform(String).optional(),
	/** The message that it answers: its id in the inbox, or WhatsApp's id. */
	context: z.union([z.number().int().min(1), words]).optional(),
	/** The JID of a group. */
	group: words.optional(),
	/** Written by the owner, on the phone. */
	fromMe: z.boolean().default(false),
};

/** Zod's own pattern fails on a large file. */
const base64 = z
	.string()
	.min(1)
	.refine((text) => Buffer.from(text, 'base64').toString('base64') === text);

const media = z.union(
	[
		z
			.object({
				link: z.string().url(),
				mimeType: words.optional(),
				fileName: words.optional(),
			})
			.strict(),
		z.object({ base64, mimeType: words, fileName: words }).strict(),
	],
	{
		errorMap: () => ({
			message:
				'must have a link (mimeType and fileName may be left out), or base64, mimeType and fileName',
		}),
	},
);

/** What may be posted as a reply of a contact. */
export const givenReply = z.discriminatedUnion('type', [
	z.object({ ...common, type: z.literal('text'), text: z.string().min(1) }).strict(),
	z
		.object({
			...common,
			type: z.enum(MEDIA_TYPES),
			/** The caption. */
			text: z.string().optional(),
			/** A sample of the sandbox where an image or a voice message has none. */
			media: media.optional(),
			/** Whether an audio was recorded in WhatsApp, rather than attached. */
			voice: z.boolean().default(false),
		})
		.strict(),
	z
		.object({
			...common,
			type: z.literal('location'),
			location: z
				.object({
					latitude: z.number().min(-90).max(90),
					longitude: z.number().min(-180).max(180),
					name: words.optional(),
					address: words.optional(),
				})
				.strict(),
		})
		.strict(),
	z
		.object({
			...common,
			type: z.literal('contacts'),
			contacts: z.array(z.object({ name: words, phone: words }).strict()).min(1),
		})
		.strict(),
	z
		.object({
			...common,
			type: z.literal('button'),
			/** With an id, of an interactive message; otherwise of a template. */
			button: z.object({ title: words, id: words.optional(), payload: words.optional() }).strict(),
		})
		.strict(),
	z
		.object({
			...common,
			type: z.literal('list'),
			row: z.object({ id: words, title: words, description: words.optional() }).strict(),
		})
		.strict(),
	z
		.object({
			...common,
			type: z.literal('reaction'),
			context: z.union([z.number().int().min(1), words]),
			/** Empty: the reaction is taken back. */
			emoji: z.string(),
		})
		.strict(),
	z
		.object({
			...common,
			type: z.literal('vote'),
			/** The poll. */
			context: z.union([z.number().int().min(1), words]),
			/** All that are chosen now; none takes the vote back. */
			options: z.array(words),
		})
		.strict(),
]);

export type GivenReply = z.output<typeof givenReply>;

/** What a contact said, with all that the provider knows of it. */
export type Reply = ReplyEnvelope & ReplyContent;

/** A vote on a poll, likewise. */
export type Vote = ReplyEnvelope & { type: 'vote'; options: string[] };

interface ReplyEnvelope {
	messageId: string;
	at: Date;
	account: Account;
	/** Of the contact, as given: a number or a JID. */
	from: string;
	digits: string;
	name: string | null;
	group: string | null;
	fromMe: boolean;
	/** WhatsApp's id of the message that it answers. */
	context: string | null;
	/** That message, where the inbox has it. */
	quoted: SandboxMessage | null;
}

export type ReplyContent =
	| { type: 'text'; text: string }
	| { type: MediaType; text?: string; file: ReplyFile; voice?: boolean }
	| { type: 'location'; location: Location }
	| { type: 'contacts'; contacts: Array<{ name: string; phone: string }> }
	| { type: 'button'; button: { title: string; id?: string; payload?: string } }
	| { type: 'list'; row: { id: string; title: string; description?: string } }
	| { type: 'reaction'; emoji: string };

export interface ReplyFile {
	link: string;
	id: string;
	mimeType: string;
	fileName: string;
	/** `null` where it is somewhere else. */
	bytes: Buffer | null;
}

/** What may be posted as the fate of a message. */
export const givenStatus = z
	.object({
		/** Of the message in the inbox. */
		id: z.number().int().min(1),
		value: z.enum(['sent', 'delivered', 'read', 'failed']),
		error: z
			.object({
				code: z.number().int().default(131026),
				message: words.default('Message undeliverable'),
			})
			.strict()
			.default({}),
	})
	.strict();

/** What may be posted as any other event. */
export const givenEvent = z
	.object({
		provider: words,
		event: words,
		account: common.account,
		/** Whom it is about. */
		from: words.default('+56912345678'),
		name: words.optional(),
		/** Takes the place of what the documents show: field by field, or the whole of a list. */
		data: z.union([z.array(z.unknown()), z.record(z.unknown())]).optional(),
	})
	.strict();
