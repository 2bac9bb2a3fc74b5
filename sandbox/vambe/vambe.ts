import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import openapiGlue from 'fastify-openapi-glue';
import type { MessageContent } from '../conversations';
import type { SandboxProvider } from '../provider';
import { API_KEY, channels, pipelines } from './account';

/** The body of `openTicket`, once the OpenAPI part has passed it. */
interface OpenTicket {
	to_phone_number: string | number;
	stage_id: string;
	contact_name?: string;
	email?: string;
	contact_metadata: Record<string, unknown>;
	ticket_metadata: Record<string, unknown>;
	integration_data: Record<string, unknown>;
	message?: { content?: string; templateId?: string; ai_generated?: boolean };
}

type TicketRequest = FastifyRequest<{ Params: { phoneId: string }; Body: OpenTicket }>;

/** An error in NestJS' shape, which the names in Vambe's OpenAPI part suggest. Undocumented. */
class VambeError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
	) {
		super(message);
	}
}

const FAULTS: Record<number, string> = {
	429: 'Daily message limit reached for this QR channel',
	500: 'Internal server error',
	503: 'Phone is offline',
};

const digitsOf = (phone: unknown) => String(phone ?? '').replace(/\D/g, '');

const channelOf = (phoneId: string) => channels.find(({ id }) => String(id) === phoneId);

const stageOf = (stageId: string) =>
	pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);

/** "If a contact with the same phone number already exists": one number, one contact. */
function contactIdOf(digits: string): string {
	const hex = createHash('sha256').update(digits).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

async function openTicket({ params, body }: TicketRequest) {
	const digits = digitsOf(body.to_phone_number);
	if (digits.length < 7 || digits.length > 15) throw new VambeError(400, 'Invalid phone number');
	const channel = channelOf(params.phoneId);
	if (!channel) throw new VambeError(404, 'Phone ID not found');
	if (!stageOf(body.stage_id)) throw new VambeError(404, 'Stage ID not found');
	if (channel.answers) throw new VambeError(channel.answers, FAULTS[channel.answers]);
	return { aiContactId: contactIdOf(digits), status: 'ok' };
}

/** By their `operationId` in openapi.yaml. */
const operations = {
	openTicket,
	listChannels: async () =>
		channels.map(({ id, name, phone_number }) => ({ id, name, phone_number })),
	listPipelines: async () => pipelines,
};

/** Reads a request as a person would, valid or not. */
function contentOf({ params, body }: FastifyRequest): MessageContent {
	const ticket = (body ?? {}) as Partial<OpenTicket>;
	const { phoneId } = params as { phoneId: string };
	const digits = digitsOf(ticket.to_phone_number);
	const { message } = ticket;
	return {
		to: digits ? `+${digits}` : null,
		contactName: ticket.contact_name ?? null,
		contactId: digits ? contactIdOf(digits) : null,
		sender: channelOf(phoneId)?.name ?? `Channel ${phoneId}`,
		type: message ? (message.templateId ? 'template' : 'text') : 'ai',
		text: message?.content ?? null,
		templateId: message?.templateId ?? null,
		aiGenerated: message?.ai_generated ?? false,
		metadata: {
			contact: { ...(ticket.email && { email: ticket.email }), ...ticket.contact_metadata },
			ticket: {
				stage: stageOf(ticket.stage_id ?? '')?.name ?? ticket.stage_id,
				...ticket.ticket_metadata,
			},
			integration: { ...ticket.integration_data },
		},
	};
}

export const vambe: SandboxProvider = {
	name: 'vambe',
	apiKey: API_KEY,
	contentOf,
	async routes(app) {
		app.addHook('onRequest', async (request) => {
			if (request.headers['x-api-key'] !== API_KEY) {
				throw new VambeError(401, 'Invalid or missing API key');
			}
		});
		app.setErrorHandler<Error & { statusCode?: number }>(async (error, _request, reply) => {
			const statusCode = error.statusCode ?? 500;
			return await reply.status(statusCode).send({ statusCode, message: error.message });
		});
		await app.register(openapiGlue, {
			specification: join(__dirname, 'openapi.yaml'),
			serviceHandlers: operations,
		});
	},
};
