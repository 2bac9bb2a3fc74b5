import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A message is called notSent only where something proves it: every such verdict in the code names what. */
const project = join(__dirname, '..', '..');

/** The providers' pages by their titles, and the standards. */
const DOCUMENTS = [
	'Open a new ticket for web whatsapp',
	'Send QR message',
	'Send Message API',
	'Vobiz-n8n-nodes',
	'Sending messages via API',
	'Error codes reference',
	'API rate limits and best practices',
	'Evolution API, source code',
	'HTTP Semantics (RFC 9110)',
	'Additional HTTP Status Codes (RFC 6585)',
];

interface Found {
	place: string;
	/** The names of its properties; what is spread, by its text. */
	properties: string[];
	literal: ts.ObjectLiteralExpression;
}

const nameOf = (property: ts.ObjectLiteralElementLike) =>
	ts.isSpreadAssignment(property)
		? `...${property.expression.getText()}`
		: (property.name?.getText() ?? '');

const textOf = (literal: ts.ObjectLiteralExpression, name: string): string | undefined => {
	const property = literal.properties.find((each) => nameOf(each) === name);
	const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
	return value && ts.isStringLiteralLike(value) ? value.text : undefined;
};

function objectsIn(file: string): Found[] {
	const text = readFileSync(join(project, 'nodes', file), 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const found: Found[] = [];
	const visit = (node: ts.Node) => {
		if (ts.isObjectLiteralExpression(node)) {
			const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
			const properties = node.properties.map(nameOf);
			found.push({ place: `${file}:${line}`, properties, literal: node });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const objects = (readdirSync(join(project, 'nodes'), { recursive: true }) as string[])
	.filter((file) => file.endsWith('.ts'))
	.flatMap(objectsIn);

/** A problem of an item has its number; a verdict is of no item yet. */
const verdicts = objects.filter(
	({ literal, properties }) =>
		textOf(literal, 'outcome') === 'notSent' &&
		!properties.some((name) => name === 'item' || name === '...notBegun(unsent)'),
);

const KINDS = ['document', 'recording', 'unsent'] as const;

const evidence = objects.flatMap(({ place, properties, literal }) => {
	const kind = KINDS.find((name) => properties.length === 1 && properties[0] === name);
	return kind ? [{ place, kind, text: textOf(literal, kind) }] : [];
});

test('there are verdicts to judge', () => {
	expect(verdicts.length).toBeGreaterThan(30);
	expect(evidence.length).toBeGreaterThan(20);
});

test('every notSent has its evidence', () => {
	const proven = (name: string) => name === 'evidence' || name.startsWith('...');
	const unproven = verdicts.filter(({ properties }) => !properties.some(proven));
	expect(unproven.map(({ place }) => place)).toEqual([]);
});

test('evidence is written out', () => {
	expect(evidence.filter(({ text }) => !text).map(({ place }) => place)).toEqual([]);
});

test('every recording exists', () => {
	const folder = join(project, 'test', 'fixtures', 'evolution');
	const gone = evidence.filter(
		({ kind, text }) => kind === 'recording' && !existsSync(join(folder, text!)),
	);
	expect(gone).toEqual([]);
});

test('every document is one that we know', () => {
	const unknown = evidence.filter(
		({ kind, text }) => kind === 'document' && !DOCUMENTS.includes(text!),
	);
	expect(unknown).toEqual([]);
});

test('every document that we know is evidence of something', () => {
	const named = evidence.map(({ text }) => text);
	expect(DOCUMENTS.filter((title) => !named.includes(title))).toEqual([]);
});
