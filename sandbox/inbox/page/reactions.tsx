import { Menu } from './menu';
import { isOurs, type Opinion } from './thread';

/** Those that WhatsApp offers first. */
const USUAL = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** The reactions to a message, beside it. */
export const Reactions = ({ reactions }: { reactions: Opinion[] }) =>
	reactions.length === 0 ? null : (
		<ul class="reactions" aria-label="Reactions">
			{reactions.map(({ message, by }) => (
				<li key={by} title={by}>
					{message.content.text}
					<span class="unseen"> by {by}</span>
				</li>
			))}
		</ul>
	);

interface Props {
	reactions: Opinion[];
	onReact(emoji: string): void;
}

/** Reacts as the contact. */
export function ReactionMenu({ reactions, onReact }: Props) {
	const theirs = reactions.some(({ message }) => !isOurs(message));
	const items = USUAL.map((emoji) => ({ words: emoji, onPick: () => onReact(emoji) }));
	const takeBack = { words: 'Take back', onPick: () => onReact('') };
	return <Menu label="React" sign="☺" row items={theirs ? [...items, takeBack] : items} />;
}
