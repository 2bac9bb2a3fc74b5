import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Card, MessageContent } from '../conversations';
import { Refusal } from '../http/refusal';
import { listAt, objectAt, textAt, valueAt } from '../lib/jsonAccess';
import { digitsOf } from '../lib/recipient';
import { operationOf } from '../provider';
import { officialChannel, stageNamed, stageOf, templates } from './account';
import {
	approach,
	contactById,
	isWindowOpen,
	readableDigits,
	recipient,
	requireContact,
	stageIdOf,
} from './contacts';

/** The body of `sendSessionMessage`, once the OpenAPI part has passed it. */
interface SessionMessage {
	message: string;
	contact_id?: string;
	phone?: string;
	reply_message_id?: string;
	from_phone_number?: string;
	pause_assistant?: boolean;
}

/** The body of `sendTemplate`, likewise. */
interface TemplateMessage {
	variables: string[];
	meta_data: Record<string, unknown>;
	contactName?: string;
	email?: string;
	stageId?: string;
}

/** The body of `createScheduledMessage`, likewise. */
interface ScheduledMessage {
	scheduledDate: string;
	templateId: string;
	contactIdentifier: string;
	content?: string[];
	meta_data: Record<string, unknown>;
	contactName?: string;
	isSmart?: boolean;
	fromPhoneNumber?: string;
	stageId?: string;
}

type OfBody<Body> = FastifyRequest<{ Body: Body }>;

type OfTemplate = FastifyRequest<{
	Params: { phone: string; templateId: string };
	Querystring: { 'from-phone-number'?: string };
	Body: TemplateMessage;
}>;

/** What was scheduled, by its id: whom it goes to, and when, in ms since 1970. */
const scheduled = new Map<string, { digits: string; at: number; cancelled: boolean }>();

/** The account has one number: whoever names another one names none of it. */
function requireOwnNumber(written: string | undefined): void {
	if (written !== undefined && digitsOf(written) !== officialChannel.phone_number) {
		throw new Refusal(400, `${written} is not a WhatsApp number of this account`);
	}
}

const VARIABLE = /\{\{(\d+)\}\}/g;

const filled = (body: string, variables: readonly unknown[]) =>
	body.replace(VARIABLE, (whole, number: string) => String(variables[Number(number) - 1] ?? whole));

function requireTemplate(id: string, variables?: readonly string[]) {
	const template = templates.find((each) => each.id === id);
	if (!template) throw new Refusal(400, 'Template not found');
	if (template.status !== 'APPROVED') throw new Refusal(400, 'Template is not approved');
	const wanted = new Set([...template.body.matchAll(VARIABLE)].map(([, number]) => number)).size;
	if (variables && variables.length !== wanted) {
		throw new Refusal(400, `Template has ${wanted} variables, but ${variables.length} were given`);
	}
	return template;
}

function requireStage(stageId: string | undefined): void {
	if (stageId !== undefined && !stageOf(stageId)) throw new Refusal(400, 'Stage not found');
}

async function sendSessionMessage(
	{ body }: OfBody<SessionMessage>,
	reply: FastifyReply,
): Promise<unknown> {
	if (body.contact_id === undefined && body.phone === undefined) {
		throw new Refusal(400, 'contact_id or phone is required');
	}
	const digits =
		body.contact_id === undefined
			? readableDigits(body.phone)
			: requireContact(body.contact_id).phone;
	requireOwnNumber(body.from_phone_number);
	if (!isWindowOpen(digits)) {
		throw new Refusal(400, 'WhatsApp rejects messages sent outside the 24h window');
	}
	approach({ digits, stageId: stageIdOf(digits), opensTicket: false, message: body.message });
	return await reply.status(201).type('text/plain').send('Message accepted for delivery.');
}

async function sendTemplate(
	{ params, query, body }: OfTemplate,
	reply: FastifyReply,
): Promise<unknown> {
	const digits = readableDigits(params.phone);
	requireOwnNumber(query['from-phone-number']);
	requireStage(body.stageId);
	const template = requireTemplate(params.templateId, body.variables);
	approach({
		digits,
		name: body.contactName,
		email: body.email,
		stageId: body.stageId ?? stageIdOf(digits),
		opensTicket: false,
		message: filled(template.body, body.variables),
		contactMetadata: body.meta_data,
	});
	return await reply.status(201).type('text/plain').send('Message sent successfully.');
}

async function createScheduledMessage(
	{ body }: OfBody<ScheduledMessage>,
	reply: FastifyReply,
): Promise<unknown> {
	const digits = readableDigits(body.contactIdentifier);
	requireOwnNumber(body.fromPhoneNumber);
	requireStage(body.stageId);
	requireTemplate(body.templateId, body.isSmart ? undefined : (body.content ?? []));
	const at = new Date(body.scheduledDate).getTime();
	if (!(at > Date.now())) throw new Refusal(400, 'scheduledDate must be in the future');
	approach({
		digits,
		name: body.contactName,
		stageId: body.stageId ?? stageIdOf(digits),
		opensTicket: false,
		contactMetadata: body.meta_data,
	});
	const id = randomUUID();
	scheduled.set(id, { digits, at, cancelled: false });
	return await reply.status(201).send({ scheduled_message_id: id });
}

async function cancelScheduledMessage({ body }: OfBody<{ scheduled_message_id: string }>) {
	const message = scheduled.get(body.scheduled_message_id);
	if (!message || message.cancelled || message.at <= Date.now()) {
		throw new Refusal(404, 'Scheduled message not found');
	}
	message.cancelled = true;
	return { status: 'cancelled' };
}

/** By their `operationId` in openapi.yaml. */
export const officialOperations = {
	sendSessionMessage,
	sendTemplate,
	createScheduledMessage,
	cancelScheduledMessage,
};

export const NO_CARD: Card = { header: null, footer: null, buttons: [], list: null };

/** Reads a request as a person would, valid or not; `null` where it is none of these. */
export function officialContentOf(request: FastifyRequest): MessageContent | null {
	switch (operationOf(request)) {
		case 'sendSessionMessage':
			return textContent(request.body);
		case 'sendTemplate': {
			const { phone, templateId } = request.params as { phone: string; templateId: string };
			const about = { phone, templateId, variables: 'variables' };
			return templateContent(request.body, about);
		}
		case 'createScheduledMessage':
			return scheduledContent(request.body);
		case 'cancelScheduledMessage':
			return cancelContent(request.body);
		default:
			return null;
	}
}

const sender = officialChannel.name;

function textContent(body: unknown): MessageContent {
	const contact = contactById(textAt(body, 'contact_id') ?? '');
	return {
		...recipient(contact?.phone ?? valueAt(body, 'phone')),
		contactName: contact?.name ?? null,
		sender,
		type: 'text',
		text: textAt(body, 'message'),
		quoted: textAt(body, 'reply_message_id'),
		// "default: true"
		metadata: { assistant: { paused: valueAt(body, 'pause_assistant') !== false } },
	};
}

function templateContent(
	body: unknown,
	about: { phone: unknown; templateId: string | null; variables: string },
): MessageContent {
	const { phone, templateId } = about;
	const template = templates.find(({ id }) => id === templateId);
	const email = textAt(body, 'email');
	const stageId = valueAt(body, 'stageId');
	return {
		...recipient(phone),
		contactName: textAt(body, 'contactName'),
		sender,
		type: 'template',
		templateId: template?.name ?? templateId,
		language: template?.language,
		card: NO_CARD,
		text: template ? filled(template.body, listAt(body, about.variables)) : null,
		metadata: {
			contact: { ...(email !== null && { email }), ...objectAt(body, 'meta_data') },
			...(stageId !== undefined && { ticket: { stage: stageNamed(stageId) } }),
		},
	};
}

function scheduledContent(body: unknown): MessageContent {
	const time = new Date(textAt(body, 'scheduledDate') ?? NaN);
	return {
		...templateContent(body, {
			phone: valueAt(body, 'contactIdentifier'),
			templateId: textAt(body, 'templateId'),
			variables: 'content',
		}),
		scheduledFor: Number.isNaN(time.getTime()) ? null : time.toISOString(),
	};
}

function cancelContent(body: unknown): MessageContent {
	const id = textAt(body, 'scheduled_message_id') ?? '';
	return {
		...recipient(scheduled.get(id)?.digits),
		contactName: null,
		sender,
		type: 'delete',
		about: id,
		text: null,
	};
}
