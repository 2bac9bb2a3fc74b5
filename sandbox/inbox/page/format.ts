import type { Location, Media, MessageContent, SandboxMessage } from '../../conversations';

export const clock = (iso: string) =>
	new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

export const second = (iso: string) =>
	new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A time on its day, without the year. */
export const moment = (iso: string) =>
	new Date(iso).toLocaleString([], {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
	});

export const day = (iso: string) =>
	new Date(iso).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });

/** "1 message", "2 messages". */
export const counted = (count: number, noun: string) =>
	`${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;

const LIST = new Intl.ListFormat('en-GB');

/** "A, B and C", each name once. */
export const listed = (names: string[]) => LIST.format(new Set(names));

export const numberShown = (number: string) => number || 'No readable number';

export function initialsOf(name: string | null): string {
	const words = (name ?? '').split(/\s+/).filter(Boolean);
	return words.length > 0
		? [words[0], ...words.slice(1).slice(-1)].map(([letter]) => letter.toUpperCase()).join('')
		: '#';
}

const TYPE_NAMES: Record<MessageContent['type'], string> = {
	ai: 'AI starts',
	audio: 'Audio',
	button: 'Tapped button',
	contacts: 'Contact',
	delete: 'Deleted',
	document: 'Document',
	edit: 'Edited',
	image: 'Image',
	interactive: 'Interactive',
	list: 'Tapped row',
	location: 'Location',
	poll: 'Poll',
	reaction: 'Reaction',
	read: 'Read',
	sticker: 'Sticker',
	template: 'Template',
	text: 'Text',
	typing: 'Typing',
	unreadable: 'Unreadable',
	video: 'Video',
	vote: 'Vote',
};

export const typeName = (content: MessageContent) =>
	'media' in content ? mediaName(content.media) : TYPE_NAMES[content.type];

export const mediaName = ({ kind, voice }: Media) => (voice ? 'Voice message' : TYPE_NAMES[kind]);

const KB = 1024;

/** "700 bytes", "12 KB", "1.5 MB". */
export function sizeShown(bytes: number): string {
	if (bytes < KB) return counted(bytes, 'byte');
	return bytes < KB * KB
		? `${Math.round(bytes / KB).toLocaleString()} KB`
		: `${(bytes / KB / KB).toLocaleString([], { maximumFractionDigits: 1 })} MB`;
}

/** Whose words they are. */
export const writerOf = ({ direction, content }: SandboxMessage) =>
	direction === 'outgoing' || content.fromMe
		? content.sender
		: (content.author ?? content.contactName ?? 'Contact');

/** The first words in an answer, wherever its provider puts them. */
function wordsIn(answer: unknown): string | undefined {
	if (typeof answer === 'string') return answer;
	if (Array.isArray(answer)) return answer.map(wordsIn).find(Boolean);
	const { message, response, error, exists } = (answer ?? {}) as Record<string, unknown>;
	if (exists === false) return 'not on WhatsApp';
	return wordsIn(message ?? response ?? error ?? undefined);
}

/** What became of a message that a fault struck. */
export function strike({ accepted, fault, response }: SandboxMessage): string {
	if (!accepted) return 'Not taken';
	if (fault === 'slow-body') return 'Taken, but the answer was slow';
	return (response.status ?? 0) >= 400
		? 'Taken, but the answer was an error'
		: 'Taken, but the answer was lost';
}

/** The provider's reason for a refusal, where it gave one. */
export function refusal({ response }: SandboxMessage): string {
	const words = wordsIn(response.body);
	return `Refused with HTTP ${response.status}${words ? `: ${words}` : ''}`;
}

/** The name of a file as its sender gave it, or else as its address has it. */
export function fileName({ filename, link, id }: Media): string {
	const name = filename ?? link?.split(/[?#]/)[0].split('/').pop();
	return name || (link ?? (id === null ? 'No file' : `Media ID ${id}`));
}

/** Only addresses of the web can be opened from the page. */
export const isWebAddress = (link: string | null): link is string =>
	/^https?:\/\//i.test(link ?? '');

/** In words where it has some. */
export const place = ({ latitude, longitude, name, address }: Location) =>
	[name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`;

/** Opened only where somebody asks for it. */
export const mapOf = ({ latitude, longitude }: Location) =>
	`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;

/** One line for the list of conversations. */
export function preview(message: SandboxMessage): string {
	if (message.fault) return strike(message);
	if (!message.accepted) return refusal(message);
	const { content } = message;
	switch (content.type) {
		case 'ai':
			return 'The AI makes the first contact';
		case 'template':
			return content.text ?? `Template ${content.templateId}`;
		case 'contacts':
			return content.contacts.map(({ name }) => name).join(', ');
		case 'location':
			return `Location: ${place(content.location)}`;
		case 'text':
		case 'interactive':
		case 'unreadable':
		case 'button':
		case 'list':
			return content.text ?? '';
		case 'reaction':
			return content.text ? `Reacted with ${content.text}` : 'Took a reaction back';
		case 'edit':
			return `Edited: ${content.text ?? ''}`;
		case 'vote':
			return content.options.length > 0 ? `Voted: ${content.text}` : 'Took a vote back';
		case 'poll':
			return `Poll: ${content.poll.name}`;
		case 'delete':
			return 'This message was deleted';
		case 'read':
			return 'Read';
		case 'typing':
			return 'typing…';
		default:
			return `${typeName(content)}: ${content.text ?? fileName(content.media)}`;
	}
}
