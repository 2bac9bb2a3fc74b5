import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { parse } from 'yaml';
import { isProblem } from '../../nodes/shared/outcome/problem';
import { validateItem } from '../../nodes/shared/validation/validateItem';
import type { Property } from './provider';
import { providersWith } from './providers';

/**
 * Whatever stands in the parameters: the outcome is either a problem that names item and field and
 * says what to do, or a body that the provider's document allows. The documents are the sandbox's,
 * which know nothing of our schemas.
 */
const RUNS = 1000;

function validatorOf(provider: string, { file, path, method = 'post' }: Property['document']) {
	const ajv = new Ajv({ strict: false });
	addFormats(ajv);
	const document = parse(
		readFileSync(join(__dirname, '..', '..', 'sandbox', provider, file), 'utf8'),
	) as object;
	ajv.addSchema(document, 'document');
	const steps = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'];
	const pointer = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
	return ajv.compile({ $ref: `document#/${encodeURI(pointer)}` });
}

const nodeWith = (parameters: Record<string, unknown>) =>
	({
		getNodeParameter: (name: string, _item: number, fallback: unknown) => {
			const [parameter, ...path] = name.split('.');
			if (!(parameter in parameters)) return fallback;
			return path.reduce<unknown>(
				(inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
				parameters[parameter],
			);
		},
		getMode: () => 'trigger',
		getTimezone: () => 'America/Santiago',
		getNode: () => ({ type: 'node', parameters }),
	}) as unknown as IExecuteFunctions;

describe.each(providersWith('properties'))('%s', (provider, properties) => {
	test.each(properties)('$title', ({ operation, parameters, found, document }) => {
		const validate = validatorOf(provider, document);
		let sent = 0;
		fc.assert(
			fc.property(fc.record(parameters), (given) => {
				const entry = validateItem(nodeWith(given), operation, 3, undefined, new Set());
				if (isProblem(entry)) {
					expect(entry).toMatchObject({ outcome: 'notSent', item: 3, httpStatus: null });
					expect(entry.field).toMatch(/^items\[3\]/);
					expect(entry.reason).not.toMatch(/undefined|\[object|^\s*$/);
					expect(entry.whatToDo).toMatch(/\w.*\.$/);
					return;
				}
				sent++;
				const { body } = operation.request(entry.message, found as never);
				const allowed = validate(JSON.parse(JSON.stringify(body)));
				expect(allowed ? [] : validate.errors).toEqual([]);
			}),
			{ numRuns: RUNS },
		);
		// Otherwise the property would say nothing about bodies.
		expect(sent).toBeGreaterThan(RUNS / 200);
	});
});
