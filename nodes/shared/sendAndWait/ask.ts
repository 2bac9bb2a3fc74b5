import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ask, Question } from '../contract/question';
import {
	buttonId,
	contactMark,
	referenceInText,
	signedParameters,
	type ResumeReference,
} from '../lib/resumeReference';
import { namesOf, personOf } from '../validation/person';

/**
 * Puts the question of this execution into words. What goes along is n8n's own signature over the
 * execution, the node, the person, the round and, of a button, the answer.
 * @param round which question of this node it is
 */
export const askFor =
	(node: IExecuteFunctions, round: string): Ask =>
	(question, to, way) => {
		const address = (choice?: string) =>
			node.getSignedResumeUrl(signedParameters({ choice, round }, contactMark(nameOf(to))));
		const choices = question.responseType === 'approval' ? question.choices : [];
		if (way === 'buttons') {
			const buttons = choices.map((title, place) => {
				const choice = String(place);
				return { id: buttonId({ ...referenceIn(address(choice)), choice }), title };
			});
			return { text: question.text, buttons };
		}
		const { linkLabel = 'Answer here:' } = question.texts;
		const lines = [
			question.text,
			...(way === 'reply' ? howToReply(question, choices) : ['']),
			`${linkLabel} ${address()}`,
		];
		return { text: lines.join('\n'), buttons: [], numbered: way === 'reply' && choices.length > 0 };
	};

/** The first of the names that this person is known by: all that is known here is one of them. */
export const nameOf = (to: string): string => namesOf(personOf(to))[0] ?? to;

/** An address of n8n always has one. */
const referenceIn = (address: string) => referenceInText(address) as ResumeReference;

function howToReply({ texts, responseType }: Question, choices: string[]): string[] {
	if (responseType !== 'approval') {
		return ['', texts.replyHint ?? 'Reply to this message, or use the page.'];
	}
	const numbered = choices.map((title, place) => `${place + 1} – ${title}`);
	return ['', ...numbered, '', texts.replyHint ?? 'Reply with the number, or use the page.'];
}
