import type { Operation, ProviderRequest } from '../contract/operation';
import type { Answered, Failed } from '../http/exchange';

type Reply = Answered | Failed;

/** Questions of several items that go out as one request, where the provider answers them so. */
export class SharedRequests<Message> {
	private readonly requests = new Map<Message, ProviderRequest>();

	/** What came of each shared one, once it was asked. */
	private readonly replies = new Map<ProviderRequest, Promise<Reply> | undefined>();

	/** @param messages of the whole run, of which those of one channel go together */
	constructor(operation: Operation<Message, unknown>, messages: readonly Message[]) {
		if (operation.kind !== 'query' || !operation.together) return;
		const { max, request } = operation.together;
		const channels = new Map<string, Message[]>();
		for (const message of messages) {
			const channel = operation.channel?.(message) ?? '';
			const asked = channels.get(channel) ?? [];
			asked.push(message);
			channels.set(channel, asked);
		}
		for (const asked of channels.values()) {
			for (let start = 0; start < asked.length; start += max) {
				const some = asked.slice(start, start + max);
				const shared = request(some);
				this.replies.set(shared, undefined);
				for (const message of some) this.requests.set(message, shared);
			}
		}
	}

	/** `undefined` where it has a request of its own. */
	requestOf(message: Message): ProviderRequest | undefined {
		return this.requests.get(message);
	}

	/** Asks once for all; what failed is asked again by the next. */
	async ask(
		request: ProviderRequest,
		send: (request: ProviderRequest) => Promise<Reply>,
	): Promise<Reply> {
		if (!this.replies.has(request)) return await send(request);
		const asked = this.replies.get(request) ?? send(request);
		this.replies.set(request, asked);
		const reply = await asked;
		if (reply.kind === 'failed') this.forget(request);
		return reply;
	}

	/** What came of it is of no use: whoever needs it next asks again. */
	forget(request: ProviderRequest): void {
		if (this.replies.has(request)) this.replies.set(request, undefined);
	}
}
