import { clock, initialsOf, numberShown, preview } from './format';
import { latest, type Conversation } from './messages';

interface Props {
	conversations: Conversation[];
	search: string;
	openNumber: string | undefined;
	onOpen(number: string): void;
}

export function ConversationList({ conversations, search, openNumber, onOpen }: Props) {
	if (conversations.length === 0) return <p class="hint">No conversation matches “{search}”.</p>;
	return (
		<ul class="conversations">
			{conversations.map((conversation) => {
				const { number, name, messages } = conversation;
				const last = latest(conversation);
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
								<strong>{name ?? numberShown(number)}</strong>
								<span class={last.accepted ? 'preview' : 'preview refused'}>{preview(last)}</span>
							</span>
							<span class="when">
								<time dateTime={last.receivedAt}>{clock(last.receivedAt)}</time>
								<span class="count" title={`${messages.length} messages`}>
									{messages.length}
								</span>
							</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}
