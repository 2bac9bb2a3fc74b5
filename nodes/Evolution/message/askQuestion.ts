import type { Ask, AskedQuestion, AskingOperation } from '../../shared/contract/question';
import { z } from '../../shared/lib/libraries';
import {
	question,
	questionGroups,
	readQuestion,
	refuseLongText,
} from '../../shared/sendAndWait/question';
import { addRefusal } from '../../shared/validation/schema';
import { MAX_ABOVE_BUTTONS, MAX_TEXT } from '../../shared/validation/textLimits';
import { apiVersion, chat, instance, readDestination } from '../destination';
import { instanceLookup, versionOf } from '../instanceKind';
import { sending } from './everyMessage';
import { buttonsLookup, type ButtonsKind } from './replyButtons';
import { sendButtons } from './sendButtons';
import { sendText } from './sendText';

const evolutionQuestion = z.object({
	instance,
	apiVersion,
	chat: chat.superRefine((chatId, context) => {
		if (!chatId.endsWith('@g.us')) return;
		const whatToDo = 'Enter the number of the person to ask.';
		const path = ['recipient'];
		const reason = 'A group cannot be asked: one person has to answer';
		addRefusal(context, reason, whatToDo, path, 'wrong-recipient');
	}),
	answerBy: z.enum(['auto', 'buttons', 'page', 'reply']),
	question: question(MAX_TEXT),
});

type EvolutionQuestion = z.infer<typeof evolutionQuestion>;

/**
 * Asks by reply buttons, or by a text with a link to the page that is also found again where the text is
 * quoted, or is the last one before a number.
 */
export const askQuestion: AskingOperation<EvolutionQuestion, ButtonsKind> = (ask) => {
	const asked = (message: EvolutionQuestion, found: ButtonsKind | undefined) =>
		inItsWay(ask, message, found);
	return {
		...sending,
		read: (parameters) => ({
			...readDestination(parameters),
			answerBy: parameters.value('answerBy') || 'page',
			question: readQuestion(parameters),
		}),
		groups: ['chat', ...questionGroups],
		schema: evolutionQuestion,
		lookup({ answerBy, instance: name, question: { responseType } }) {
			if (responseType !== 'approval' || answerBy === 'page') return undefined;
			return answerBy === 'reply' ? instanceLookup(name) : buttonsLookup(name);
		},
		refuse(message, found) {
			const question = asked(message, found);
			return question.buttons.length === 0
				? refuseLongText(question.text, MAX_TEXT)
				: (refuseLongText(question.text, MAX_ABOVE_BUTTONS) ??
						sendButtons.refuse?.(withButtons(message, question, found), found));
		},
		remark: ({ answerBy, question: { responseType } }, found) =>
			answerBy === 'auto' && responseType === 'approval' && !showsButtons(found)
				? 'Asked for a reply in the chat, as this instance shows no buttons'
				: undefined,
		request(message, found) {
			const question = asked(message, found);
			if (question.buttons.length > 0) {
				return sendButtons.request(withButtons(message, question, found), found);
			}
			const { text: messageText } = question;
			return sendText.request({ ...message, extras: WITHOUT_PREVIEW, messageText }, undefined);
		},
	};
};

/** The server would open the page to show a preview of it. */
const WITHOUT_PREVIEW = { linkPreview: false };

function inItsWay(
	ask: Ask,
	message: EvolutionQuestion,
	found: ButtonsKind | undefined,
): AskedQuestion {
	const { answerBy, question: asked, chat: to } = message;
	if (asked.responseType === 'customForm' || answerBy === 'page') return ask(asked, to, 'page');
	const byButtons = answerBy === 'buttons' || (answerBy === 'auto' && showsButtons(found));
	if (asked.responseType === 'freeText') return ask(asked, to, 'reply');
	if (!byButtons) {
		const { replyHint = versionOf(message, found) === 'v2' ? undefined : BY_QUOTE } = asked.texts;
		return ask({ ...asked, texts: { ...asked.texts, replyHint } }, to, 'reply');
	}
	const { text, buttons } = ask(asked, to, 'buttons');
	// Of a tap there, the server passes on the label alone: the question is found again by its link.
	return found?.channel === 'business'
		? { text: ask(asked, to, 'page').text, buttons }
		: { text, buttons };
}

/** Version 1 finds a question again by its ID alone; to the token of an instance it does not say what it is. */
const BY_QUOTE = 'Reply to this message with the number, or use the page.';

const showsButtons = (found: ButtonsKind | undefined): boolean =>
	found?.channel === 'business' || found?.showsButtons === true;

/** Phones show the title in bold, which ends with the line, and the rest below. */
function withButtons(
	message: EvolutionQuestion,
	{ text, buttons }: AskedQuestion,
	found: ButtonsKind | undefined,
) {
	const [title, description] = found?.channel === 'phone' ? text.split(/\n([^]*)/) : [text];
	return {
		...message,
		extras: {},
		title,
		description: description?.trim() || undefined,
		footer: undefined,
		buttons: buttons.map((each) => ({
			type: 'reply' as const,
			text: each.title,
			value: each.id,
		})),
	};
}
