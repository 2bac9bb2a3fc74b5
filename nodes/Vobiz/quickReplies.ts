import type { IDataObject } from 'n8n-workflow';
import { templateComponents } from '../shared/cloudApi/template';
import type { Complaint } from '../shared/contract/file';
import type { Lookup } from '../shared/contract/operation';
import type { AskedQuestion } from '../shared/contract/question';
import type { TemplateMessage } from './templateMessage';
import {
	MAX_TEMPLATE_PAGES,
	quickReplyPlaces,
	templateKey,
	templatesIn,
	templatesPath,
} from './templates';

/** What the way to the quick replies of a template has found so far. */
export interface QuickReplySearch {
	/** Their places among its buttons; absent: Vobiz does not say. */
	quickReplies?: readonly number[];
	isOnNextPage?: boolean;
}

/** Asks which buttons of a template a person can answer with. */
export function quickRepliesOf<Known extends QuickReplySearch>(
	channel: string,
	template: TemplateMessage['template'],
	known: Known,
	page = 1,
): Lookup<Known> {
	return {
		request: { method: 'GET', path: templatesPath(channel, page) },
		find(body) {
			const { templates, more } = templatesIn(body);
			const listed = templates.find((each) => templateKey(each) === templateKey(template));
			return {
				...known,
				quickReplies: listed && quickReplyPlaces(listed),
				isOnNextPage: !listed && more && page < MAX_TEMPLATE_PAGES,
			};
		},
		// Nobody hears of it: what cannot be asked counts as unknown.
		otherwise: known,
		missing: { code: 'not-found', field: 'template', reason: '', whatToDo: '' },
		next: ({ isOnNextPage }) =>
			isOnNextPage ? quickRepliesOf(channel, template, known, page + 1) : undefined,
	};
}

type Buttons = AskedQuestion['buttons'];

/** WhatsApp's own, of what a quick reply sends back. */
const MAX_PAYLOAD = 128;

/** What stands against these answers. */
export function refuseReplies(
	{ name }: TemplateMessage['template'],
	buttons: Buttons,
	{ quickReplies }: QuickReplySearch,
): Complaint | undefined {
	if (quickReplies && quickReplies.length < buttons.length) {
		return {
			field: 'template',
			code: 'template-mismatch',
			reason: `The template ${name} has ${inWords(quickReplies.length, 'quick reply', 'quick replies')}, but the question has ${inWords(buttons.length, 'answer', 'answers')}`,
			whatToDo:
				'Pick a template with a quick reply for each answer. Without them, only a link to a page can be answered.',
		};
	}
	const longest = Math.max(...buttons.map(({ id }) => id.length));
	if (longest <= MAX_PAYLOAD) return undefined;
	return {
		field: 'template',
		code: 'template-mismatch',
		reason: `What a quick reply has to send back has ${longest} characters, but WhatsApp allows only ${MAX_PAYLOAD}: the ID of this node is too long`,
		whatToDo:
			'Duplicate the node in the editor, connect the copy and delete this one: the ID of the copy is short.',
	};
}

const inWords = (count: number, one: string, several: string) =>
	`${count === 0 ? 'no' : count} ${count === 1 ? one : several}`;

/** The template, whose quick replies in these places, or its first buttons, now send the IDs of the answers. */
export function withReplies(
	{ variables, ...message }: TemplateMessage,
	buttons: Buttons,
	{ quickReplies = buttons.map((_, place) => place) }: QuickReplySearch,
): TemplateMessage {
	const places = quickReplies.slice(0, buttons.length);
	const given = (variables.components ?? []) as IDataObject[];
	const replies = buttons.map(
		({ id }, answer) =>
			({ place: 'button', kind: 'quick_reply', index: places[answer], value: id }) as const,
	);
	return {
		...message,
		variables: {
			components: [
				...given.filter((component) => !isReplyIn(places, component)),
				...templateComponents(replies),
			],
		},
	};
}

/** In Meta's words, whatever the case. */
const isReplyIn = (places: readonly number[], { sub_type, index }: IDataObject) =>
	String(sub_type).toLowerCase() === 'quick_reply' && places.includes(Number(index));
