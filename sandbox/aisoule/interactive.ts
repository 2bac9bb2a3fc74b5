import type { Card, Media, MediaType } from '../conversations';
import { listAt, objectAt, textAt } from '../lib/jsonAccess';

/** The body of an interactive message, in Meta's words. */
export interface Interactive {
	type: 'button' | 'list';
	action: {
		buttons?: Array<{ reply: { id: string; title: string } }>;
		sections?: Array<{ title?: string; rows: Array<{ id: string }> }>;
	};
}

const MAX_ROWS = 10;

const repeats = (values: string[]) => new Set(values).size < values.length;

/** The rules of WhatsApp that a schema cannot say; `null` when all are kept. */
export function brokenRule({
	action: { buttons = [], sections = [] },
}: Interactive): string | null {
	if (repeats(buttons.map(({ reply }) => reply.id))) return 'Button ids must be unique';
	if (repeats(buttons.map(({ reply }) => reply.title))) return 'Button titles must be unique';
	const rows = sections.flatMap((section) => section.rows);
	if (rows.length > MAX_ROWS) return `A list must not have more than ${MAX_ROWS} rows in total`;
	if (repeats(rows.map(({ id }) => id))) return 'Row ids must be unique';
	if (sections.length > 1 && sections.some(({ title }) => !title)) {
		return 'Every section needs a title where there is more than one';
	}
	return null;
}

/** An interactive message as its recipient sees it. */
export function cardOf(interactive: unknown): Card {
	const button = textAt(interactive, 'action', 'button');
	const sections = listAt(interactive, 'action', 'sections').map((section) => ({
		title: textAt(section, 'title'),
		rows: listAt(section, 'rows').map((row) => ({
			id: textAt(row, 'id') ?? '',
			title: textAt(row, 'title') ?? '',
			description: textAt(row, 'description'),
		})),
	}));
	return {
		header: headerOf(objectAt(interactive, 'header')),
		footer: textAt(interactive, 'footer', 'text'),
		buttons: listAt(interactive, 'action', 'buttons').map((sent) => ({
			label: textAt(sent, 'reply', 'title') ?? '',
			detail: null,
			tap: { id: textAt(sent, 'reply', 'id') ?? '' },
		})),
		list: button === null ? null : { button, sections },
	};
}

function headerOf(header: Record<string, unknown>): string | Media | null {
	const type = textAt(header, 'type');
	if (type === null || type === 'text') return textAt(header, 'text');
	return {
		kind: type as MediaType,
		link: textAt(header, type, 'link'),
		id: textAt(header, type, 'id'),
		filename: textAt(header, type, 'filename'),
	};
}
