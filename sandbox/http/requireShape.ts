import type { z } from 'zod';
import { Refusal } from './refusal';

/**
 * The body of a request to the inbox, as its schema reads it.
 * @throws Refusal that names the first field that is wrong
 */
export function requireShape<Shape extends z.ZodTypeAny>(
	schema: Shape,
	body: unknown,
): z.output<Shape> {
	const { success, data, error } = schema.safeParse(body);
	if (success) return data as z.output<Shape>;
	const [issue] = error.issues;
	if (issue.code === 'unrecognized_keys') {
		throw new Refusal(400, `${fieldAt([...issue.path, issue.keys[0]])}: there is no such field`);
	}
	throw new Refusal(400, `${fieldAt(issue.path)}: ${issue.message}`);
}

const fieldAt = (path: Array<string | number>) =>
	path.reduce<string>(
		(field, step) =>
			typeof step === 'number' ? `${field}[${step}]` : field ? `${field}.${step}` : step,
		'',
	) || 'body';
