import type { FastifyInstance } from 'fastify';

/** Lets a POST without a body be judged as an empty object, where Fastify would let it through. */
export function acceptEmptyBodies(app: FastifyInstance): void {
	const parseJson = app.getDefaultJsonParser('error', 'error');
	app.addHook('onRequest', async (request) => {
		if (request.method !== 'POST' || request.headers['content-type']) return;
		request.headers = { ...request.headers, 'content-type': 'application/json' };
	});
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
		if (body === '') done(null, {});
		else void parseJson(request, String(body), done);
	});
	app.addHook('preValidation', async (request) => {
		if (request.method === 'POST') request.body ??= {};
	});
}
