import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { providersWith } from '../providers/providers';

/** A message is called notSent only where something proves it: every such verdict in the code names what. */
const project = join(__dirname, '..', '..');

const STANDARDS = ['HTTP Semantics (RFC 9110)', 'Additional HTTP Status Codes (RFC 6585)'];

const DOCUMENTS = [...providersWith('samples').flatMap(([, { pages }]) => pages), ...STANDARDS];

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
	const fixtures = join(project, 'test', 'fixtures');
	const gone = evidence.filter(({ place, kind, text }) => {
		const [folder] = place.split(/[\\/]/);
		return kind === 'recording' && !existsSync(join(fixtures, folder.toLowerCase(), text!));
	});
	expect(gone).toEqual([]);
});

test('every document is one that we know', () => {
	const unknown = evidence.filter(
		({ kind, text }) => kind === 'document' && !DOCUMENTS.includes(text!),
	);
	expect(unknown).toEqual([]);
});

const named = evidence.map(({ text }) => text);

test('every standard that we know is evidence of something', () => {
	expect(STANDARDS.filter((title) => !named.includes(title))).toEqual([]);
});

test.each(providersWith('samples'))(
	'%s: every page is evidence of something',
	(_provider, { pages }) => {
		expect(pages.filter((title) => !named.includes(title))).toEqual([]);
	},
);
