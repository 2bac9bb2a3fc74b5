import type { JsonValue } from 'n8n-workflow';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { validEntries } from '../shared/lib/validEntries';

/** All of these: "Conversations API" of docs.vobiz.ai. */

/** At most 100 messages, as the document allows. */
const MESSAGES_AT_ONCE = 100;

const cursorQuery = (cursor: string | undefined) =>
	cursor === undefined ? '' : `cursor=${encodeURIComponent(cursor)}`;

/** GET: the conversations of all channels. The document shows them on one page, without a cursor. */
export const conversationsPath = (cursor?: string) =>
	cursor === undefined ? '/conversations' : `/conversations?${cursorQuery(cursor)}`;

/** GET: one page of the messages of a conversation, the newest first. */
export const messagesPath = (conversationId: string, cursor?: string) =>
	`/conversations/${encodeURIComponent(conversationId)}/messages?` +
	[`limit=${MESSAGES_AT_ONCE}`, cursorQuery(cursor)].filter(Boolean).join('&');

const page = z.object({
	items: z.array(z.unknown()),
	next_cursor: lenientText,
	has_more: z.boolean().nullish().catch(null),
});

/** What one answer has of a list, and how the rest is had. */
interface Page<Entry> {
	entries: Entry[];
	/** Of the next page; `null`: there is none. */
	cursor: string | null;
	/** Whether there is more that nobody can ask for, or read. */
	isCut: boolean;
}

function pageOf<Entry extends z.ZodTypeAny>(
	body: JsonValue | undefined,
	entry: Entry,
): Page<z.output<Entry>> | undefined {
	const { data } = page.safeParse(body);
	if (!data) return undefined;
	const cursor = data.next_cursor || null;
	const entries = validEntries(data.items, entry);
	const isReadable = entries.length === data.items.length;
	return { entries, cursor, isCut: !isReadable || (data.has_more === true && cursor === null) };
}

const conversation = z.object({
	channel_id: z.string(),
	contact_id: z.string(),
	category: lenientText,
	expires_at: lenientText,
});

export type Conversation = z.infer<typeof conversation>;

export const conversationsIn = (body: JsonValue | undefined) => pageOf(body, conversation);

const message = z
	.object({ id: z.string().min(1), meta_message_id: lenientText, status: lenientText })
	.passthrough();

export type Message = z.infer<typeof message>;

export const messagesIn = (body: JsonValue | undefined) => pageOf(body, message);
