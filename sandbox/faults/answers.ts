import { STATUS_CODES } from 'node:http';
import type { SandboxProvider } from '../provider';
import type { Fault } from './fault';
import { kindOf, type FaultKind } from './kinds';

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

/** Whether a provider can misbehave so: not every one has words of its own for it. */
export const isAbleTo = ({ ownWords }: SandboxProvider, kind: FaultKind) =>
	kindOf(kind).says !== 'own words' || ownWords?.[kind] !== undefined;

/** The answer that the client gets in place of the real one. */
export function struckAnswer(fault: Fault, real: Answer, provider: SandboxProvider): Answer {
	const { says } = kindOf(fault.kind);
	if (says === 'own words') {
		const { status, body } = provider.ownWords![fault.kind]!(fault);
		return json(status, body);
	}
	if (says?.page) return page(says.status);
	if (says) return json(says.status, refusalOf(provider, says.status), retryTimes(fault));
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
		case 'empty':
			return { ...real, text: '' };
		case 'redirect':
			return { status: 307, headers: { location: fault.location ?? NOWHERE }, text: '' };
		default:
			throw new Error(`${fault.kind} has no answer`);
	}
}

const refusalOf = ({ errorBody, errorWords }: SandboxProvider, status: number) =>
	errorBody(status, errorWords[status] ?? STATUS_CODES[status]!);

/** Node knows no name for 499, which proxies answer where the client did not wait. */
function page(status: number): Answer {
	const title =
		status === 200 ? 'One moment, please' : `${status} ${STATUS_CODES[status] ?? 'Client Closed'}`;
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		text: `<!doctype html>
<html><head><title>${title}</title></head>
<body><h1>${title}</h1></body></html>
`,
	};
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
