import { STATUS_CODES } from 'node:http';
import type { SandboxProvider } from '../provider';
import type { Fault } from './settings';

/** What goes over the wire; `status` is null where nothing does. */
export interface Answer {
	status: number | null;
	headers: Record<string, string>;
	text: string;
}

const NOWHERE = 'http://127.0.0.1:9/';

const JSON_TYPE = 'application/json; charset=utf-8';

/** How far ahead the date of `retryAfter` is: dates in headers have whole seconds only. */
const DATE_AHEAD_MS = 2000;

const PAGE = `<!doctype html>
<html><head><title>Checking your browser</title></head>
<body><h1>One moment, please</h1></body></html>
`;

/** The answer that the client gets in place of the real one. */
export function struckAnswer(fault: Fault, real: Answer, provider: SandboxProvider): Answer {
	switch (fault.kind) {
		case 'reset-before':
		case 'reset-after':
		case 'timeout':
			return { status: null, headers: {}, text: '' };
		case 'slow-body':
			return real;
		case 'truncated-body':
		case 'broken-json':
			return { ...real, text: real.text.slice(0, Math.floor(real.text.length / 2)) };
		case 'html':
			return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: PAGE };
		case 'empty':
			return { ...real, text: '' };
		case 'redirect':
			return { status: 307, headers: { location: fault.location ?? NOWHERE }, text: '' };
		case 'refusal-2xx': {
			const { status, body } = provider.refusalWith2xx!();
			return json(status, body);
		}
		default: {
			const status = Number(fault.kind.slice('status-'.length));
			return json(status, provider.errorBody(status, STATUS_CODES[status]!), retryTimes(fault));
		}
	}
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { 'content-type': JSON_TYPE, ...headers },
	text: JSON.stringify(body),
});

const retryTimes = ({ retryAfter, rateLimitReset }: Fault): Record<string, string> => ({
	...(retryAfter !== undefined && {
		'retry-after':
			retryAfter === 'date'
				? new Date(Date.now() + DATE_AHEAD_MS).toUTCString()
				: String(retryAfter),
	}),
	...(rateLimitReset !== undefined && { 'x-ratelimit-reset': String(rateLimitReset) }),
});

/** What an answer says, as a client would read it. */
export function bodyOf({ status, headers, text }: Answer): unknown {
	if (status === null) return null;
	if (!headers['content-type']?.includes('json')) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
