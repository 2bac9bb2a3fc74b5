import type { IDataObject } from 'n8n-workflow';
import { interactiveObject } from '../shared/cloudApi/interactive';
import type { AskedQuestion, AskingOperation } from '../shared/contract/question';
import { z } from '../shared/lib/libraries';
import {
	question,
	questionGroups,
	readQuestion,
	refuseLongText,
	wayOf,
} from '../shared/sendAndWait/question';
import { MAX_ABOVE_BUTTONS, MAX_TEXT } from '../shared/validation/textLimits';
import { everyMessage, readEveryMessage, requestOf, sending } from './everyMessage';

const aisouleQuestion = z.object({
	...everyMessage,
	answerBy: z.enum(['buttons', 'page']),
	question: question(MAX_TEXT),
});

type AisouleQuestion = z.infer<typeof aisouleQuestion>;

/**
 * Asks by reply buttons, whose IDs come back when they are tapped, or by a text with a link.
 * Source: "Sending messages via API".
 */
export const askQuestion: AskingOperation<AisouleQuestion> = (ask) => {
	const asked = (message: AisouleQuestion) =>
		ask(message.question, sending.to(message), wayOf(message));
	return {
		...sending,
		read: (parameters) => ({
			...readEveryMessage(parameters),
			answerBy: parameters.value('answerBy') || 'page',
			question: readQuestion(parameters),
		}),
		groups: questionGroups,
		schema: aisouleQuestion,
		refuse(message) {
			const { text, buttons } = asked(message);
			return refuseLongText(text, buttons.length > 0 ? MAX_ABOVE_BUTTONS : MAX_TEXT);
		},
		request: (message) => requestOf(message, contentOf(asked(message))),
	};
};

const contentOf = ({ text, buttons }: AskedQuestion): IDataObject =>
	buttons.length === 0
		? { type: 'text', text }
		: {
				type: 'interactive',
				interactive: interactiveObject({ interactiveType: 'button', bodyText: text, buttons }),
			};
