import { useEffect, useState } from 'preact/hooks';
import type { SandboxMessage, Typing } from '../../conversations';
import { counted } from './format';
import { RawRequest } from './rawRequest';

/** What a chat shows while it lasts; of other presences it shows nothing. */
const SHOWN: Record<string, string> = { composing: 'typing…', recording: 'recording audio…' };

/** A read mark or a “typing…”, which is no message. */
export const Sign = ({ message }: { message: SandboxMessage }) => (
	<div class="sign" data-message-id={message.id}>
		<span>{wordsFor(message)}</span>
		<RawRequest messages={[message]} />
	</div>
);

function wordsFor({ content }: SandboxMessage): string {
	if (content.type === 'read') return `Marked ${counted(content.about.length, 'message')} as read`;
	if (content.type !== 'typing') return '';
	const { presence, seconds } = content;
	const time = seconds > 0 ? ` for ${seconds} s` : '';
	return `Showed “${SHOWN[presence] ?? presence}”${time}`;
}

/** Whether the business is typing at this moment. */
export function TypingLine({ typing }: { typing: Typing | undefined }) {
	const [ended, setEnded] = useState<Typing>();
	useEffect(() => {
		if (!typing) return;
		const timer = setTimeout(() => setEnded(typing), typing.until - Date.now());
		return () => clearTimeout(timer);
	}, [typing]);
	const words = typing && typing !== ended && SHOWN[typing.presence];
	return (
		<p class="typing" role="status">
			{words && `${typing.sender}: ${words}`}
		</p>
	);
}
