import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MessageContent } from '../conversations';
import type { Files } from '../files/files';
import { operationOf, type SandboxProvider } from '../provider';
import { bodyOf, struckAnswer, type Answer } from './answers';
import { deliverBadly } from './delivery';
import type { Fault } from './fault';
import type { Faults } from './faults';

/** A request to send something and how it ended, for the one who keeps them. */
interface Ending {
	content: MessageContent;
	/** Whether the provider took it, whatever the client was told. */
	accepted: boolean;
	fault: string | null;
	/** As the client got it. */
	answer: Answer;
	/** What the provider answered, before a fault struck. */
	real: unknown;
}

interface Options {
	provider: SandboxProvider;
	faults: Faults;
	files: Files;
	keep(request: FastifyRequest, ending: Ending): void;
}

/**
 * Comes between a provider and its clients: lets faults strike, enforces limits, and keeps every
 * request to send something with its real outcome. Requests that the provider refuses at the door,
 * for their key or their form, are answered as usual.
 */
export function registerFaultHooks(
	app: FastifyInstance,
	{ provider, faults, files, keep }: Options,
): void {
	const struck = new WeakMap<FastifyRequest, Fault>();

	const asked = (request: FastifyRequest) => ({
		provider,
		content: provider.contentOf(request, files),
	});

	app.addHook('onRequest', (request, reply, done) => {
		const { content } = asked(request);
		const fault = operationOf(request) && faults.strikeUnread({ provider, content });
		if (!fault) {
			done();
			return;
		}
		const answer = struckAnswer(fault, answerOf(reply, ''), provider);
		if (content) {
			keep(request, {
				content: unread(content),
				accepted: false,
				fault: fault.kind,
				answer,
				real: null,
			});
		}
		deliverBadly(fault, reply.raw, answer, answer);
	});

	app.addHook('preHandler', (request, reply, done) => {
		const question = asked(request);
		const fault = operationOf(request) && faults.strikeRead(question);
		if (fault) struck.set(request, fault);
		// `onSend` puts the fault's answer in its place.
		if (fault && !fault.taken) {
			void reply.send('');
			return;
		}
		const refusal = faults.refusalByLimit(question, request);
		if (!refusal) {
			done();
			return;
		}
		const body = provider.errorBody(429, refusal.message);
		void reply.status(429).headers(refusal.headers).send(body);
	});

	app.addHook<unknown>('onSend', (request, reply, payload, done) => {
		const { content } = asked(request);
		const fault = struck.get(request);
		const real = answerOf(reply, String(payload ?? ''));
		const answer = fault ? struckAnswer(fault, real, provider) : real;
		if (content) {
			const accepted = (fault?.taken ?? true) && isAcceptance(provider, real);
			keep(request, { content, accepted, fault: fault?.kind ?? null, answer, real: bodyOf(real) });
		}
		const deliver = () => {
			if (!fault) done(null, payload);
			else if (!deliverBadly(fault, reply.raw, real, answer)) {
				void reply.status(answer.status!).headers(answer.headers);
				done(null, answer.text);
			}
		};
		const latencyMs = faults.latencyMs({ provider, content });
		if (latencyMs > 0) setTimeout(deliver, latencyMs).unref();
		else deliver();
	});
}

function answerOf(reply: FastifyReply, text: string): Answer {
	const headers = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]);
	return { status: reply.statusCode, headers: Object.fromEntries(headers), text };
}

const isAcceptance = ({ isRefusal }: SandboxProvider, real: Answer) =>
	real.status! < 300 && !isRefusal?.(bodyOf(real));

/** Of a request that nobody read, only the address is known. */
const unread = ({ sender }: MessageContent): MessageContent => ({
	to: null,
	contactName: null,
	contactId: null,
	sender,
	text: null,
	type: 'unreadable',
});
