import type { FastifyError, FastifyReply } from 'fastify';

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

/** Answers an error, whether ours or Fastify's, with the body that the provider would send. */
export async function refuse(
	error: Partial<Refusal> & Partial<FastifyError> & Error,
	reply: FastifyReply,
	body: (status: number, message: string) => unknown,
) {
	const status = error.statusCode ?? 500;
	return await reply
		.status(status)
		.headers(error.headers ?? {})
		.send(body(status, error.message));
}
