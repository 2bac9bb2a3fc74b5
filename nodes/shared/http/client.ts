import type { IHttpRequestOptions, IN8nHttpFullResponse, JsonValue } from 'n8n-workflow';
import type { Answer } from '../contract/answer';
import type { Provider } from '../contract/provider';
import { parseJson } from '../lib/json';
import type { RequestingNode } from './account';
import { beforeDeadline } from './deadline';
import { longTextsCut } from './longTexts';

/** Later than the helper's own timeout, which knows whether the request had left. */
const DEADLINE_LATER_MS = 1000;

/** Above what any provider answers with, a list of all templates among it. */
const MAX_BYTES = 16 * 1024 * 1024;

const MAX_DEPTH = 200;

/** How much of an answer is kept. */
interface Reading {
	maxBytes?: number;
	/** Whether texts too long for words, such as files, are wanted. */
	needsLongTexts?: boolean;
}

/**
 * The node, whose requests end with this signal, or with none: n8n's helper replaces any other by that of the
 * execution.
 */
export function endedBy(node: RequestingNode, signal: AbortSignal | undefined): RequestingNode {
	return Object.create(node, {
		getExecutionCancelSignal: { value: () => signal },
	}) as RequestingNode;
}

/** @throws n8n's error around the connection's, where no whole answer came; it may hold secrets */
export async function call(
	node: RequestingNode,
	provider: Provider,
	options: IHttpRequestOptions,
	{ maxBytes = MAX_BYTES, needsLongTexts = true }: Reading = {},
): Promise<Answer> {
	const cancelled =
		'getExecutionCancelSignal' in node ? node.getExecutionCancelSignal() : undefined;
	// The helper's timeout is idle time, and only before the answer begins.
	return await beforeDeadline(
		(options.timeout ?? 0) + DEADLINE_LATER_MS,
		async (ending) => {
			const response = (await node.helpers.httpRequestWithAuthentication.call(
				endedBy(node, ending),
				provider.credential,
				options,
			)) as IN8nHttpFullResponse;
			const body = response.body as AsyncIterable<Buffer>;
			const text = await textOf(body, { maxBytes, needsLongTexts });
			const { statusCode: status, headers } = response;
			return { status, body: readableBody(text), text, headers: headersOf(headers) };
		},
		cancelled,
	);
}

/** With a code, as a connection has that ends before an answer came. */
class NotWhole extends Error {
	constructor(code: string) {
		super(code, { cause: { code } });
	}
}

/** @throws NotWhole */
async function textOf(
	body: AsyncIterable<Buffer>,
	{ maxBytes, needsLongTexts }: Required<Reading>,
): Promise<string> {
	const pieces: Buffer[] = [];
	const { pass, rest } = longTextsCut();
	let bytes = 0;
	let cut = false;
	try {
		for await (const whole of body) {
			const piece = needsLongTexts ? whole : pass(whole);
			bytes += piece.length;
			if (bytes > maxBytes) break;
			pieces.push(piece);
		}
	} catch {
		cut = true;
	}
	if (cut) throw new NotWhole('the answer was cut off');
	if (bytes > maxBytes) {
		throw new NotWhole(`the answer was larger than ${maxBytes / 2 ** 20} MB`);
	}
	return new TextDecoder().decode(Buffer.concat([...pieces, rest()]));
}

function headersOf(headers: IN8nHttpFullResponse['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** One that is too deep to be walked through is as good as unreadable. */
function readableBody(text: string): JsonValue | undefined {
	const body = parseJson(text);
	return isShallow(body) ? body : undefined;
}

const isShallow = (value: JsonValue | undefined, levels = MAX_DEPTH): boolean =>
	typeof value !== 'object' ||
	value === null ||
	(levels > 0 && Object.values(value).every((entry) => isShallow(entry, levels - 1)));
