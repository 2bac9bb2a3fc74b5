const ts = require('typescript');

/**
 * Cuts out of the trigger's code what concerns other providers only: what is shown for them, and what
 * loads their folders. What is shown for this one is shown always.
 * @param {string} code TypeScript, or what became of it
 * @param {string} folder the provider's, under nodes/
 */
function leaveOneProvider(code, folder) {
	const provider = folder.toLowerCase();
	/** @type {Array<{ start: number, end: number, text: string }>} */
	const edits = [];
	/** Whether the field of one of the versions is there, as the one that is left. */
	let hidden = false;
	/** @param {ts.Node} node of a list */
	const cut = ({ pos, end }) =>
		edits.push({ start: pos, end: code[end] === ',' ? end + 1 : end, text: '' });

	/** @param {ts.Node} node */
	const loadsOthersOnly = (node) => {
		const folders = [...node.getText().matchAll(/['"]\.\.\/([A-Z]\w*)\//g)].map(([, name]) => name);
		return folders.length > 0 && !folders.includes(folder);
	};

	/** @param {ts.Node} node */
	const visit = (node) => {
		const isMember = ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node);
		if (isMember && loadsOthersOnly(node)) {
			cut(node);
		} else if (isCondition(node)) {
			const isNamed = node.initializer.elements.some((each) => textOf(each) === provider);
			const isShown = isNamed === (nameOf(node.parent.parent) === 'show');
			cut(isShown ? withItsEmptyHusks(node) : fieldOf(node));
		} else if (ts.isObjectLiteralExpression(node) && isProviderField(node)) {
			const text = `{ displayName: 'Provider', name: 'provider', type: 'hidden', default: '${provider}' }`;
			if (hidden) cut(node);
			else edits.push({ start: node.getStart(), end: node.end, text });
			hidden = true;
		} else {
			ts.forEachChild(node, visit);
		}
	};
	visit(ts.createSourceFile('trigger.ts', code, ts.ScriptTarget.Latest, true));

	return edits
		.sort((one, other) => other.start - one.start)
		.reduce((left, { start, end, text }) => left.slice(0, start) + text + left.slice(end), code);
}

/** @param {ts.Node} node */
const textOf = (node) => (ts.isStringLiteral(node) ? node.text : undefined);

/** @param {ts.Node} node */
const nameOf = (node) => (ts.isPropertyAssignment(node) ? node.name.getText() : undefined);

/**
 * `provider: ['vambe']`, as it stands in `displayOptions`.
 * @param {ts.Node} node
 * @returns {node is ts.PropertyAssignment & { initializer: ts.ArrayLiteralExpression }}
 */
const isCondition = (node) =>
	ts.isPropertyAssignment(node) &&
	nameOf(node) === 'provider' &&
	ts.isArrayLiteralExpression(node.initializer);

/** @param {ts.ObjectLiteralExpression} node */
const isProviderField = ({ properties }) =>
	properties.some(
		(each) =>
			ts.isPropertyAssignment(each) &&
			nameOf(each) === 'name' &&
			textOf(each.initializer) === 'provider',
	);

/**
 * The property, or what would be left empty without it.
 * @param {ts.Node} property
 * @returns {ts.Node}
 */
const withItsEmptyHusks = (property) => {
	const object = property.parent;
	const isAlone = ts.isObjectLiteralExpression(object) && object.properties.length === 1;
	return isAlone ? withItsEmptyHusks(object.parent) : property;
};

/**
 * What has the condition: `{ …, displayOptions: { show: { provider: […] } } }`.
 * @param {ts.Node} condition
 */
const fieldOf = (condition) => condition.parent.parent.parent.parent.parent;

module.exports = { leaveOneProvider };
