import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A file in a form. */
export interface Upload {
	/** The name of its field. */
	field: string;
	fileName: string;
	mimeType: string;
	bytes: Buffer;
}

const uploads = new WeakMap<FastifyRequest, Upload[]>();

/** The files that came with a form, in their order; no other request has any. */
export const uploadsOf = (request: FastifyRequest): Upload[] => uploads.get(request) ?? [];

/**
 * Takes bodies of multipart/form-data: the fields become the body, each a text, as Express has them
 * behind multer; the files are kept aside.
 */
export async function acceptForms(app: FastifyInstance, maxBytes: number): Promise<void> {
	await app.register(multipart, { limits: { fileSize: maxBytes, fieldSize: maxBytes } });
	app.addHook('preValidation', async (request) => {
		if (!request.isMultipart()) return;
		const files: Upload[] = [];
		const fields: Record<string, string> = {};
		for await (const part of request.parts()) {
			if (part.type === 'file') {
				const { fieldname: field, filename: fileName, mimetype: mimeType } = part;
				files.push({ field, fileName, mimeType, bytes: await part.toBuffer() });
			} else {
				fields[part.fieldname] = String(part.value);
			}
		}
		uploads.set(request, files);
		request.body = fields;
	});
}
