import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { welcomeOfV2 } from './v2';

/** The path of the server whose licence was never activated. */
export const NOT_ACTIVATED = '/not-activated';

const DOCUMENTATION = 'https://docs.evolutionfoundation.com.br/licensing';

/** As recorded of 2.4.0-rc2: it answers what it is, and nothing else until its licence is activated. */
export async function notActivated(app: FastifyInstance): Promise<void> {
	const instance_id = randomUUID();
	app.get('/', async () => welcomeOfV2('2.4.0'));
	app.get('/license/status', async () => ({ status: 'inactive', instance_id }));
	app.all('/*', async ({ host }: FastifyRequest, reply) => {
		const register_url = `http://${host}/manager/login`;
		return await reply.status(503).send({
			error: 'service not activated',
			code: 'LICENSE_REQUIRED',
			register_url,
			instance_id,
			docs_url: DOCUMENTATION,
			message: `This Evolution API instance is not activated. Open ${register_url} to activate, or set AUTHENTICATION_API_KEY in your .env with a valid licensing key. Docs: ${DOCUMENTATION}`,
		});
	});
}
