import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** A provider says no, in the shape that its error handler gives it. */
export class Refusal extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}

/** Answers errors, whether ours or Fastify's, with the body that the provider would send. */
export const refuseWith =
	(body: (status: number, message: string) => unknown) =>
	async (
		error: Partial<Refusal> & Partial<FastifyError> & Error,
		_request: FastifyRequest,
		reply: FastifyReply,
	) => {
		const status = error.statusCode ?? 500;
		return await reply
			.status(status)
			.headers(error.headers ?? {})
			.send(body(status, error.message));
	};
