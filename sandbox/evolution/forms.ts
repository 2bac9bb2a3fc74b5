import type { FastifyRequest } from 'fastify';
import { uploadsOf } from '../http/forms';
import { EvolutionError } from './evolutionError';

/** The one field that takes a file. */
const FILE = 'file';

/** The operations that take one. */
const TAKE_FILES = ['sendMedia', 'sendWhatsAppAudio', 'sendSticker'];

/**
 * Reads a form as the server does, by multer: a name such as `quoted[key][id]` is that of a field in
 * a field.
 * @throws EvolutionError for a file in another field
 */
export async function readForm(request: FastifyRequest, operation: string): Promise<void> {
	if (!/^multipart\//.test(request.headers['content-type'] ?? '')) return;
	if (!TAKE_FILES.includes(operation)) {
		// Nobody reads it, so that an empty object is judged.
		request.body = {};
		return;
	}
	if (uploadsOf(request).some(({ field }) => field !== FILE)) {
		throw new EvolutionError(500, 'Unexpected field');
	}
	request.body = nested(request.body as Record<string, string>);
}

type Fields = { [name: string]: string | Fields };

const isNumber = (step: string | undefined) => /^\d+$/.test(step ?? '');

function nested(fields: Record<string, string>): Fields {
	const body: Fields = {};
	for (const [name, value] of Object.entries(fields)) {
		const path = name.split(/\[|\]\[|\]$/).filter(Boolean);
		const last = path.pop()!;
		const place = path.reduce<Fields>((into, step, index) => {
			const next = path[index + 1] ?? last;
			// The fields of a list are numbers, and it is a list all the same.
			return (into[step] ??= (isNumber(next) ? [] : {}) as Fields) as Fields;
		}, body);
		place[last] = value;
	}
	return body;
}
