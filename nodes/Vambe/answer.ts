import type { Answer } from '../shared/contract/answer';
import { fieldsOf, listOf, type Given } from '../shared/lib/jsonAccess';
import { hasOwnWords, saysInternalError } from '../shared/outcome/providerMessage';

const NO = /^(error|fail(ed|ure)?|rejected|invalid|false|no|0)$/i;

const YES = /^(ok|success(ful)?|sent|queued|accepted|true|yes|1)$/i;

const flagsIn = (body: Given) => {
	const { status, success, ok, sent } = fieldsOf(body);
	return [status, success, ok, sent].map((flag) => (flag === undefined ? '' : String(flag)));
};

const codesIn = (body: Given) => {
	const { status, statusCode, code } = fieldsOf(body);
	return [status, statusCode, code].map(Number);
};

/** Whether a success has a body that takes it back, in one of the usual ways. */
export function saysNo(body: Given): boolean {
	const { error, errors } = fieldsOf(body);
	return (
		body === false ||
		Boolean(error) ||
		listOf(errors).length > 0 ||
		flagsIn(body).some((flag) => NO.test(flag)) ||
		codesIn(body).some((code) => code >= 400) ||
		saysInternalError(body)
	);
}

/** Whether that no is in its own words, with nothing beside it that says yes, or that something broke. */
export const isRefusal = (body: Given): boolean =>
	saysNo(body) &&
	hasOwnWords(body) &&
	!flagsIn(body).some((flag) => YES.test(flag)) &&
	!codesIn(body).some((code) => code >= 500);

/** The answers that Vambe's reference names, as a text or as JSON. */
const DONE = /^"?Message (?:sent successfully|accepted for delivery)\.?"?$/i;

/**
 * Whether a success reads as one where no page shows its body: JSON that does not say no, the sentence
 * of the reference, or nothing at all. Any other text may come from something in between.
 */
export const isDone = ({ body, text }: Pick<Answer, 'body' | 'text'>): boolean =>
	text.trim() === '' ||
	DONE.test(text.trim()) ||
	(body !== undefined && typeof body !== 'string' && !saysNo(body));
