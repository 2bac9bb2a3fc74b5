import type { JsonValue } from 'n8n-workflow';

const HIDDEN = '[hidden]';

/** Shorter values are not secrets, and hiding them would garble honest answers. */
const MIN_SECRET = 4;

/** Longer ones, such as a file, are hidden as they are written only. */
const MAX_PATTERN = 4096;

/** What JSON, addresses and HTML write in place of a character, however often one over the other. */
const ESCAPE =
	/\\+(?:u([\da-f]{4})|(["/]))|\\{2,}|%(?:25)*([\da-f]{2})|&(?:amp;)*(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi;

const HTML_NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const character = (code: number) => String.fromCodePoint(Math.min(code, 0x10ffff));

const unescaped = (text: string) =>
	text.replace(
		ESCAPE,
		(
			_all,
			json?: string,
			marked?: string,
			address?: string,
			hex?: string,
			decimal?: string,
			name = '',
		) => {
			const code = json ?? address ?? hex;
			if (code) return character(Number.parseInt(code, 16));
			if (decimal) return character(Number(decimal));
			return marked ?? HTML_NAMES[String(name).toLowerCase()] ?? '\\';
		},
	);

/** One kind of escape within another. */
const MAX_ESCAPE_DEPTH = 2;

/** What is longer is not searched for escapes, so that none can be made that takes seconds. */
const MAX_ESCAPED = 2 ** 20;

const bytesOf = (secret: string, encoding: BufferEncoding) =>
	Buffer.from(secret).toString(encoding);

/** Forms write a blank as a plus. */
const literal = (text: string) =>
	text.replace(/[.*?^${}()|[\]\\/-]/g, '\\$&').replace(/[ +]/g, '[ +]');

/**
 * The characters of base64 that a secret alone decides, wherever in the encoded bytes it begins, and
 * the one on each side that it decides in part.
 */
function base64Of(secret: string): string[] {
	const bytes = Buffer.from(secret);
	return [0, 1, 2].map((before) => {
		const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		const from = Math.ceil((before * 8) / 6);
		const to = Math.floor(((before + bytes.length) * 8) / 6);
		const inner = whole.slice(from, to).replaceAll('+', '[+-]').replaceAll('/', '[/_]');
		return `[\\w+/-]?${inner}[\\w+/-]?={0,2}`;
	});
}

/** Hides secrets. */
export interface Redactor {
	text(text: string): string;
	/** In keys too, at any depth. */
	value(value: JsonValue): JsonValue;
	/** Not in keys: of a value that is still to be read, and shown in parts. */
	unread(value: JsonValue): JsonValue;
}

/**
 * Knows secrets in every writing that is easily turned back: in any case, escaped, encoded for an
 * address, as hex or base64. A text that holds one escaped is shown without its escapes. What is only a
 * part of a secret is not known.
 */
export function redactorOf(secrets: readonly string[]): Redactor {
	const all = [...new Set(secrets)]
		.filter((secret) => secret.length >= MIN_SECRET)
		.sort((a, b) => b.length - a.length);
	const long = all.filter((secret) => secret.length > MAX_PATTERN);
	const short = all.slice(long.length);
	const written = short.flatMap((secret) => [
		literal(secret),
		literal(bytesOf(secret, 'latin1')),
		bytesOf(secret, 'hex'),
	]);
	const patterns =
		short.length > 0
			? [
					new RegExp([...new Set(written)].join('|'), 'gi'),
					new RegExp(short.flatMap(base64Of).join('|'), 'g'),
				]
			: [];

	const hide = (text: string) =>
		patterns.reduce(
			(rest, pattern) => rest.replace(pattern, HIDDEN),
			long.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text),
		);
	// Every writing is at least as long as the secret.
	const shortest = all.at(-1)?.length ?? Infinity;
	const text = (given: string): string => {
		if (given.length < shortest) return given;
		let shown = hide(given);
		let escaped = shown;
		const layers = patterns.length > 0 && given.length <= MAX_ESCAPED ? MAX_ESCAPE_DEPTH : 0;
		for (let layer = 0; layer < layers && /[\\%&]/.test(escaped); layer++) {
			const plain = unescaped(escaped);
			if (plain === escaped) break;
			escaped = hide(plain);
			if (escaped !== plain) shown = escaped;
		}
		return shown;
	};
	const within = (given: JsonValue, ofKey: (key: string) => string): JsonValue => {
		if (typeof given === 'string') return text(given);
		if (Array.isArray(given)) return given.map((entry) => within(entry, ofKey));
		if (given === null || typeof given !== 'object') return given;
		return Object.fromEntries(
			Object.entries(given)
				// Whoever copies it key by key would change what the copy inherits from.
				.filter(([key]) => key !== '__proto__')
				.map(([key, entry]) => [ofKey(key), within(entry, ofKey)]),
		);
	};
	return {
		text,
		value: (given) => within(given, text),
		unread: (given) => within(given, (key) => key),
	};
}

/** Replaces every secret in a text. */
export const redactText = (text: string, secrets: readonly string[]): string =>
	redactorOf(secrets).text(text);

/** Replaces every secret in a value, in keys too, at any depth. */
export const redact = (value: JsonValue, secrets: readonly string[]): JsonValue =>
	redactorOf(secrets).value(value);
