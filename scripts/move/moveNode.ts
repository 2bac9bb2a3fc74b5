import { isDeepStrictEqual } from 'node:util';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { NodeJson } from '../n8n/n8nClient';
import type { Form } from './counterparts';
import { shownParameters } from './shownParameters';
import { hasVariant, readType, type Variant } from './variants';

/** From one package to another. */
export interface Way {
	from: Form;
	to: Form;
}

/** The node as the other package has it, or why there is none. */
export type MovedNode = { node: NodeJson } | { reason: string };

const hasVersion = ({ version }: INodeTypeDescription, typeVersion: number) =>
	[version].flat().includes(typeVersion);

/** What chooses the part of a node that is used. */
function choicesOf({ description, chosenBy }: Form, node: NodeJson) {
	const shown = shownParameters(description, node);
	return Object.keys(chosenBy).map((name) => [name, node.parameters[name] ?? shown[name]] as const);
}

const isUsed = (form: Form, node: NodeJson) =>
	(form.typeVersion ?? node.typeVersion) === node.typeVersion &&
	choicesOf(form, node).every(([name, value]) => form.chosenBy[name] === value);

/** A node that leaves its defaults out, as n8n's editor saves it, leaves them out afterwards too. */
function parametersIn({ from, to }: Way, node: NodeJson): NodeJson['parameters'] {
	const names = [...Object.keys(from.chosenBy), ...Object.keys(to.chosenBy)];
	const others = Object.entries(node.parameters).filter(([name]) => !names.includes(name));
	const defaults = shownParameters(to.description, {
		...node,
		parameters: Object.fromEntries(others),
	});
	const isExplicit = Object.keys(from.chosenBy).every((name) => name in node.parameters);
	const chosen = Object.entries(to.chosenBy).filter(
		([name, value]) => isExplicit || defaults[name] !== value,
	);
	const inPlace = Object.entries(node.parameters).flatMap(([name, value]) =>
		names.includes(name) ? chosen.filter(([each]) => each === name) : [[name, value] as const],
	);
	return Object.fromEntries([...chosen.filter(([name]) => !(name in node.parameters)), ...inPlace]);
}

/** @returns a parameter that would not reach the other node as it reaches this one */
function lostParameter({ from, to }: Way, node: NodeJson, moved: NodeJson) {
	const before = shownParameters(from.description, node);
	const after = shownParameters(to.description, moved);
	const choices = { ...from.chosenBy, ...to.chosenBy };
	const name = Object.keys(before)
		.filter((each) => !(each in choices))
		// An empty collection is as good as none.
		.find((each) => !isDeepStrictEqual(before[each] ?? {}, after[each] ?? {}));
	return from.description.properties.find((each) => each.name === name)?.displayName;
}

function moveBy(way: Way, node: NodeJson, variant: Variant): MovedNode {
	const { package: packageName, description, typeVersion = node.typeVersion } = way.to;
	const type = `${packageName}.${description.name}${variant}`;
	const moved = { ...node, type, typeVersion, parameters: parametersIn(way, node) };
	if (!hasVersion(description, typeVersion) || !hasVariant(description, variant)) {
		return { reason: `There is no ${type} of version ${typeVersion}.` };
	}
	const lost = lostParameter(way, node, moved);
	if (!lost) return { node: moved };
	const { displayName } = description;
	return { reason: `'${lost}' is not the same in ${displayName}. Move this node by hand.` };
}

/**
 * @param ways all that there are, the narrower ones first
 * @param packages where the node may go
 */
export function moveNode(node: NodeJson, ways: Way[], packages: string[]): MovedNode {
	const { packageName, name, variant } = readType(node.type);
	const known = ways.filter(
		({ from: { package: origin, description } }) =>
			origin === packageName &&
			description.name === name &&
			hasVariant(description, variant) &&
			hasVersion(description, node.typeVersion),
	);
	const isKnown = ways.some(
		({ from }) => from.package === packageName && from.description.name === name,
	);
	if (!isKnown) {
		return { reason: `No other package has this node. Keep ${packageName} installed for it.` };
	}
	if (known.length === 0) {
		return { reason: `${packageName} has no such node of version ${node.typeVersion}.` };
	}
	const used = known.filter(({ from }) => isUsed(from, node));
	if (used.length === 0) {
		const choices = choicesOf(known[0].from, node).map(
			([each, value]) => `${each} is ${JSON.stringify(value)}`,
		);
		return { reason: `What it does cannot be told from its parameters: ${choices.join(', ')}.` };
	}
	const open = used.filter(({ to }) => packages.includes(to.package));
	if (open.length === 0) {
		const [{ to }] = used;
		return { reason: `It belongs to ${to.package}, which is not among the packages to move to.` };
	}
	const results = open.map((way) => moveBy(way, node, variant));
	return results.find((result) => 'node' in result) ?? results[0];
}
