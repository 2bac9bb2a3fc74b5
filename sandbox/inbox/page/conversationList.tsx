import type { SandboxMessage } from '../../conversations';
import { clock, initialsOf, numberShown, preview } from './format';
import { latest, type Conversation } from './messages';

/** A browser takes its time over more. */
const MOST_SHOWN = 200;

interface Props {
	conversations: Conversation[];
	search: string;
	openNumber: string | undefined;
	onOpen(number: string): void;
}

export function ConversationList({ conversations, search, openNumber, onOpen }: Props) {
	if (conversations.length === 0) return <p class="hint">No conversation matches “{search}”.</p>;
	const more = conversations.length - MOST_SHOWN;
	return (
		<ul class="conversations">
			{conversations.slice(0, MOST_SHOWN).map((conversation) => {
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
								<span class={previewClass(last)}>{preview(last)}</span>
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
			{more > 0 && <li class="hint">{more} more: search for a name or a number</li>}
		</ul>
	);
}

function previewClass({ accepted, fault }: SandboxMessage): string {
	if (fault) return 'preview struck';
	return accepted ? 'preview' : 'preview refused';
}
