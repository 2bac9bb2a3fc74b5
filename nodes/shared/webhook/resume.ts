import { sleep, type IN8nHttpFullResponse, type IWebhookFunctions } from 'n8n-workflow';
import type { Contact } from '../contract/event';
import type { ChatAnswer, TakenAnswer } from '../contract/chatAnswer';
import { parseJson } from '../lib/json';
import { at } from '../lib/jsonAccess';
import { runExclusive } from '../lib/mutex';
import { parseUrl } from '../lib/parseUrl';
import { reasonOf } from '../lib/reasonOf';
import { contactMark, resumeAddress, type ResumeReference } from '../lib/resumeReference';
import { namesOf } from '../validation/person';
import { NOBODY } from './completeEvent';

/** An answer as it came in. */
export interface IncomingAnswer {
	contact: Partial<Contact>;
	/** Of the message that it is. */
	messageId: string | null;
	text?: string;
}

/**
 * What became of it.
 * - `refused`: n8n says that it is forged, or that somebody else was asked.
 * - `failed`: n8n could not be reached, or did not take it now.
 */
export type Resumed = TakenAnswer['state'] | 'refused' | 'failed';

/** Questions that this process saw answered lately, each by the ID of the message. */
const taken = new Map<string, string | null>();

const MAX_REMEMBERED = 5000;

/**
 * Hands an answer to the execution that waits for it, over n8n's own signed address, which takes it from
 * the person that was asked alone. A provider may call twice, and two triggers may hear of the same
 * message: it resumes once, and is taken for both.
 */
export async function resume(
	node: IWebhookFunctions,
	reference: ResumeReference,
	incoming: IncomingAnswer,
): Promise<Resumed> {
	const { execution, node: asking, round } = reference;
	const question = [execution, asking, round].join(' ');
	return await runExclusive(laneOf(execution), async () => {
		if (taken.has(question)) {
			const { messageId } = incoming;
			return messageId !== null && taken.get(question) === messageId ? 'taken' : 'over';
		}
		const state = await inTurn(node, reference, incoming);
		if (state === 'taken') remember(question, incoming.messageId);
		return state;
	});
}

/**
 * Of one question, one answer at a time; and of all that many people tap at once, as many as n8n can take
 * while the calls of the provider come in, too.
 */
const laneOf = (execution: string) => `resume ${execution.slice(-1)}`;

function remember(question: string, messageId: string | null): void {
	taken.set(question, messageId);
	if (taken.size <= MAX_REMEMBERED) return;
	const [oldest] = taken.keys();
	taken.delete(oldest);
}

/** A person is known by a number, a LID or an ID, and was asked by one of these. */
async function inTurn(
	node: IWebhookFunctions,
	reference: ResumeReference,
	{ contact, text }: IncomingAnswer,
): Promise<Resumed> {
	const answer: ChatAnswer = { contact: { ...NOBODY, ...contact }, text };
	let state: Resumed = 'refused';
	for (const name of namesOf(contact)) {
		state = await persistently(node, reference, contactMark(name), answer);
		if (state !== 'refused') return state;
	}
	return state;
}

/** How long an execution takes at most to be stored as waiting, in ms, and one to lose a race. */
const PAUSES_MS = [200, 500, 1000, 2000];

async function persistently(
	node: IWebhookFunctions,
	reference: ResumeReference,
	mark: string,
	answer: ChatAnswer,
): Promise<Resumed> {
	let state = await post(node, reference, mark, answer);
	for (const pause of PAUSES_MS) {
		if (state !== 'busy') return state;
		await sleep(pause);
		state = await post(node, reference, mark, answer);
	}
	return state === 'busy' ? 'failed' : state;
}

/** As n8n's own client cuts off what takes longer. */
const TIMEOUT_MS = 10_000;

async function post(
	node: IWebhookFunctions,
	reference: ResumeReference,
	mark: string,
	answer: ChatAnswer,
): Promise<Resumed | 'busy'> {
	let state: Resumed | 'busy' = 'failed';
	const reasons: string[] = [];
	for (const { base, isHere } of waitingAddresses(node)) {
		try {
			const response = (await node.helpers.httpRequest({
				method: 'POST',
				url: resumeAddress(base, reference, mark),
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(answer),
				encoding: 'text',
				json: false,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				// The certificate of n8n is for its name, not for the address of this very machine.
				skipSslCertificateValidation: isHere,
				timeout: TIMEOUT_MS,
			})) as IN8nHttpFullResponse;
			state = stateOf(response);
		} catch (error) {
			reasons.push(`${base}: ${reasonOf(error)}`);
			state = 'failed';
		}
		if (state !== 'failed') return state;
	}
	if (reasons.length > 0) {
		node.logger.warn(
			`${node.getNode().name}: n8n did not take an answer at ${reasons.join(', nor at ')}`,
		);
	}
	return state;
}

function stateOf({ statusCode, body }: IN8nHttpFullResponse): Resumed | 'busy' {
	const said = at(parseJson(String(body)), 'state');
	switch (statusCode) {
		case 200:
			// Of a question that is over, n8n itself shows a page.
			return said === 'taken' || said === 'notAnAnswer' ? said : 'over';
		case 401:
			return 'refused';
		case 404:
			return /does not exist/.test(String(body)) ? 'over' : 'failed';
		// n8n takes nothing but the page for a form.
		case 415:
			return 'notAnAnswer';
		case 409:
			return /running already/.test(String(body)) ? 'busy' : 'over';
		// What n8n says to the one of two that comes second.
		case 500:
			return 'busy';
		default:
			return 'failed';
	}
}

/**
 * Where the waiting webhooks of this n8n are: at the very socket that the call came in on, which needs no
 * settings and no network, else at the public address.
 */
function waitingAddresses(node: IWebhookFunctions): Array<{ base: string; isHere: boolean }> {
	const resumeUrl = parseUrl(String(node.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	if (!resumeUrl) return [];
	const path = resumeUrl.pathname.replace(/\/[^/]*$/, '');
	const open = { base: resumeUrl.origin + path, isHere: false };
	const { localAddress, localPort, encrypted } = node.getRequestObject().socket as {
		localAddress?: string;
		localPort?: number;
		encrypted?: boolean;
	};
	if (localAddress === undefined || localPort === undefined) return [open];
	const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
	const here = `${encrypted ? 'https' : 'http'}://${host}:${localPort}${path}`;
	return [{ base: here, isHere: true }, open];
}
