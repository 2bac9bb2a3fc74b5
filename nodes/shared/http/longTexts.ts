/** Above every text that a receipt needs, and below every file. */
const MAX_TEXT_BYTES = 128 * 1024;

const QUOTE = 0x22;

const BACKSLASH = 0x5c;

/**
 * Passes JSON on piece by piece, with every text left out that is too long to be one: an answer may hold
 * the whole file of a message as base64.
 */
export function longTextsCut() {
	/** What came of the text so far; absent: outside of a text. */
	let text: { pieces: Buffer[]; bytes: number } | undefined;
	let escaped = false;

	const endOf = (piece: Buffer, from: number): number => {
		for (let at = from; at < piece.length; at++) {
			if (escaped) escaped = false;
			else if (piece[at] === BACKSLASH) escaped = true;
			else if (piece[at] === QUOTE) return at;
		}
		return piece.length;
	};

	const pass = (piece: Buffer): Buffer => {
		const passed: Buffer[] = [];
		for (let at = 0; at < piece.length; ) {
			if (!text) {
				const quote = piece.indexOf(QUOTE, at);
				const end = quote < 0 ? piece.length : quote + 1;
				passed.push(piece.subarray(at, end));
				if (quote >= 0) text = { pieces: [], bytes: 0 };
				at = end;
				continue;
			}
			const end = endOf(piece, at);
			text.bytes += end - at;
			if (text.bytes > MAX_TEXT_BYTES) text.pieces = [];
			else text.pieces.push(piece.subarray(at, end));
			at = end;
			if (end === piece.length) continue;
			const isLong = text.bytes > MAX_TEXT_BYTES;
			passed.push(...(isLong ? [Buffer.from(`[${text.bytes} bytes]`)] : text.pieces));
			passed.push(piece.subarray(end, end + 1));
			text = undefined;
			at = end + 1;
		}
		return Buffer.concat(passed);
	};

	/** What is left at the end, where a text was not closed. */
	const rest = (): Buffer => Buffer.concat(text?.pieces ?? []);

	return { pass, rest };
}
