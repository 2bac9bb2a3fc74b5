import type { ReadEvent } from '../contract/event';
import type { AskedQuestion } from '../contract/question';
import { isButtonId, referenceInText } from '../lib/resumeReference';
import { namesOf } from '../validation/person';

/** Whether a closer look is worth it: nearly all that comes in is no answer. */
export const mayAnswer = ({ event, message, quoted, questionRequest }: ReadEvent): boolean =>
	event === 'message.received' &&
	(isTap(message) ||
		(isSaid(message) && (questionRequest !== undefined || (!!quoted && isOurs(quoted)))));

/** Whether the words of one person may answer a question that they do not quote. */
export const mayBeWritten = ({ event, message, contact, chat = 'person' }: ReadEvent): boolean =>
	event === 'message.received' &&
	chat === 'person' &&
	isSaid(message) &&
	!isTap(message) &&
	namesOf(contact ?? {}).length > 0;

export const isTap = (message: ReadEvent['message']) => isButtonId(message?.reply?.id ?? '');

/** Some servers pass on the label of a button, and not its ID. */
const isSaid = (message: ReadEvent['message']) =>
	(message?.type === 'text' || message?.type === 'button') && typeof message.text === 'string';

const isOurs = ({ text, buttons }: AskedQuestion) =>
	referenceInText(text) !== undefined || buttons.some(({ id }) => isButtonId(id));
