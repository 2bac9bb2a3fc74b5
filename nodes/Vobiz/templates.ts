import type { JsonValue, ResourceMapperField } from 'n8n-workflow';
import type { TemplateVariable } from '../shared/cloudApi/template';
import { lenientText } from '../shared/lib/lenientText';
import { z } from '../shared/lib/libraries';
import { validEntries } from '../shared/lib/validEntries';

/** In Meta's words; Meta lists them in capitals, and takes them in small letters too. */
const kind = z.string().transform((written) => written.toUpperCase());

const button = z.object({ type: kind, text: lenientText, url: z.string().nullish() });

const components = z.array(
	z.object({
		type: kind,
		format: kind.nullish(),
		text: z.string().nullish(),
		buttons: z.array(button).nullish(),
	}),
);

const UNREADABLE = 'COMPONENTS';

/** What Vobiz lists of a template: GET /channels/{channelId}/templates ("Templates"). */
const template = z.object({
	name: z.string(),
	language: z.string(),
	category: lenientText,
	components: z
		.union([z.object({ components }).transform((enclosing) => enclosing.components), components])
		.nullish()
		// What cannot be read may have variables, so it is a part that the fields do not know.
		.catch([{ type: UNREADABLE }]),
});

export type Template = z.infer<typeof template>;
type Component = z.infer<typeof components>[number];
type Button = z.infer<typeof button>;

/** Far above what an account has; ends the walk should a server always promise more. */
export const MAX_TEMPLATE_PAGES = 50;

const templatePage = z.object({ items: z.unknown(), has_more: z.boolean().nullish().catch(null) });

/** One page of a channel's approved templates, from 1. */
export const templatesPath = (channel: string, page: number) =>
	`/channels/${encodeURIComponent(channel)}/templates?status=APPROVED&page=${page}&limit=100`;

export function templatesIn(body: JsonValue | undefined): { templates: Template[]; more: boolean } {
	const page = templatePage.safeParse(body);
	return {
		templates: validEntries(page.data?.items, template),
		more: page.data?.has_more ?? false,
	};
}

/** A template is known by its name and its language: `order_confirmation|en_US`. */
export const templateKey = ({ name, language }: Pick<Template, 'name' | 'language'>) =>
	`${name}|${language}`;

/** The places of the quick replies among its buttons; `undefined` where Vobiz does not say. */
export const quickReplyPlaces = ({ components: parts }: Template): number[] | undefined =>
	!parts || parts.some(({ type }) => type === UNREADABLE)
		? undefined
		: parts.flatMap(({ buttons }) =>
				(buttons ?? []).flatMap(({ type }, place) => (type === 'QUICK_REPLY' ? [place] : [])),
			);

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** The variables of a text, in order: `{{1}}`, or `{{customer_name}}`. */
const variablesIn = (written: string | null | undefined): string[] => [
	...new Set([...(written ?? '').matchAll(VARIABLE)].map(([, name]) => name)),
];

const field = (id: string, displayName: string, required = true): ResourceMapperField => ({
	id,
	displayName,
	required,
	defaultMatch: false,
	display: true,
	type: 'string',
});

/** Some words before and behind a variable: n8n cuts long labels. */
function wordsAround(name: string, written: string): string {
	const line = written.replace(VARIABLE, '{{$1}}').replace(/\s+/g, ' ').trim();
	const around = new RegExp(`(?:\\S+ ){0,4}\\S*\\{\\{${name}\\}\\}\\S*(?: \\S+){0,2}`);
	const { 0: words, index } = around.exec(line)!;
	const end = index + words.length;
	return `${index > 0 ? '… ' : ''}${words}${end < line.length ? ' …' : ''}`;
}

/** The variables of a text as fields, each with the words around it. */
const textFields = (place: 'Header' | 'Body', written: string | null | undefined, id: string) =>
	variablesIn(written).map((name) =>
		field(`${id}_${name}`, `${place}: {{${name}}} · ${wordsAround(name, written!)}`),
	);

/** The name of a field without these words, as errors use it. */
export const shortName = (displayName: string) =>
	displayName.replace(/^((?:Header|Body): \{\{\w+\}\}) · .*$/s, '$1');

const MEDIA_HEADERS = ['image', 'video', 'document'] as const;

const MEDIA_NAMES = { image: 'Image', video: 'Video', document: 'Document' };

/** A part that needs more than texts. Its field is saved too, so that a send knows of it. */
const unsupported = (id: string, part: string): ResourceMapperField => ({
	...field(`unsupported_${id.toLowerCase()}`, part, false),
	readOnly: true,
	defaultValue: 'Set "Variables" to "Using JSON"',
});

/** Whether a field only says that its part needs "Using JSON". */
export const isUnsupported = (id: string) => id.startsWith('unsupported_');

/** LIMITED_TIME_OFFER: Limited Time Offer. */
const titleOf = (kind: string) =>
	kind
		.split('_')
		.map((word) => word.charAt(0) + word.slice(1).toLowerCase())
		.join(' ');

/** What a person who taps it sees and no sender fills in. */
const WITHOUT_VARIABLES = ['FOOTER', 'CALL_PERMISSION_REQUEST'];
const BUTTONS_WITHOUT_VARIABLES = ['PHONE_NUMBER', 'VOICE_CALL'];

/**
 * The variables of a template as fields to fill in. The id of a field says where its value goes, so
 * that a saved workflow needs no further look at the template: see `variableOf`.
 */
export const variableFields = ({ category, components }: Template): ResourceMapperField[] =>
	(components ?? []).flatMap((component) => {
		if (component.type === 'HEADER') return headerFields(component);
		if (component.type === 'BODY') return bodyFields(component, category);
		if (component.type === 'BUTTONS') return (component.buttons ?? []).flatMap(buttonField);
		return WITHOUT_VARIABLES.includes(component.type)
			? []
			: [unsupported(component.type, titleOf(component.type))];
	});

function headerFields({ format, text: written }: Component): ResourceMapperField[] {
	if (format === 'LOCATION') {
		return [
			field('header_location_latitude', 'Location: Latitude'),
			field('header_location_longitude', 'Location: Longitude'),
			field('header_location_name', 'Location: Name', false),
			field('header_location_address', 'Location: Address', false),
		];
	}
	const media = MEDIA_HEADERS.find((each) => each === format?.toLowerCase());
	if (media) {
		return [
			field(`header_${media}`, `${MEDIA_NAMES[media]}: Link or ID`),
			...(media === 'document' ? [field('header_filename', 'Document: File Name', false)] : []),
		];
	}
	return !format || format === 'TEXT'
		? textFields('Header', written, 'header_text')
		: [unsupported(`header_${format}`, `Header: ${titleOf(format)}`)];
}

/** WhatsApp itself writes the body of a template for one-time codes; its variable is the code. */
function bodyFields({ text: written }: Component, category: Template['category']) {
	return !written && category?.toUpperCase() === 'AUTHENTICATION'
		? [field('body_1', 'Body: {{1}}')]
		: textFields('Body', written, 'body');
}

/** The kind first: n8n cuts long labels. */
function buttonField({ type, text: label, url }: Button, index: number): ResourceMapperField[] {
	const which = label ? `"${label}"` : `Button ${index + 1}`;
	if (type === 'URL') {
		return variablesIn(url).length > 0
			? [field(`button_${index}_url`, `End of Link: ${which}`)]
			: [];
	}
	if (type === 'COPY_CODE') return [field(`button_${index}_copy_code`, `Code: ${which}`)];
	// A one-time code is the end of a link to WhatsApp, whatever the button does with it.
	if (type === 'OTP') return [field(`button_${index}_url`, `Code: ${which}`)];
	if (type === 'QUICK_REPLY') {
		return [field(`button_${index}_quick_reply`, `Payload: ${which}`, false)];
	}
	return BUTTONS_WITHOUT_VARIABLES.includes(type)
		? []
		: [unsupported(`button_${index}_${type}`, `${titleOf(type)} Button: ${which}`)];
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
	const {
		header_filename: filename,
		header_location_latitude: latitude,
		header_location_longitude: longitude,
		header_location_name: name,
		header_location_address: address,
		...others
	} = values;
	const location: TemplateVariable[] =
		latitude === undefined || longitude === undefined
			? []
			: [
					{
						place: 'header',
						kind: 'location',
						location: {
							latitude,
							longitude,
							...(name !== undefined && { name }),
							...(address !== undefined && { address }),
						},
					},
				];
	const texts = Object.entries(others)
		.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
		.flatMap(([id, value]) => variableOf(id, value, filename) ?? []);
	return [...location, ...texts];
}
