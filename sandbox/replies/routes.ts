import type { FastifyInstance } from 'fastify';
import type { Account } from '../account';
import {
	MEDIA_TYPES,
	type Conversations,
	type MediaType,
	type SandboxMessage,
} from '../conversations';
import type { Files } from '../files/files';
import { Refusal } from '../http/refusal';
import { requireShape } from '../http/requireShape';
import { digitsOf } from '../lib/recipient';
import { providerNamed, type SandboxProvider } from '../provider';
import type { Deliveries } from '../webhooks/deliveries';
import type { EventContext } from '../webhooks/inbound';
import { conversationOf, messageContent } from './content';
import { givenFile } from './givenFile';
import {
	givenEvent,
	givenReply,
	givenStatus,
	type GivenReply,
	type Reply,
	type Vote,
} from './reply';

interface Options {
	providers: SandboxProvider[];
	conversations: Conversations;
	files: Files;
	deliveries: Deliveries;
}

const PATH = '/inbox/replies';

/** The largest document of WhatsApp, 100 MB, in base64. */
const MAX_BODY = 140 * 2 ** 20;

/** What contacts and providers do: a reply, the fate of a message, and any other event. */
export async function replyRoutes(
	app: FastifyInstance,
	{ providers, conversations, files, deliveries }: Options,
) {
	app.post(PATH, { bodyLimit: MAX_BODY }, async (request, answer) => {
		const given = requireShape(givenReply, request.body);
		const provider = providerNamed(given.provider, providers);
		const eventContext = deliveries.contextOf(provider, request);
		const reply = replyOf(given, provider, eventContext);
		const event = eventOf(reply, provider, eventContext);
		const message = conversations.record({
			provider: provider.name,
			direction: 'incoming',
			messageId: reply.messageId,
			accepted: true,
			fault: null,
			content: messageContent(reply, provider.inbound.contactIdOf?.(reply.digits) ?? null),
			request: { method: 'POST', path: PATH, headers: {}, body: withoutBytes(given) },
			response: { status: 201, body: null },
		});
		const sent = deliveries.deliver(event, { provider, about: message.id });
		return await answer.status(201).send({ message, deliveries: sent });
	});

	app.post('/inbox/statuses', async (request, answer) => {
		const { id, ...status } = requireShape(givenStatus, request.body);
		const message = messageNamed(id, 'id');
		const provider = providerNamed(message.provider, providers);
		if (message.direction === 'incoming') {
			throw new Refusal(400, `id: message ${id} came from the contact, and has no status`);
		}
		if (!message.accepted) throw new Refusal(400, `id: message ${id} was not accepted`);
		const event = provider.inbound.changed(
			message,
			status,
			deliveries.contextOf(provider, request),
		);
		const sent = deliveries.deliver(event, { provider, about: id, value: status.value });
		return await answer.status(201).send({ deliveries: sent });
	});

	app.post('/inbox/events', async (request, answer) => {
		const given = requireShape(givenEvent, request.body);
		const provider = providerNamed(given.provider, providers);
		const { inbound, title } = provider;
		const eventContext = deliveries.contextOf(provider, request);
		const account = accountOf(given.account, provider) ?? inbound.accounts[0];
		const about = { account, digits: digitsOf(given.from), name: given.name ?? null };
		const sample = inbound.samples[given.event]?.(about, eventContext);
		if (!sample && !given.data) {
			const names = Object.keys(inbound.samples).join(', ');
			throw new Refusal(
				400,
				`event: of ${title} the sandbox knows ${names}; any other needs its data`,
			);
		}
		const replaced = Array.isArray(given.data) || Array.isArray(sample);
		const data = replaced ? (given.data ?? sample!) : { ...sample, ...given.data };
		const event = inbound.event(given.event, data, about, eventContext);
		const sent = deliveries.deliver(event, { provider, about: null });
		return await answer.status(201).send({ deliveries: sent });
	});

	function replyOf(
		given: GivenReply,
		provider: SandboxProvider,
		eventContext: EventContext,
	): Reply | Vote {
		const { from, group = null, fromMe, name = null } = given;
		const { inbound, title } = provider;
		const digits = digitsOf(from.split('@')[0]);
		if (from.includes('@') && !inbound.groupAccount) {
			throw new Refusal(400, `from: ${title} knows numbers alone, no JID`);
		}
		if (digits.length < 5 || (digits.length > 15 && !from.includes('@'))) {
			throw new Refusal(400, `from: must be a phone number, unlike "${from}"`);
		}
		if (group && !inbound.groupAccount) throw new Refusal(400, `group: ${title} knows no groups`);
		const account =
			accountOf(given.account, provider) ??
			lastAccount(provider, group ?? conversationOf(from)) ??
			(group ? inbound.groupAccount! : inbound.accounts[0]);
		const { context, quoted } = contextOf(given.context, provider);
		return {
			...contentOf(given, eventContext),
			messageId: inbound.newMessageId(account, eventContext),
			at: eventContext.at,
			account,
			from,
			digits,
			name,
			group,
			fromMe,
			context,
			quoted,
		};
	}

	function contentOf(given: GivenReply, { origin }: EventContext) {
		if (!isMedia(given)) return given;
		const file = givenFile(given.media, { files, type: given.type, origin });
		return {
			type: given.type,
			text: given.text,
			file,
			voice: given.type === 'audio' && given.voice,
		};
	}

	function contextOf(context: GivenReply['context'], { name }: SandboxProvider) {
		if (context === undefined) return { context: null, quoted: null };
		const quoted =
			typeof context === 'number'
				? messageNamed(context, 'context')
				: (conversations.named(name, context) ?? null);
		return { context: typeof context === 'number' ? quoted!.messageId : context, quoted };
	}

	function messageNamed(id: number, field: string): SandboxMessage {
		const message = conversations.message(id);
		if (!message) throw new Refusal(404, `${field}: there is no message ${id} in the inbox`);
		return message;
	}

	/** Through which the conversation went on last. */
	function lastAccount({ name, inbound }: SandboxProvider, to: string | null) {
		const last = conversations.messages.findLast(
			({ provider, accepted, content }) => provider === name && accepted && content.to === to,
		);
		return inbound.accounts.find((account) => account.name === last?.content.sender);
	}
}

/** @throws Refusal that names those that there are */
function accountOf(
	wanted: string | undefined,
	{ inbound: { accounts } }: SandboxProvider,
): Account | undefined {
	if (wanted === undefined) return undefined;
	const found = accounts.find(({ id, name }) => id === wanted || name === wanted);
	if (found) return found;
	const ids = accounts.map(({ id }) => id).join(', ');
	throw new Refusal(400, `account: must be one of ${ids}, not "${wanted}"`);
}

function eventOf(
	reply: Reply | Vote,
	{ inbound, title }: SandboxProvider,
	eventContext: EventContext,
) {
	if (reply.type !== 'vote') return inbound.received(reply, eventContext);
	if (!inbound.voted) throw new Refusal(400, `type: ${title} knows no polls`);
	return inbound.voted(reply, eventContext);
}

type GivenMediaReply = Extract<GivenReply, { type: MediaType }>;

const isMedia = (given: GivenReply): given is GivenMediaReply =>
	(MEDIA_TYPES as readonly string[]).includes(given.type);

/** The file itself is under its address. */
function withoutBytes(given: GivenReply): object {
	if (!isMedia(given) || !given.media || !('base64' in given.media)) return given;
	return { ...given, media: { ...given.media, base64: '[under its address]' } };
}
