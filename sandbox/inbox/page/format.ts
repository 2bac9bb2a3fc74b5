import type { SandboxMessage } from '../../conversations';

export const clock = (iso: string) =>
	new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

export const day = (iso: string) =>
	new Date(iso).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });

export const numberShown = (number: string) => number || 'No readable number';

export function initialsOf(name: string | null): string {
	const words = (name ?? '').split(/\s+/).filter(Boolean);
	return words.length > 0
		? [words[0], ...words.slice(1).slice(-1)].map(([letter]) => letter.toUpperCase()).join('')
		: '#';
}

const TYPE_NAMES = { ai: 'AI starts', template: 'Template', text: 'Text' };

export const typeName = ({ content }: SandboxMessage) => TYPE_NAMES[content.type];

/** The provider's reason for a refusal, where it gave one. */
export function refusal({ response }: SandboxMessage): string {
	const { message } = (response.body ?? {}) as { message?: string };
	return `Refused with HTTP ${response.status}${message ? `: ${message}` : ''}`;
}

/** One line for the list of conversations. */
export function preview(message: SandboxMessage): string {
	if (!message.accepted) return refusal(message);
	const { type, text, templateId } = message.content;
	if (type === 'ai') return 'The AI makes the first contact';
	return type === 'template' ? `Template ${templateId}` : (text ?? '');
}
