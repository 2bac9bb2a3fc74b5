import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import {
	contactMark,
	referenceInText,
	signedParameters,
	type ResumeReference,
} from '../lib/resumeReference';
import { whyUnavailable } from '../sharedMemory/sharedMemoryError';
import { openWaitingQuestions } from '../sharedMemory/waitingQuestions';
import { nameOf } from './ask';
import type { KeptQuestion } from './waitingItem';

type Node = IExecuteFunctions | IWebhookFunctions;

/** What the question is known by, to whoever asked it and to whoever takes the answer. */
const questionOf = (node: Node, { round, receipt: { provider, to } }: KeptQuestion) => ({
	provider,
	names: [nameOf(to)],
	node: node.getNode().name,
	execution: node.getExecutionId(),
	round,
});

/**
 * With Shared Memory, so that words in the chat find the question without a quote of it. It is out already:
 * what fails here stops nothing.
 */
export async function rememberQuestion(node: IExecuteFunctions, kept: KeptQuestion): Promise<void> {
	// Nobody fills in a form in the chat.
	if (kept.question.responseType === 'customForm') return;
	try {
		const questions = await openWaitingQuestions(node);
		if (!questions) return;
		const { to, messageId } = kept.receipt;
		const signed = signedParameters({ round: kept.round }, contactMark(nameOf(to)));
		await questions.add({
			...questionOf(node, kept),
			// An address of n8n always has one.
			reference: referenceInText(node.getSignedResumeUrl(signed)) as ResumeReference,
			to,
			messageId,
			workflow: node.getWorkflow().name ?? '',
		});
	} catch (error) {
		const message = `An answer in the chat that does not quote the question will not be found, as the shared memory could not store the question: ${whyUnavailable(error)}.`;
		node.logger.warn(`${node.getNode().name}: ${message}`);
		node.addExecutionHints({ message, location: 'outputPane' });
	}
}

/** Once it was answered in any way, so that it is not said to wait. Nobody waits for this. */
export async function forgetQuestion(node: IWebhookFunctions, kept: KeptQuestion): Promise<void> {
	try {
		const questions = await openWaitingQuestions(node, true);
		await questions?.forget(questionOf(node, kept));
	} catch (error) {
		node.logger.debug(
			`${node.getNode().name}: the shared memory still has a question that was answered: ${whyUnavailable(error)}`,
		);
	}
}
