import type { ReadEvent } from '../contract/event';
import type { AskedQuestion } from '../contract/question';
import { isButtonId, referenceInText } from '../lib/resumeReference';

/** Whether a closer look is worth it: nearly all that comes in is no answer. */
export const mayAnswer = ({ event, message, quoted, questionRequest }: ReadEvent): boolean =>
	event === 'message.received' &&
	(isTap(message) ||
		(isSaid(message) && (questionRequest !== undefined || (!!quoted && isOurs(quoted)))));

export const isTap = (message: ReadEvent['message']) => isButtonId(message?.reply?.id ?? '');

/** Some servers pass on the label of a button, and not its ID. */
const isSaid = (message: ReadEvent['message']) =>
	(message?.type === 'text' || message?.type === 'button') && typeof message.text === 'string';

const isOurs = ({ text, buttons }: AskedQuestion) =>
	referenceInText(text) !== undefined || buttons.some(({ id }) => isButtonId(id));
