import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Contact } from '../contract/event';
import type { ChatAnswer, TakenAnswer } from '../contract/chatAnswer';
import { reasonOf } from '../lib/reasonOf';
import { contactMark } from '../lib/resumeReference';
import { namesOf } from '../validation/person';
import { answerInWords, chosen, type Answer } from './answer';
import { readForm } from './form';
import { closedPage, questionPage, thanksPage } from './page';
import { answeredItem, waitingOf, type KeptQuestion } from './waitingItem';

/** The webhook of a node that waits, once n8n has checked the signature. */
export async function answerQuestion(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return answer(node);
	} catch (error) {
		// n8n would end the execution with the error.
		node.logger.error(`${node.getNode().name}: could not read an answer: ${reasonOf(error)}`);
		node.getResponseObject().status(400).send('This answer cannot be read.');
		return { noWebhookResponse: true };
	}
}

/** Shows the page, and takes the answer. Whoever only opens the link, as a preview of it does, answers nothing. */
function answer(node: IWebhookFunctions): IWebhookResponseData {
	const { method, headers } = node.getRequestObject();
	const kept = waitingOf(node);
	// Of an earlier question of this node in the same execution.
	const open = kept?.round === round(node) ? kept : undefined;
	if (/^application\/json\b/.test(headers['content-type'] ?? '')) {
		return open ? fromChat(node, open) : inform('over');
	}
	if (!open) return show(node, closedPage(), 410);
	if (method !== 'POST') return show(node, questionPage(open.question));

	const form = readForm(open.question, fieldsIn(node.getBodyData()));
	if ('complaints' in form) return show(node, questionPage(open.question, form), 422);
	withPageHeaders(node);
	return resumeWith(open, form.answer, null, thanksPage(open.question));
}

/** As n8n parses a form, which it wants as multipart where it has several fields. */
const fieldsIn = (body: IDataObject | undefined) => (body?.data ?? {}) as IDataObject;

const round = (node: IWebhookFunctions) => parameter(node, 'r');

const parameter = (node: IWebhookFunctions, name: string) =>
	(node.getQueryData() as IDataObject)[name];

function fromChat(node: IWebhookFunctions, kept: KeptQuestion): IWebhookResponseData {
	const { contact, text } = node.getBodyData() as unknown as ChatAnswer;
	const mark = parameter(node, 'c');
	// Whoever has a link of somebody else can sign nothing, and say nothing in their name.
	if (!namesOf(contact).some((name) => contactMark(name) === mark)) return inform('notAnAnswer');
	const said =
		text === undefined
			? chosen(kept.question, Number(parameter(node, 'a')))
			: answerInWords(kept.question, text);
	return said ? resumeWith(kept, said, contact, { state: 'taken' }) : inform('notAnAnswer');
}

/** The execution stays waiting. */
const inform = (state: TakenAnswer['state']): IWebhookResponseData => ({
	webhookResponse: { state } satisfies TakenAnswer,
});

const resumeWith = (
	{ receipt }: KeptQuestion,
	given: Answer,
	answeredBy: Contact | null,
	webhookResponse: string | TakenAnswer,
): IWebhookResponseData => ({
	webhookResponse,
	workflowData: [
		[answeredItem({ ...given, answeredBy, answeredAt: new Date().toISOString(), receipt })],
	],
});

function show(node: IWebhookFunctions, page: string, status = 200): IWebhookResponseData {
	withPageHeaders(node).status(status).send(page);
	return { noWebhookResponse: true };
}

/** The address is a secret: it goes to nobody else, and into no cache. */
const withPageHeaders = (node: IWebhookFunctions) =>
	node.getResponseObject().set({
		'Cache-Control': 'no-store',
		'Content-Security-Policy':
			"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		'Content-Type': 'text/html; charset=utf-8',
		'Referrer-Policy': 'no-referrer',
		'X-Robots-Tag': 'noindex',
	});
