import type { AskingOperation } from '../shared/contract/question';
import { z } from '../shared/lib/libraries';
import {
	question,
	questionGroups,
	readQuestion,
	refuseLongText,
} from '../shared/sendAndWait/question';
import { MAX_TEXT } from '../shared/validation/textLimits';
import { readSessionMessage, requestOf, sending, sessionMessage } from './sessionMessage';

const vambeQuestion = z.object({ ...sessionMessage, question: question(MAX_TEXT) });

type VambeQuestion = z.infer<typeof vambeQuestion>;

/**
 * Asks by a text with a link: what the official API of Vambe sends in a chat has no buttons.
 * Source: docs.vambe.me, "Send a free-form WhatsApp session message".
 */
export const askQuestion: AskingOperation<VambeQuestion> = (ask) => {
	const textOf = (message: VambeQuestion) =>
		ask(message.question, sending.to(message), 'page').text;
	return {
		...sending,
		read: (parameters) => ({
			...readSessionMessage(parameters),
			question: readQuestion(parameters),
		}),
		groups: ['person', ...questionGroups],
		schema: vambeQuestion,
		refuse: (message) => refuseLongText(textOf(message), MAX_TEXT),
		request: (message) => requestOf(message, textOf(message)),
	};
};
