import type { IDataObject } from 'n8n-workflow';
import { firstRepeated } from '../lib/firstRepeated';
import { z } from '../lib/libraries';
import {
	addRefusal,
	jsonOf,
	limitedText,
	optionalLimitedText,
	webAddress,
} from '../validation/schema';
import { MAX_ABOVE_BUTTONS, MAX_TEXT } from '../validation/textLimits';

/**
 * Interactive messages of the WhatsApp Cloud API, with its limits: those of "Interactive reply
 * buttons" and "Interactive lists" in Meta's documentation. The gateways pass them on.
 */
const MAX_BUTTONS = 3;

const MAX_SECTIONS = 10;

const MAX_ROWS = 10;

/** Refuses a list with the same value twice, comparing as WhatsApp does. */
export function refuseRepeated(context: z.RefinementCtx, label: string, values: readonly string[]) {
	const repeated = firstRepeated(values);
	if (repeated === undefined) return;
	addRefusal(context, `Two ${label} are the same: "${repeated}"`, 'Make each of them different.');
}

const button = z.object({
	id: limitedText(
		'Button ID',
		256,
		'Enter an ID, which your workflow receives when the button is tapped.',
	),
	title: limitedText('Button Title', 20, 'Enter the label of the button.'),
});

const buttons = z.array(button).superRefine((given, context) => {
	if (given.length === 0) addRefusal(context, "'Buttons' is empty", 'Add one to three buttons.');
	if (given.length > MAX_BUTTONS) {
		addRefusal(
			context,
			`'Buttons' has ${given.length}, but WhatsApp allows only ${MAX_BUTTONS}`,
			'Remove some, or send a list, which can have ten rows.',
		);
	}
	refuseRepeated(
		context,
		'button IDs',
		given.map((each) => each.id),
	);
	refuseRepeated(
		context,
		'button titles',
		given.map((each) => each.title),
	);
});

const row = z.object({
	id: limitedText(
		'Row ID',
		200,
		'Enter an ID, which your workflow receives when the row is tapped.',
	),
	title: limitedText('Row Title', 24, 'Enter the label of the row.'),
	description: optionalLimitedText('Row Description', 72),
});

const section = z.object({
	title: optionalLimitedText('Section Title', 24),
	rows: z.array(row),
});

const sections = z.array(section).superRefine((given, context) => {
	const rows = given.flatMap((each) => each.rows);
	if (rows.length === 0) addRefusal(context, "'Sections' has no rows", 'Add one to ten rows.');
	if (rows.length > MAX_ROWS) {
		addRefusal(
			context,
			`'Sections' has ${rows.length} rows, but WhatsApp allows only ${MAX_ROWS} in total`,
			'Remove some, or split them over two messages.',
		);
	}
	if (given.length > MAX_SECTIONS) {
		addRefusal(
			context,
			`'Sections' has ${given.length}, but WhatsApp allows only ${MAX_SECTIONS}`,
			'Put the rows into fewer sections.',
		);
	}
	if (given.length > 1 && given.some(({ title }) => title === undefined)) {
		addRefusal(
			context,
			"A section has no 'Section Title'",
			'With more than one section, each needs a title.',
		);
	}
	if (given.some((each) => each.rows.length === 0) && rows.length > 0) {
		addRefusal(context, 'A section has no rows', 'Add a row to it, or remove the section.');
	}
	refuseRepeated(
		context,
		'row IDs',
		rows.map((each) => each.id),
	);
});

const header = z
	.discriminatedUnion('headerType', [
		z.object({
			headerType: z.literal('text'),
			headerText: limitedText('Header Text', 60, 'Enter the text of the header.'),
		}),
		z.object({
			headerType: z.enum(['image', 'video', 'document']),
			headerLink: webAddress('Header Link', ['https', 'http']),
		}),
	])
	.optional();

const footer = optionalLimitedText('Footer', 60);

/** What a message with buttons or with a list is made of. */
export const interactiveParts = z.discriminatedUnion('interactiveType', [
	z.object({
		interactiveType: z.literal('button'),
		header,
		bodyText: limitedText('Body', MAX_ABOVE_BUTTONS, 'Enter the text above the buttons.'),
		footer,
		buttons,
	}),
	z.object({
		interactiveType: z.literal('list'),
		header: header.refine((given) => given === undefined || given.headerType === 'text', {
			message: "A list cannot have an image, video or document as its 'Header'",
			params: { whatToDo: 'Use a text, or leave the header out.' },
		}),
		bodyText: limitedText('Body', MAX_TEXT, 'Enter the text above the list.'),
		footer,
		listButton: limitedText(
			'List Button',
			20,
			'Enter the label of the button that opens the list.',
		),
		sections,
	}),
]);

export type InteractiveParts = z.infer<typeof interactiveParts>;

/** The `interactive` object as the Cloud API takes it. */
export function interactiveObject(parts: InteractiveParts) {
	return {
		type: parts.interactiveType,
		...(parts.header && { header: headerObject(parts.header) }),
		body: { text: parts.bodyText },
		...(parts.footer !== undefined && { footer: { text: parts.footer } }),
		action:
			parts.interactiveType === 'button'
				? { buttons: parts.buttons.map((reply) => ({ type: 'reply', reply })) }
				: { button: parts.listButton, sections: parts.sections },
	};
}

function headerObject(given: NonNullable<InteractiveParts['header']>) {
	return given.headerType === 'text'
		? { type: 'text', text: given.headerText }
		: { type: given.headerType, [given.headerType]: { link: given.headerLink } };
}

const textObject = z.object({ text: z.string() });

/** The form of an `interactive` object, to hold its parts to the same limits. */
const partsOfObject = z
	.object({
		type: z.string(),
		header: z.record(z.unknown()).optional(),
		body: textObject.optional(),
		footer: textObject.optional(),
		action: z
			.object({
				button: z.string().optional(),
				buttons: z
					.array(z.object({ reply: z.object({ id: z.string(), title: z.string() }) }))
					.default([]),
				sections: z
					.array(
						z.object({
							title: z.string().optional(),
							rows: z.array(
								z.object({
									id: z.string(),
									title: z.string(),
									description: z.string().optional(),
								}),
							),
						}),
					)
					.default([]),
			})
			.optional(),
	})
	.transform(({ type, header: given, body, footer: small, action }) => {
		const media = given?.[String(given.type)] as { link?: unknown; id?: unknown } | undefined;
		const judged = { headerType: given?.type, headerText: given?.text, headerLink: media?.link };
		return {
			interactiveType: type,
			// Media that Meta has already are known by an ID, which has no limits.
			header: given && !media?.id ? judged : undefined,
			bodyText: body?.text,
			footer: small?.text,
			buttons: action?.buttons.map(({ reply }) => reply) ?? [],
			listButton: action?.button,
			sections: action?.sections ?? [],
		};
	});

/** The same as a user writes it. Buttons and lists are held to the limits; other kinds pass. */
export const interactiveJson = (label: string) =>
	jsonOf(
		label,
		'object',
		'{"type": "button", "body": {"text": "How can we help?"}, "action": {"buttons": […]}}',
	).superRefine((given, context) => {
		const { type } = given as { type?: unknown };
		if (typeof type === 'string' && !['button', 'list'].includes(type)) return;
		const parts = partsOfObject.safeParse(given);
		if (!parts.success) {
			const whatToDo = 'Write it in the form of the WhatsApp Cloud API, with a type and an action.';
			addRefusal(context, `'${label}' is not an interactive message`, whatToDo);
			return;
		}
		const judged = interactiveParts.safeParse(parts.data);
		for (const issue of judged.error?.issues ?? []) context.addIssue({ ...issue, path: [] });
	});

/** The rows of a section are one level deeper in n8n's parameters. */
export const readSections = (given: unknown) =>
	(Array.isArray(given) ? given : []).map((entry: IDataObject | null | undefined) => ({
		title: entry?.title,
		rows: (entry?.rows as IDataObject | undefined)?.row ?? [],
	}));
