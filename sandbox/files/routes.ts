import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal';
import type { Files } from './files';

type FileRequest = FastifyRequest<{ Params: { name: string } }>;

/** Every file that is kept, at its address. */
export async function fileRoutes(app: FastifyInstance, { files }: { files: Files }) {
	app.get('/inbox/files/:name/*', async ({ params }: FileRequest, answer) => {
		const file = files.named(params.name);
		if (!file) throw new Refusal(404, 'There is no such file');
		return await answer
			.type(file.mimeType)
			.headers({
				'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
				// A file is not a page of the sandbox.
				'content-security-policy': 'sandbox',
				'x-content-type-options': 'nosniff',
			})
			.send(file.bytes);
	});
}
