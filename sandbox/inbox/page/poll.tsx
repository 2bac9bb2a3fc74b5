import type { Poll as PollContent } from '../../conversations';
import type { OnTap } from './tap';
import { isOurs, type Opinion } from './thread';

interface Props {
	poll: PollContent;
	votes: Opinion[];
	onTap?: OnTap;
}

/** A poll: each tap sends all that the contact has chosen by then, as WhatsApp does. */
export function Poll({ poll: { name, options, selectable }, votes, onTap }: Props) {
	const chosenIn = ({ message: { content } }: Opinion) =>
		content.type === 'vote' ? content.options : [];
	const theirs = votes.filter(({ message }) => !isOurs(message)).flatMap(chosenIn);
	const all = votes.flatMap(chosenIn);
	const choose = (option: string) => {
		const others = theirs.filter((chosen) => chosen !== option);
		if (theirs.includes(option)) return others;
		return selectable === 1 ? [option] : [...others, option];
	};
	const isFull = selectable > 1 && theirs.length >= selectable;
	return (
		<fieldset class="poll">
			<legend dir="auto">{name}</legend>
			<p class="note">{hint(selectable, options.length)}</p>
			{options.map((option) => (
				<label key={option}>
					<input
						type="checkbox"
						checked={theirs.includes(option)}
						disabled={!onTap || (isFull && !theirs.includes(option))}
						onClick={(event) => {
							// It is checked once the vote is there.
							event.preventDefault();
							onTap?.({ type: 'vote', options: choose(option) });
						}}
					/>
					<span dir="auto">{option}</span>
					<span class="count" title="Votes">
						{all.filter((chosen) => chosen === option).length}
					</span>
				</label>
			))}
		</fieldset>
	);
}

function hint(selectable: number, count: number): string {
	if (selectable === 1) return 'Select one';
	return selectable === 0 || selectable >= count
		? 'Select one or more'
		: `Select up to ${selectable}`;
}
