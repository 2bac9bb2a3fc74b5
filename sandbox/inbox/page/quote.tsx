import type { SandboxMessage } from '../../conversations';
import { preview, writerOf } from './format';
import type { Entry } from './thread';

/** The message that another one answers; a click shows it. */
export function Quote({ quoted }: { quoted: Entry | null }) {
	if (!quoted) return <p class="quote note">A message that is not in this inbox</p>;
	return (
		<button type="button" class="quote" onClick={() => show(quoted.message.id)}>
			{quoted.deleted ? (
				<span class="note">This message was deleted</span>
			) : (
				<QuotedWords message={{ ...quoted.message, content: quoted.content }} />
			)}
		</button>
	);
}

export const QuotedWords = ({ message }: { message: SandboxMessage }) => (
	<>
		<strong>{writerOf(message)}</strong>
		<span dir="auto">{preview(message)}</span>
	</>
);

function show(id: number) {
	const bubble = document.querySelector<HTMLElement>(`[data-message-id="${id}"]`);
	bubble?.scrollIntoView({ block: 'center' });
	bubble?.focus({ preventScroll: true });
}
