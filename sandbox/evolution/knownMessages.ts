import type { Conversations, SandboxMessage } from '../conversations';

/** The messages that a server has stored: all that came and went through it. */
export class KnownMessages {
	constructor(
		private readonly provider: string,
		private readonly conversations: Conversations,
	) {}

	withId(id: string): SandboxMessage | undefined {
		return this.of((message) => message.messageId === id);
	}

	/** The one whose file Meta knows by this ID. */
	withMedia(mediaId: string): SandboxMessage | undefined {
		return this.of(({ content }) => 'media' in content && content.media.id === mediaId);
	}

	/** The name under which somebody wrote last. */
	nameOf(conversation: string | null): string | undefined {
		const message = this.of(
			({ content }) => content.to === conversation && content.contactName !== null,
		);
		return message?.content.contactName ?? undefined;
	}

	private of(fits: (message: SandboxMessage) => boolean) {
		return this.conversations.messages.findLast(
			(message) => message.provider === this.provider && message.accepted && fits(message),
		);
	}
}
