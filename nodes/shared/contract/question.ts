import type { SendOperation } from './operation';

/** How a person answers: by a tap, by a reply in the chat, or on a page behind a link. */
export type AnswerWay = 'buttons' | 'reply' | 'page';

/** A field of the form that a person fills in, in n8n's own words. */
export interface FormField {
	/** Its name in the answer. */
	name: string;
	label: string;
	type: 'checkbox' | 'date' | 'dropdown' | 'email' | 'number' | 'radio' | 'text' | 'textarea';
	placeholder?: string;
	defaultValue?: string;
	required: boolean;
	/** Of those to choose from. */
	options: string[];
	/** Whether several of a dropdown may be chosen; of checkboxes always. */
	multiple: boolean;
}

/** What is asked, and how it may be answered. */
export type Question = {
	text: string;
	texts: QuestionTexts;
	/** How long the answer is waited for; absent: without end. */
	limit?: { ms: number } | { until: string };
} & (
	| { responseType: 'approval'; choices: string[] }
	| { responseType: 'freeText' }
	| { responseType: 'customForm'; fields: FormField[] }
);

/** What the message and the page say beside the question; absent: as they say it by themselves. */
export interface QuestionTexts {
	/** Above the link: how to reply in the chat. */
	replyHint?: string;
	/** In front of the link. */
	linkLabel?: string;
	title?: string;
	description?: string;
	submitLabel?: string;
	/** On the page after the answer. */
	thanks?: string;
}

/** A question as it goes out to one person, with what makes the answer come back. */
export interface AskedQuestion {
	text: string;
	/** For buttons: an ID that is tapped comes back. */
	buttons: Array<{ id: string; title: string }>;
	/** Whether the text has a number for each answer. */
	numbered?: boolean;
}

/** Puts a question into the words of one way, for this recipient alone. */
export type Ask = (question: Question, to: string, way: AnswerWay) => AskedQuestion;

/** A message whose answer the execution waits for. */
export type AskingOperation<Message extends { question: Question }, Found = never> = (
	ask: Ask,
) => SendOperation<Message, Found>;
