import type { FastifySchemaValidationError } from 'fastify/types/schema';

/** The first thing that an OpenAPI part does not like, so that a person understands it. */
export function formatSchemaError([first]: FastifySchemaValidationError[], dataVar: string): Error {
	const path = `${dataVar}${first.instancePath}`;
	const { additionalProperty } = first.params as { additionalProperty?: string };
	if (additionalProperty) return new Error(`${path} must not have "${additionalProperty}"`);
	if (first.keyword === 'false schema') return new Error(`${path} does not belong to this type`);
	return new Error(`${path} ${first.message}`);
}
