import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Answer } from './answers';
import type { Fault } from './fault';
import { kindOf } from './kinds';

type RawReply = FastifyReply['raw'];

const SLOW_BODY_MS = 65_000;

/** Where the body has bytes enough: something comes so often that no idle timeout ends it. */
const PAUSE_MS = 250;

/**
 * Ends a request in the way of its fault, past Fastify.
 * @returns false where the answer is to be sent as usual
 */
export function deliverBadly(fault: Fault, raw: RawReply, real: Answer, answer: Answer): boolean {
	switch (kindOf(fault.kind).end) {
		case 'whole':
			return false;
		case 'unread':
		case 'reset':
			raw.socket?.resetAndDestroy();
			return true;
		case 'never':
			return true;
		case 'cut':
			writeHead(raw, real);
			raw.write(answer.text, () => raw.socket?.destroySoon());
			return true;
		case 'drip':
			writeHead(raw, real);
			void drip(raw, Buffer.from(real.text), fault.bodyMs ?? SLOW_BODY_MS);
			return true;
	}
}

function writeHead(raw: RawReply, { status, headers, text }: Answer) {
	raw.writeHead(status!, { ...headers, 'content-length': Buffer.byteLength(text) });
	raw.flushHeaders();
}

async function drip(raw: RawReply, bytes: Buffer, bodyMs: number) {
	const pieces = Math.max(1, Math.min(bytes.length, Math.ceil(bodyMs / PAUSE_MS)));
	const edge = (piece: number) => Math.floor((bytes.length * piece) / pieces);
	for (let piece = 0; piece < pieces; piece++) {
		await wait(bodyMs / pieces, undefined, { ref: false });
		// The client may have gone.
		if (raw.destroyed) return;
		raw.write(bytes.subarray(edge(piece), edge(piece + 1)));
	}
	raw.end();
}
