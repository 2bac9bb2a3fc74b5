import type { IWebhookFunctions } from 'n8n-workflow';
import type { ReadEvent } from '../contract/event';
import type { Inbound } from '../contract/inbound';
import type { ProviderRequest } from '../contract/operation';
import type { AskedQuestion } from '../contract/question';
import { requestOrThrow } from '../http/requestOrThrow';
import { dataFailed } from '../outcome/ownVerdicts';
import { reasonOf } from '../lib/reasonOf';
import {
	isButtonId,
	referenceInButtonId,
	referenceInText,
	type ResumeReference,
} from '../lib/resumeReference';
import { isTap, mayAnswer } from './mayAnswer';
import { resume } from './resume';
import { handOnWritten, type HandedOn } from './writtenAnswer';

/** What came in, less the answers to questions of Send and Wait. */
interface Remaining {
	events: ReadEvent[];
	/** An answer could not be handed on: the provider has to call again. */
	failed: boolean;
}

/**
 * Hands the answers among these events to the executions that wait for them. A tap on one of our buttons
 * starts no workflow, whatever became of it; words that answer nothing are a message like any other.
 * @param isWritten whether the words of an event may answer a question that they do not quote
 */
export async function handOnAnswers(
	node: IWebhookFunctions,
	inbound: Inbound,
	events: readonly ReadEvent[],
	isWritten: (event: ReadEvent) => boolean,
): Promise<Remaining> {
	const remaining: Remaining = { events: [], failed: false };
	for (const event of events) {
		const state = await handOn(node, inbound, event, isWritten(event));
		if (state === 'noAnswer') remaining.events.push(event);
		remaining.failed ||= state === 'failed';
	}
	return remaining;
}

/** A question that is answered, and what is said to it; without words it is a tap. */
interface Found {
	reference: ResumeReference;
	text?: string;
}

async function handOn(
	node: IWebhookFunctions,
	inbound: Inbound,
	event: ReadEvent,
	isWritten: boolean,
): Promise<HandedOn> {
	const written = async () => (isWritten ? await handOnWritten(node, inbound, event) : 'noAnswer');
	const isReply = !!event.quoted || !!event.message?.messageId;
	// A number alone is for the last message only where no question is known to wait for it.
	const alone = isReply ? 'noAnswer' : await written();
	if (alone !== 'noAnswer') return alone;

	const found = mayAnswer(event) ? await answerIn(node, inbound, event) : undefined;
	// Of some taps on our buttons, only the label comes.
	const tapped = isTap(event.message) || (!!found && event.message?.type === 'button');
	const nothing = tapped ? 'handedOn' : 'noAnswer';
	if (!found) {
		if (!tapped) return isReply ? await written() : 'noAnswer';
		node.logger.warn(
			`${node.getNode().name}: ignored a tap on a button with an ID that is not whole`,
		);
		return 'handedOn';
	}
	const state = await resume(node, found.reference, {
		contact: { ...event.contact },
		messageId: event.message?.id ?? null,
		text: found.text,
	});
	if (state === 'failed') return 'failed';
	if (state === 'taken') return 'handedOn';
	node.logger.info(
		`${node.getNode().name}: ${SAID[state]} (execution ${found.reference.execution})`,
	);
	return nothing;
}

/** For the log; a stranger is told nothing. */
const SAID = {
	notAnAnswer: 'a message that quotes a question is none of its answers',
	over: 'an answer came to a question that is no longer open',
	refused: 'ignored an answer that somebody else was asked for, or that is forged',
} as const;

async function answerIn(
	node: IWebhookFunctions,
	inbound: Inbound,
	{ message, quoted, questionRequest }: ReadEvent,
): Promise<Found | undefined> {
	const tapped = message?.reply?.id ?? '';
	if (isButtonId(tapped)) {
		const reference = referenceInButtonId(tapped);
		return reference && { reference };
	}
	const question =
		quoted ?? (questionRequest && (await questionBy(node, inbound, questionRequest)));
	return question ? answerTo(question, message?.text ?? '') : undefined;
}

/** What the provider says of the message that may be the question. */
async function questionBy(
	node: IWebhookFunctions,
	{ provider, questionIn }: Inbound,
	request: ProviderRequest,
): Promise<AskedQuestion | null> {
	try {
		const { body } = await requestOrThrow(node, provider, request, { unclear: dataFailed });
		return body === undefined ? null : (questionIn?.(body) ?? null);
	} catch (error) {
		node.logger.warn(
			`${node.getNode().name}: could not find out whether a message answers a question, so that it is taken for one that does not: ${reasonOf(error)}`,
		);
		return null;
	}
}

function answerTo({ text, buttons }: AskedQuestion, said: string): Found | undefined {
	const button = buttons.find(({ title }) => isSame(title, said));
	const tapped = button && referenceInButtonId(button.id);
	if (tapped) return { reference: tapped };
	const quoted = referenceInText(text);
	return quoted && { reference: quoted, text: said };
}

const isSame = (one: string, other: string) =>
	one.trim().toLowerCase() === other.trim().toLowerCase();
