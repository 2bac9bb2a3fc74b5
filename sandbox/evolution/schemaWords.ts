import Ajv, { type ErrorObject } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';

/** Evolution reports all that is wrong at once. */
const ajv = new Ajv({ allErrors: true, verbose: true, strictTypes: false });

export const compileSchema: FastifySchemaCompiler<object> = ({ schema }) => ajv.compile(schema);

/** What the server's validator, jsonschema 1.5, would say. */
export function wordsFor({ instancePath, keyword, params, parentSchema }: ErrorObject): string {
	const described = (parentSchema as { description?: string }).description;
	if (described) return described;
	const path = instancePath
		.slice(1)
		.replace(/\/(\d+)/g, '[$1]')
		.replace(/\//g, '.');
	return `${path || 'instance'} ${complaint(keyword, params)}`;
}

function complaint(keyword: string, params: Record<string, unknown>): string {
	switch (keyword) {
		case 'required':
			return `requires property "${String(params.missingProperty)}"`;
		case 'minItems':
		case 'minLength':
			return `does not meet minimum length of ${String(params.limit)}`;
		case 'maxItems':
			return `does not meet maximum length of ${String(params.limit)}`;
		case 'minimum':
			return `must be greater than or equal to ${String(params.limit)}`;
		case 'maximum':
			return `must be less than or equal to ${String(params.limit)}`;
		case 'uniqueItems':
			return 'contains duplicate item';
		case 'enum':
			return `is not one of enum values: ${String(params.allowedValues)}`;
		default:
			return `is not of a type(s) ${String(params.type)}`;
	}
}
