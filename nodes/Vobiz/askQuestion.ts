import type { Parameters } from '../shared/contract/parameters';
import type { Ask, AskingOperation } from '../shared/contract/question';
import { z } from '../shared/lib/libraries';
import {
	question,
	questionGroups,
	readQuestion,
	refuseLongText,
} from '../shared/sendAndWait/question';
import { MAX_TEXT } from '../shared/validation/textLimits';
import type { WindowSearch } from './conversationWindow';
import {
	everyMessage,
	readEveryMessage,
	requestOf,
	sending,
	textContent,
	wabaIdFor,
} from './everyMessage';
import { inTurn } from './inTurn';
import { quickRepliesOf, refuseReplies, withReplies, type QuickReplySearch } from './quickReplies';
import {
	readTemplate,
	templateContent,
	templateMessage,
	type TemplateMessage,
} from './templateMessage';
import {
	NEVER_MIND,
	readWhenClosed,
	templateInstead,
	whenClosed,
	whenClosedAlone,
	windowFor,
	windowRemarks,
} from './whenClosed';

const vobizQuestion = z
	.object({
		...everyMessage,
		question: question(MAX_TEXT),
		way: z.discriminatedUnion('kind', [
			z.object({ kind: z.literal('template'), ...templateMessage }),
			z.object({ kind: z.literal('link'), whenClosed }),
			// No template takes a text or a form.
			z.object({ kind: z.literal('linkAlone'), whenClosed: whenClosedAlone }),
		]),
	})
	.transform(({ way, ...message }) => ({
		...message,
		template: way.kind === 'template' ? way : undefined,
		whenClosed: way.kind === 'template' ? NEVER_MIND : way.whenClosed,
	}));

type VobizQuestion = z.infer<typeof vobizQuestion>;

/** What has to be looked up beforehand. */
type Known = WindowSearch & QuickReplySearch & { wabaId?: string };

/**
 * Asks by a text with a link, or by a template whose quick replies come back when they are tapped.
 * Source: "Send Message API"; what a quick reply sends back is Meta's.
 */
export const askQuestion: AskingOperation<VobizQuestion, Known> = (ask) => ({
	...sending,
	...windowRemarks,
	read: (parameters) => ({
		...readEveryMessage(parameters),
		question: readQuestion(parameters),
		way: readWay(parameters),
	}),
	groups: [...questionGroups, 'way', 'variables', 'whenClosed', 'instead'],
	schema: vobizQuestion,
	lookup: (message) =>
		inTurn<Known>(
			{},
			() => wabaIdFor(message),
			(known) => windowFor(message, known),
			(known) => {
				const sent = templateOf(message, known);
				return sent && quickRepliesOf(message.channel, sent.template, known);
			},
		),
	refuse(message, known) {
		const sent = templateOf(message, known);
		return sent
			? refuseReplies(sent.template, buttonsOf(ask, message), known ?? {})
			: refuseLongText(textOf(ask, message), MAX_TEXT);
	},
	request(message, known) {
		const sent = templateOf(message, known);
		const content = sent
			? templateContent(withReplies(sent, buttonsOf(ask, message), known ?? {}))
			: textContent(textOf(ask, message));
		return requestOf(message, known, content);
	},
});

/** Reads only what the form shows. */
function readWay(parameters: Parameters) {
	const { value } = parameters;
	if ((value('responseType') || 'approval') !== 'approval') {
		const ifWindowClosed = value('ifWindowClosed') || NEVER_MIND.ifWindowClosed;
		return { kind: 'linkAlone', whenClosed: { ifWindowClosed } };
	}
	return value('answerBy') === 'template'
		? { kind: 'template', ...readTemplate(parameters) }
		: { kind: 'link', whenClosed: readWhenClosed(parameters) };
}

/** The template that goes out; `undefined` where a text does. */
const templateOf = (message: VobizQuestion, known?: Known): TemplateMessage | undefined =>
	message.template ?? templateInstead(message, known);

const buttonsOf = (ask: Ask, { question: asked, recipient }: VobizQuestion) =>
	ask(asked, recipient, 'buttons').buttons;

const textOf = (ask: Ask, { question: asked, recipient }: VobizQuestion) =>
	ask(asked, recipient, 'page').text;
