import type { AskingOperation } from '../shared/contract/question';
import { z } from '../shared/lib/libraries';
import { question, questionGroups, readQuestion } from '../shared/sendAndWait/question';
import { qrMessage, readQrMessage, requestOf, sending } from './qrMessage';

/** No page names a longest text. */
const MAX_TEXT = Infinity;

const qrQuestion = z.object({ ...qrMessage, question: question(MAX_TEXT) });

type QrQuestion = z.infer<typeof qrQuestion>;

/**
 * Asks by a text with a link: a number connected by QR code sends texts alone.
 * Source: "Send QR message".
 */
export const askQrQuestion: AskingOperation<QrQuestion> = (ask) => ({
	...sending,
	read: (parameters) => ({
		...readQrMessage(parameters),
		question: readQuestion(parameters),
	}),
	groups: questionGroups,
	schema: qrQuestion,
	request: (message) => requestOf(message, ask(message.question, sending.to(message), 'page').text),
});
