import { checkProvider, nothingSent, type Said, type Verdict } from '../contract/verdict';

/** On a question that goes before a message, when it got no usable answer. */
export const lookupFailed: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	code: 'no-usable-answer',
	reason: 'Could not load the data that {provider} needs for this message',
	whatToDo: 'Run the item again.',
	retry: 'message-waits',
	stops: 'channel',
	failure: { cause: 'temporarily-unavailable' },
};

/** On a question or a change that reaches nobody: repeating it does no harm. */
export const dataFailed: Verdict = {
	outcome: 'notSent',
	evidence: nothingSent,
	code: 'no-usable-answer',
	reason: '{provider} did not answer as expected',
	whatToDo: 'Run the item again: doing this twice does no harm.',
	retry: 'message-waits',
	failure: { cause: 'temporarily-unavailable' },
};

/** The same of what would be there twice. */
export const creationUnclear: Verdict = {
	outcome: 'unknown',
	code: 'no-usable-answer',
	reason: '{provider} did not answer as expected',
	whatToDo: 'Check in {provider} whether it was created before you run the item again.',
	failure: { cause: 'temporarily-unavailable' },
};

/** On something that a message needs and the provider does not know. */
export const missing = (said: Said): Verdict => ({
	outcome: 'notSent',
	evidence: nothingSent,
	...said,
});

const again =
	'If it was not, turn on the option "Retry When Unsure (May Send Twice)" and run the item again.';

/** Verdicts that no answer is needed for. */
export const lastResort = {
	/** The ledger has it as sent, without an answer. */
	tried: {
		outcome: 'unknown',
		code: 'earlier-try',
		reason: 'An earlier try of this execution may have sent the message already',
		whatToDo: `${checkProvider}. ${again}`,
	},
	/** Send Once has its key as claimed, and not as done. */
	claimed: {
		outcome: 'unknown',
		code: 'earlier-try',
		reason:
			'An earlier execution started to send the message with this Send Once key and did not finish',
		whatToDo: `${checkProvider}. ${again}`,
	},
	cancelled: {
		outcome: 'notSent',
		evidence: { unsent: 'it was still waiting for its turn' },
		code: 'not-tried',
		reason: 'The execution was cancelled before the message left',
		whatToDo: 'Run the item again.',
	},
} satisfies Record<string, Verdict>;

/** On a message whose earlier try may be out: the last refusal does not take that back. */
export const afterUnsure = (verdict: Verdict): Verdict => ({
	...verdict,
	outcome: 'unknown',
	reason: `An earlier try may have sent the message. Of the last one: ${verdict.reason}`,
	whatToDo: `${checkProvider}. ${verdict.whatToDo}`,
});

/** @param opening when the hours begin */
export const outsideHours = (opening: string): Verdict => ({
	outcome: 'notSent',
	evidence: { unsent: 'no request was made' },
	code: 'outside-hours',
	reason: "It is outside the hours of 'Send Between' now",
	whatToDo: `Run the item again from ${opening}.`,
});

/** On a store of n8n that cannot be asked whether the key of a message was sent. */
export const storeFailed = (reason: string): Verdict => ({
	outcome: 'notSent',
	evidence: { unsent: 'no request was made' },
	code: 'send-once-unavailable',
	reason: `n8n could not look up the Send Once key: ${reason}`,
	whatToDo: 'Run the item again. If it happens again, check the log of n8n.',
	failure: { cause: 'temporarily-unavailable' },
});

/** On a file that n8n no longer has when it is to leave. */
export const fileUnreadable = (reason: string): Verdict => ({
	outcome: 'notSent',
	evidence: { unsent: 'no request was made' },
	code: 'missing-file',
	reason: `n8n could not read the file: ${reason}`,
	whatToDo:
		'Check that the execution which made it still exists: n8n deletes files with their executions.',
});

/** On values that no request can carry, such as half a character in an ID. */
export const unbuildable = (reason: string): Verdict => ({
	outcome: 'notSent',
	evidence: { unsent: 'no request could be made' },
	code: 'invalid-field',
	reason: `No request could be made of these values: ${reason}`,
	whatToDo: 'Check the texts and IDs of this item for odd characters.',
});
