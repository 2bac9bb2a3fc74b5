import type { IDataObject } from 'n8n-workflow';
import type { Question } from '../contract/question';

/** An answer to a question. */
export interface Answer {
	answer: string | IDataObject;
	/** Of an approval. */
	approved?: boolean;
}

/** @param place of the choice, from 0 */
export function chosen(question: Question, place: number): Answer | undefined {
	if (question.responseType !== 'approval') return undefined;
	const answer = question.choices[place];
	return answer === undefined ? undefined : { answer, approved: place === 0 };
}

/**
 * What a person wrote in the chat.
 * @returns `undefined` where it is no answer, such as a question in return
 */
export function answerInWords(question: Question, text: string): Answer | undefined {
	switch (question.responseType) {
		case 'approval': {
			const said = plain(text);
			const labels = question.choices.map(plain);
			const byNumber = /^\d$/.test(said) ? Number(said) - 1 : -1;
			return chosen(question, labels.includes(said) ? labels.indexOf(said) : byNumber);
		}
		case 'freeText':
			return text.trim() === '' ? undefined : { answer: text };
		case 'customForm':
			return undefined;
	}
}

/** Without accents, emphasis and what stands around the words: "*Sí!*" is "si", "1️⃣" is "1". */
const plain = (text: string) =>
	text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
		.replace(/\s+/g, ' ')
		.toLowerCase();
