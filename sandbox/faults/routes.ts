import type { FastifyInstance } from 'fastify';
import type { Faults } from './faults';

const PATH = '/inbox/faults';

/** Makes the providers misbehave, shows how they do, and makes them behave again. */
export async function faultRoutes(app: FastifyInstance, { faults }: { faults: Faults }) {
	app.get(PATH, async () => faults.settings);

	app.put(PATH, async ({ body }) => {
		faults.replace(body);
		return faults.settings;
	});

	app.delete(PATH, async (_request, reply) => {
		faults.replace({});
		return await reply.status(204).send();
	});
}
