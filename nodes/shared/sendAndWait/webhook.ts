import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { TakenAnswer } from '../contract/chatAnswer';
import type { Contact } from '../contract/event';
import { z } from '../lib/libraries';
import { reasonOf } from '../lib/reasonOf';
import { contactMark } from '../lib/resumeReference';
import { namesOf } from '../validation/person';
import { answerInWords, chosen, type Answer } from './answer';
import { readForm } from './form';
import { closedPage, questionPage, thanksPage } from './page';
import { forgetQuestion } from './rememberQuestion';
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
	if (method === 'POST' && /^application\/json\b/i.test(headers['content-type'] ?? '')) {
		return open ? fromChat(node, open) : inform('over');
	}
	if (!open) return show(node, closedPage(), 410);
	if (method !== 'POST') return show(node, questionPage(open.question));

	const form = readForm(open.question, fieldsIn(bodyOf(node)));
	if ('complaints' in form) return show(node, questionPage(open.question, form), 422);
	withPageHeaders(node);
	return resumeWith(node, open, form.answer, null, thanksPage(open.question));
}

/** A call without a body has none for n8n. */
const bodyOf = (node: IWebhookFunctions) =>
	(node.getBodyData() as IDataObject | null | undefined) ?? {};

/** As n8n parses a form that comes as multipart. */
const fieldsIn = ({ data }: IDataObject) => (data ?? {}) as IDataObject;

const round = (node: IWebhookFunctions) => parameter(node, 'r');

const parameter = (node: IWebhookFunctions, name: string) =>
	(node.getQueryData() as IDataObject)[name];

const known = z.string().nullable().default(null);

/** Whoever has the link can post to it. */
const chatAnswer = z.object({
	contact: z.object({
		phone: known,
		waId: known,
		lid: known,
		userId: known,
		username: known,
		name: known,
	}),
	text: z.string().optional(),
});

function fromChat(node: IWebhookFunctions, kept: KeptQuestion): IWebhookResponseData {
	const { success, data } = chatAnswer.safeParse(bodyOf(node));
	if (!success) return inform('notAnAnswer');
	const { contact, text } = data;
	const mark = parameter(node, 'c');
	// Whoever has a link of somebody else can sign nothing, and say nothing in their name.
	if (!namesOf(contact).some((name) => contactMark(name) === mark)) return inform('notAnAnswer');
	const said =
		text === undefined
			? chosen(kept.question, parameter(node, 'a'))
			: answerInWords(kept.question, text, kept.numbered);
	return said ? resumeWith(node, kept, said, contact, { state: 'taken' }) : inform('notAnAnswer');
}

/** The execution stays waiting. */
const inform = (state: TakenAnswer['state']): IWebhookResponseData => ({
	webhookResponse: { state } satisfies TakenAnswer,
});

function resumeWith(
	node: IWebhookFunctions,
	kept: KeptQuestion,
	given: Answer,
	answeredBy: Contact | null,
	webhookResponse: string | TakenAnswer,
): IWebhookResponseData {
	void forgetQuestion(node, kept);
	const { receipt } = kept;
	return {
		webhookResponse,
		workflowData: [
			[answeredItem({ ...given, answeredBy, answeredAt: new Date().toISOString(), receipt })],
		],
	};
}

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
