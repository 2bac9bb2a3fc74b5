import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';
import { contactMark } from '../../nodes/shared/lib/resumeReference';
import { allSenders, folderOf, providersWith } from '../providers/providers';
import { nodesAt, runNode, type NodeUnderTest } from '../support/n8n/engine';
import { askInEngine } from '../support/n8n/waiting';
import type { Parameters } from '../support/n8n/parameters';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/**
 * What n8n's editor says comes out of an operation, before it ever ran, against what comes out at
 * the sandbox. UPDATE_SCHEMAS=1 writes what is missing: what is there is in use by saved workflows.
 */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const mapValues = <From, To>(object: Record<string, From>, to: (value: From) => To) =>
	Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value)]));

function schemaOf(value: unknown): Schema {
	if (value === null) return { type: 'null' };
	if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
	if (Number.isInteger(value)) return { type: 'integer' };
	if (typeof value !== 'object') return { type: typeof value };
	return { type: 'object', properties: mapValues(value as IDataObject, schemaOf) };
}

/** Nothing that is promised may be absent. */
const withAllRequired = ({ properties, items, ...schema }: Schema): object => ({
	...schema,
	...(properties && {
		required: Object.keys(properties),
		properties: mapValues(properties, withAllRequired),
	}),
	...(items && { items: withAllRequired(items) }),
});

/** Of a node's parameters, as the folders of the schemas name it. */
const operationIn = ({ resource, operation }: Parameters) =>
	[resource, operation].filter(Boolean).join('/');

function differences(provider: string, node: NodeUnderTest, operation: string, json: IDataObject) {
	const schemas = join(__dirname, '..', '..', 'nodes', folderOf(provider), '__schema__');
	// n8n looks in the folder of the node's version, and in older ones after that.
	const first = Math.min(...[node.type.description.version].flat());
	const files = [first, 1].map((version) => join(schemas, `v${version}.0.0`, `${operation}.json`));
	const file = files.find(existsSync) ?? files[0];
	if (process.env.UPDATE_SCHEMAS && !existsSync(file)) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify({ ...schemaOf(json), version: 1 }, null, '\t')}\n`);
	}
	const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
	const ajv = new Ajv({ strict: false, allErrors: true });
	ajv.validate(withAllRequired(schema), json);
	return ajv.errors ?? [];
}

const cases = providersWith('documents').flatMap(([provider, documents]) => {
	const operations = new Map(
		documents.map((example) => [operationIn(example.parameters), example]),
	);
	return [...operations].map(([operation, example]) => ({ ...example, provider, operation }));
});

test.each(cases)('$provider: $operation', async ({ provider, operation, sender, parameters }) => {
	const node = nodesAt(sandbox.url)[sender];
	// A number whose country is known.
	const given = { options: {}, ...parameters, recipient: '+56912345678' };
	const { outputs } = await runNode(node, given, [{}]);
	expect(differences(provider, node, operation, outputs[0][0].json)).toEqual([]);
});

const PHONE = '+56912345678';

/** With all that may be known of a person. */
const CONTACT = {
	phone: PHONE,
	waId: PHONE.slice(1),
	lid: '123@lid',
	userId: 'CL.1',
	username: 'maria',
	name: 'Maria',
};

const asking = allSenders.filter(({ asks }) => asks);

test('there is a node that asks', () => expect(asking).not.toEqual([]));

test.each(asking)('$name: an answer', async ({ provider, name, parameters, asks }) => {
	const node = nodesAt(sandbox.url)[name];
	const given = { ...parameters, ...asks };
	const { call, signed } = await askInEngine(node, given, [{ to: PHONE, text: 'Ready?' }]);
	const { wentOn } = await call({
		method: 'POST',
		address: signed({ a: '0', c: contactMark(`phone ${PHONE}`), r: '0' }),
		headers: { 'content-type': 'application/json' },
		body: { contact: CONTACT },
	});
	expect(differences(provider, node, operationIn(given), wentOn!.output[0])).toEqual([]);
});
