/** The beginning of a stream: at least so many bytes, where it has them. The rest is not read. */
export async function headOf(
	stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	count: number,
): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of stream) {
		pieces.push(piece);
		bytes += piece.length;
		if (bytes >= count) break;
	}
	return Buffer.concat(pieces);
}
