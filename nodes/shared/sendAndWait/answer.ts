import type { IDataObject } from 'n8n-workflow';
import type { Question } from '../contract/question';

/** An answer to a question. */
export interface Answer {
	answer: string | IDataObject;
	/** Of an approval. */
	approved?: boolean;
}

/** @param choice its place, from 0, as addresses and forms have it */
export function chosen(question: Question, choice: unknown): Answer | undefined {
	if (question.responseType !== 'approval') return undefined;
	const place = question.choices.findIndex((_label, each) => String(each) === choice);
	return place === -1 ? undefined : { answer: question.choices[place], approved: place === 0 };
}

/**
 * What a person wrote in the chat.
 * @param numbered whether a number stands for an answer
 * @returns `undefined` if the text does not answer the question, for example because it asks something back
 */
export function answerInWords(
	question: Question,
	text: string,
	numbered: boolean,
): Answer | undefined {
	switch (question.responseType) {
		case 'approval':
			return chosen(question, placeOf(question.choices, text, numbered));
		case 'freeText':
			return text.trim() === '' ? undefined : { answer: text };
		case 'customForm':
			return undefined;
	}
}

/** The place of the one choice that reads like this, or that has this number. */
function placeOf(choices: string[], text: string, numbered: boolean): string | undefined {
	// Where only emoji tell them apart, these count.
	for (const read of [folded, plain]) {
		const said = read(text);
		const alike = choices.flatMap((label, place) => (read(label) === said ? [place] : []));
		if (said !== '' && alike.length === 1) return String(alike[0]);
	}
	const said = plain(text);
	return numbered && /^\d$/.test(said) ? String(Number(said) - 1) : undefined;
}

/** Without accents. */
const folded = (text: string) =>
	text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Without what stands around the words: "*Sí!*" is "si", "1️⃣" is "1". A question stays one. From the first
 * letter straight to the last: a search for the end of what follows would look at a long text over and over.
 */
const plain = (text: string) => /[\p{L}\p{N}](?:[^]*[\p{L}\p{N}?])?/u.exec(folded(text))?.[0] ?? '';
