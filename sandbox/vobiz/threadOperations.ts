import type { FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal';
import type { ProviderState } from '../provider';
import { shownMessages, shownThread, threadsIn } from './threads';

type Messages = FastifyRequest<{
	Params: { id: string };
	Querystring: { limit?: string; cursor?: string };
}>;

/** The "Conversations API": all conversations at once, and the messages of one, page by page. */
export const threadOperations = ({ conversations, deliveries }: ProviderState) => ({
	listConversations: async () => ({
		items: threadsIn(conversations.messages).map(shownThread).reverse(),
	}),
	async listMessages({ params, query }: Messages) {
		const thread = threadsIn(conversations.messages).find(({ id }) => id === params.id);
		if (!thread) throw new Refusal(404, 'Conversation not found');
		const messages = shownMessages(thread, ({ id }) => deliveries.toldOf(id));
		// The cursor is the last message of the page before.
		const start = query.cursor ? messages.findIndex(({ id }) => id === query.cursor) + 1 : 0;
		if (query.cursor && start === 0) throw new Refusal(400, 'Invalid cursor');
		const items = messages.slice(start, start + Number(query.limit ?? 50));
		const isLast = start + items.length >= messages.length;
		return { items, next_cursor: isLast ? null : items[items.length - 1].id };
	},
});
