import { useState } from 'preact/hooks';
import type { SandboxMessage } from '../../conversations';
import { clock, counted, initialsOf, numberShown, preview } from './format';
import { latest, messageWith, sentCount, type Conversation } from './messages';

/** A browser takes its time over more at once. */
const SHOWN_AT_ONCE = 200;

interface Props {
	conversations: Conversation[];
	search: string;
	openNumber: string | undefined;
	onOpen(number: string): void;
}

export function ConversationList({ conversations, search, openNumber, onOpen }: Props) {
	const [shown, setShown] = useState(SHOWN_AT_ONCE);
	if (conversations.length === 0) {
		return (
			<div class="conversation-list">
				<p class="hint">No conversation matches “{search}”.</p>
			</div>
		);
	}
	const more = Math.min(conversations.length - shown, SHOWN_AT_ONCE);
	return (
		<div class="conversation-list">
			<ul class="conversations">
				{conversations.slice(0, shown).map((conversation) => {
					const { number, name, messages } = conversation;
					const last = latest(conversation);
					const shownMessage = messageWith(conversation, search) ?? last;
					return (
						<li key={number}>
							<button
								type="button"
								aria-current={number === openNumber}
								onClick={() => onOpen(number)}
							>
								<span class="avatar" aria-hidden="true">
									{initialsOf(name)}
								</span>
								<span class="who">
									<strong dir="auto">{name ?? numberShown(number)}</strong>
									<span class={previewClass(shownMessage)} dir="auto">
										{preview(shownMessage)}
									</span>
								</span>
								<span class="when">
									<time dateTime={last.receivedAt}>{clock(last.receivedAt)}</time>
									<span class="count" title={counted(sentCount(messages), 'message')}>
										{sentCount(messages)}
									</span>
								</span>
							</button>
						</li>
					);
				})}
			</ul>
			{more > 0 && (
				<button type="button" class="more" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
					Show {more} more of {conversations.length.toLocaleString()} conversations
				</button>
			)}
		</div>
	);
}

function previewClass({ accepted, fault }: SandboxMessage): string {
	if (fault) return 'preview struck';
	return accepted ? 'preview' : 'preview refused';
}
