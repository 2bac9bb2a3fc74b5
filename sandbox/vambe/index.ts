import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MessageContent } from '../conversations';
import { Refusal, refuseWith } from '../http/refusal';
import { objectAt, textAt, valueAt } from '../lib/jsonAccess';
import { digitsOf } from '../lib/recipient';
import { operationOf, type SandboxProvider } from '../provider';
import {
	API_KEY,
	channels,
	hasPrice,
	officialChannel,
	pipelines,
	stageNamed,
	stageOf,
	templates,
	WEBHOOK_SECRET,
} from './account';
import {
	approach,
	close,
	contactById,
	contactByTicket,
	contactIdOf,
	infoOf,
	readableDigits,
	recipient,
	requireContact,
	ticketOf,
} from './contacts';
import { inbound } from './inbound';
import { NO_CARD, officialContentOf, officialOperations } from './officialApi';

/** The body of `openTicket`, once the OpenAPI part has passed it. */
interface OpenTicket {
	to_phone_number: string | number;
	stage_id: string;
	contact_name?: string;
	email?: string;
	contact_metadata: Record<string, unknown>;
	ticket_metadata: Record<string, unknown>;
	message?: { content?: string };
}

/** The body of `sendQrMessage`, likewise. */
interface SendQrMessage {
	message: string;
	stage: string;
	toPhoneNumber: string | number;
	contactName: string;
	metaData: Record<string, unknown>;
}

/** Which ticket, by exactly one of the first three. */
interface TicketIdentifier {
	ticket_id?: string;
	ai_contact_id?: string;
	contact_number?: string;
	allow_closed_ticket?: boolean;
}

/** The body of `updateTicketMetadata`, likewise. */
interface UpdateTicketMetadata extends TicketIdentifier {
	metadata: Record<string, string>;
}

/** The body of `updateTicketAmount`, likewise. */
interface UpdateTicketAmount extends TicketIdentifier {
	amount: number;
	currency?: string;
}

type OfChannel<Body> = FastifyRequest<{ Params: { phoneId: string }; Body: Body }>;
type OfContact<Body = unknown> = FastifyRequest<{ Params: { aiContactId: string }; Body: Body }>;

const FAULTS: Record<number, string> = {
	400: 'Invalid phone number or stage ID',
	401: 'Invalid or missing API key',
	404: "Phone ID or stage ID doesn't exist",
	429: 'Daily message limit reached for this QR channel',
	500: 'Internal server error',
	503: 'Phone is offline',
};

const channelOf = (phoneId: string) => channels.find(({ id }) => String(id) === phoneId);

function requireChannel(phoneId: string) {
	const channel = channelOf(phoneId);
	if (!channel) throw new Refusal(404, 'Phone ID not found');
	return channel;
}

async function openTicket({ params, body }: OfChannel<OpenTicket>) {
	return ticketFor(body, requireChannel(params.phoneId));
}

async function openOfficialTicket({ params, body }: OfChannel<OpenTicket>) {
	if (params.phoneId !== String(officialChannel.id)) throw new Refusal(404, 'Phone ID not found');
	return ticketFor(body, {});
}

function ticketFor(body: OpenTicket, { answers }: { answers?: number }) {
	const digits = readableDigits(body.to_phone_number);
	if (!stageOf(body.stage_id)) throw new Refusal(404, 'Stage ID not found');
	if (answers) throw new Refusal(answers, FAULTS[answers]);
	const { id } = approach({
		digits,
		name: body.contact_name,
		email: body.email,
		stageId: body.stage_id,
		opensTicket: true,
		message: body.message?.content,
		contactMetadata: body.contact_metadata,
		ticketMetadata: body.ticket_metadata,
	});
	return { aiContactId: id, status: 'ok' };
}

async function sendQrMessage({ params, body }: OfChannel<SendQrMessage>, reply: FastifyReply) {
	const digits = readableDigits(body.toPhoneNumber);
	const { answers } = requireChannel(params.phoneId);
	// 400 here and 404 for a ticket: so say the two documents.
	if (!stageOf(body.stage)) throw new Refusal(400, 'Invalid stage');
	if (answers) throw new Refusal(answers, FAULTS[answers]);
	approach({
		digits,
		name: body.contactName,
		stageId: body.stage,
		opensTicket: false,
		message: body.message,
		contactMetadata: body.metaData,
	});
	return await reply.type('text/plain').send('Message sent successfully.');
}

const snakeCase = (key: string) =>
	key
		.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
		.replace(/\W+/g, '_')
		.toLowerCase();

async function updateContactMetadata({
	params,
	body,
}: OfContact<{ metadata: Record<string, unknown> }>) {
	const contact = requireContact(params.aiContactId);
	const values = Object.entries(body.metadata).map(([key, value]) => ({
		key: snakeCase(key),
		value,
	}));
	for (const { key, value } of values) contact.metadata[key] = value;
	return values;
}

async function updateTicketMetadata({ body }: FastifyRequest<{ Body: UpdateTicketMetadata }>) {
	Object.assign(requireTicket(body).metadata, body.metadata);
	return { status: 'ok' };
}

async function updateTicketAmount({ body }: FastifyRequest<{ Body: UpdateTicketAmount }>) {
	const { amount, currency } = body;
	const ticket = requireTicket(body);
	if (hasPrice(ticket.current_stage_id)) {
		if (!currency) throw new Refusal(400, 'currency is required for price-source tickets');
		ticket.price = { amount, currency };
	} else {
		ticket.metadata.amount = String(amount);
	}
	return { status: 'ok' };
}

function requireTicket(of: TicketIdentifier) {
	const { ticket_id, ai_contact_id, contact_number, allow_closed_ticket = false } = of;
	const contact = ticket_id
		? contactByTicket(ticket_id)
		: contactById(ai_contact_id ?? contactIdOf(digitsOf(contact_number)));
	if (!contact) throw new Refusal(404, ticket_id ? 'Ticket not found' : 'Contact not found');
	const ticket = ticketOf(contact, { ticketId: ticket_id, evenClosed: allow_closed_ticket });
	if (!ticket) throw new Refusal(404, 'No active ticket');
	return ticket;
}

async function closeTicket({ params }: FastifyRequest<{ Params: { contactId: string } }>) {
	const contact = requireContact(params.contactId);
	if (!contact.activeTicket) throw new Refusal(404, 'No active ticket');
	close(contact);
	return { status: 'ok' };
}

/** By their `operationId` in openapi.yaml. */
const operations = {
	openTicket,
	openOfficialTicket,
	sendQrMessage,
	updateContactMetadata,
	updateTicketMetadata,
	updateTicketAmount,
	closeTicket,
	getContactInfo: async ({ params }: OfContact) => infoOf(requireContact(params.aiContactId)),
	listChannels: async () =>
		channels.map(({ id, name, phone_number }) => ({ id, name, phone_number })),
	// "Send template message" shows a single channel, and no list around it.
	listOfficialChannels: async () => officialChannel,
	listPipelines: async () => pipelines,
	listTemplates: async () => ({ data: templates }),
	...officialOperations,
};

function contentOf(request: FastifyRequest): MessageContent | null {
	const { phoneId } = request.params as { phoneId: string };
	const sender = channelOf(phoneId)?.name ?? `Channel ${phoneId}`;
	switch (operationOf(request)) {
		case 'openTicket':
			return ticketContent(request.body, sender);
		case 'openOfficialTicket':
			return ticketContent(request.body, officialChannel.name);
		case 'sendQrMessage':
			return qrContent(request.body, sender);
		default:
			return officialContentOf(request);
	}
}

function ticketContent(ticket: unknown, sender: string): MessageContent {
	const email = textAt(ticket, 'email');
	const templateId = textAt(ticket, 'message', 'templateId');
	const envelope = {
		...recipient(valueAt(ticket, 'to_phone_number')),
		contactName: textAt(ticket, 'contact_name'),
		sender,
		text: textAt(ticket, 'message', 'content'),
		aiGenerated: valueAt(ticket, 'message', 'ai_generated') === true,
		metadata: {
			contact: { ...(email !== null && { email }), ...objectAt(ticket, 'contact_metadata') },
			ticket: {
				stage: stageNamed(valueAt(ticket, 'stage_id')),
				...objectAt(ticket, 'ticket_metadata'),
			},
			integration: objectAt(ticket, 'integration_data'),
		},
	};
	if (templateId !== null) return { ...envelope, type: 'template', templateId, card: NO_CARD };
	return { ...envelope, type: valueAt(ticket, 'message') === undefined ? 'ai' : 'text' };
}

const qrContent = (message: unknown, sender: string): MessageContent => ({
	...recipient(valueAt(message, 'toPhoneNumber')),
	contactName: textAt(message, 'contactName'),
	sender,
	type: 'text',
	text: textAt(message, 'message'),
	metadata: {
		contact: objectAt(message, 'metaData'),
		ticket: { stage: stageNamed(valueAt(message, 'stage')) },
	},
});

/** NestJS' shape, which the names in Vambe's OpenAPI part suggest. Undocumented. */
const errorBody = (statusCode: number, message: string) => ({ statusCode, message });

const vambe: SandboxProvider = {
	name: 'vambe',
	title: 'Vambe API',
	brand: 'Vambe',
	place: 1,
	keyHeaders: ['x-api-key'],
	credential: {
		type: 'vambeApi',
		baseUrl: { name: 'baseUrl', label: 'Base URL' },
		fields: [
			{ name: 'apiKey', label: 'API Key', value: API_KEY },
			{ name: 'webhookSecret', label: 'Webhook Secret', value: WEBHOOK_SECRET },
		],
	},
	faults: channels
		.filter(({ answers }) => answers)
		.map(({ id, name, answers }) => ({
			enter: `Channel ${id}, "${name}"`,
			answers: FAULTS[answers!],
		})),
	contentOf,
	errorBody,
	errorWords: FAULTS,
	inbound,
	limit: {
		windows: [{ max: 250, seconds: 24 * 60 * 60 }],
		// Of a phone that is connected by QR code.
		account: ({ params }) => {
			const { phoneId } = params as { phoneId?: string };
			return phoneId && channelOf(phoneId) ? phoneId : null;
		},
		message: () => FAULTS[429],
		tellsWhen: false,
	},
	async routes(app) {
		app.addHook('onRequest', async ({ headers }) => {
			if (headers['x-api-key'] !== API_KEY) {
				throw new Refusal(401, FAULTS[401]);
			}
		});
		app.setErrorHandler<Error>(refuseWith(errorBody));
		await app.register(import('fastify-openapi-glue'), {
			specification: join(__dirname, 'openapi.yaml'),
			serviceHandlers: operations,
		});
	},
};

export const providers: SandboxProvider[] = [vambe];
