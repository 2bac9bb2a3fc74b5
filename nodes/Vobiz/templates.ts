import type { JsonValue, ResourceMapperField } from 'n8n-workflow';
import { entriesIn } from '../shared/entries';
import { z } from '../shared/libraries';
import type { TemplateVariable } from '../shared/metaTemplate';

/** What Vobiz lists of a template: GET /channels/{channelId}/templates ("Templates"). */
const template = z.object({
	name: z.string(),
	language: z.string(),
	category: z.string().nullish(),
	components: z
		.object({
			components: z.array(
				z
					.object({
						type: z.string(),
						format: z.string().nullish(),
						text: z.string().nullish(),
						buttons: z
							.array(
								z.object({
									type: z.string(),
									text: z.string().nullish(),
									url: z.string().nullish(),
								}),
							)
							.nullish(),
					})
					.passthrough(),
			),
		})
		.nullish(),
});

export type Template = z.infer<typeof template>;

const templatePage = z.object({ items: z.unknown(), has_more: z.boolean().nullish().catch(null) });

/** One page of a channel's approved templates, from 1. */
export const templatesPath = (channel: string, page: number) =>
	`/channels/${encodeURIComponent(channel)}/templates?status=APPROVED&page=${page}&limit=100`;

export function templatesIn(body: JsonValue | undefined): { templates: Template[]; more: boolean } {
	const page = templatePage.safeParse(body);
	return {
		templates: entriesIn(page.data?.items, template),
		more: page.data?.has_more ?? false,
	};
}

/** A template is known by its name and its language: `order_confirmation|en_US`. */
export const templateKey = ({ name, language }: Template) => `${name}|${language}`;

/** The variables of a text, in order: `{{1}}`, or `{{customer_name}}`. */
const placeholdersIn = (text: string | null | undefined): string[] => [
	...new Set([...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name)),
];

const field = (id: string, displayName: string, required = true): ResourceMapperField => ({
	id,
	displayName,
	required,
	defaultMatch: false,
	display: true,
	type: 'string',
});

const MEDIA_HEADERS = ['image', 'video', 'document'] as const;

const MEDIA_NAMES = { image: 'Image', video: 'Video', document: 'Document' };

/**
 * The variables of a template as fields to fill in. The id of a field says where its value goes, so
 * that a saved workflow needs no further look at the template: see `variableOf`.
 */
export function variableFields({ components }: Template): ResourceMapperField[] {
	return (components?.components ?? []).flatMap(({ type, format, text, buttons }) => {
		if (type === 'HEADER') {
			const media = MEDIA_HEADERS.find((kind) => kind === format?.toLowerCase());
			if (media) {
				return [
					field(`header_${media}`, `${MEDIA_NAMES[media]}: Link or ID`),
					...(media === 'document' ? [field('header_filename', 'Document: File Name', false)] : []),
				];
			}
			return placeholdersIn(text).map((name) =>
				field(`header_text_${name}`, `Header: {{${name}}}`),
			);
		}
		if (type === 'BODY') {
			return placeholdersIn(text).map((name) => field(`body_${name}`, `Body: {{${name}}}`));
		}
		return (buttons ?? []).flatMap((button, index) => buttonField(button, index));
	});
}

/** The kind first: n8n cuts long labels. */
function buttonField(
	button: { type: string; text?: string | null; url?: string | null },
	index: number,
): ResourceMapperField[] {
	const which = button.text ? `"${button.text}"` : `Button ${index + 1}`;
	if (button.type === 'URL' && placeholdersIn(button.url).length > 0) {
		return [field(`button_${index}_url`, `End of Link: ${which}`)];
	}
	if (button.type === 'COPY_CODE') return [field(`button_${index}_copy_code`, `Code: ${which}`)];
	if (button.type === 'QUICK_REPLY') {
		return [field(`button_${index}_quick_reply`, `Payload: ${which}`, false)];
	}
	return [];
}

const isNumber = (name: string) => /^\d+$/.test(name);

const named = (name: string) => (isNumber(name) ? {} : { name });

const mediaReference = (value: string) =>
	/^https?:\/\//i.test(value) ? { link: value } : { id: value };

/** Reads what `variableFields` wrote into the id of a field; `undefined` for a foreign id. */
function variableOf(
	id: string,
	value: string,
	filename: string | undefined,
): TemplateVariable | undefined {
	const [, header, headerName] = /^header_(text|image|video|document)(?:_(\w+))?$/.exec(id) ?? [];
	if (header === 'text')
		return { place: 'header', kind: 'text', value, ...named(headerName ?? '1') };
	if (header === 'image' || header === 'video') {
		return { place: 'header', kind: header, media: mediaReference(value) };
	}
	if (header === 'document') {
		return { place: 'header', kind: header, media: mediaReference(value), filename };
	}
	const [, bodyName] = /^body_(\w+)$/.exec(id) ?? [];
	if (bodyName) return { place: 'body', value, ...named(bodyName) };
	const [, index, kind] = /^button_(\d+)_(url|copy_code|quick_reply)$/.exec(id) ?? [];
	if (!index) return undefined;
	return {
		place: 'button',
		index: Number(index),
		kind: kind as 'url' | 'copy_code' | 'quick_reply',
		value,
	};
}

/** The variables in the order in which WhatsApp counts them: {{2}} before {{10}}. */
export function variablesFrom(values: Record<string, string>): TemplateVariable[] {
	const { header_filename: filename, ...others } = values;
	return Object.entries(others)
		.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
		.flatMap(([id, value]) => variableOf(id, value, filename) ?? []);
}
