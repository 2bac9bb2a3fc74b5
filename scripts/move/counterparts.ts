import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { providers } from '../../nodes/WhatsAppGateway/providers';
import { resourceOf } from '../../packages/providerNode';
import { isPackageOf, packageNames } from '../generate/packages';
import { readNodes, type PackageNode } from './readNodes';

/** A node, or the part of it that these parameters and this version choose. */
export interface Form extends PackageNode {
	chosenBy: Record<string, string>;
	typeVersion?: number;
}

/** What does the same in the main package and in that of its provider. */
export interface Counterpart {
	main: Form;
	single: Form;
}

const project = join(__dirname, '..', '..');

const isTrigger = ({ description }: PackageNode) => description.group.includes('trigger');

/** Evolution Send Contact is an operation of Evolution, which has no version 1. */
const sendContactIn = (main: PackageNode, single: PackageNode): Counterpart[] =>
	[main.description.version].flat().map((typeVersion) => ({
		main: { ...main, typeVersion, chosenBy: { operation: 'send' } },
		single: {
			...single,
			typeVersion: 2,
			chosenBy: {
				resource: 'message',
				operation: 'sendContacts',
				sendTo: 'number',
				// For the way back. n8n gives a node no parameter that it does not have, and the editor drops it.
				movedFrom: `${main.description.name} ${typeVersion}`,
			},
		},
	}));

/** @returns what a node of the main package is in the only sending node of its provider's package */
function counterpartsIn(single: PackageNode, main: PackageNode): Counterpart[] {
	const { name, properties } = main.description;
	if (name === 'evolutionSendContact') return sendContactIn(main, single);
	const isRenamed = isDeepStrictEqual(properties, single.description.properties);
	const { value: resource } = resourceOf(single.description, main.description);
	return [
		{
			main: { ...main, chosenBy: {} },
			single: { ...single, chosenBy: isRenamed ? {} : { resource } },
		},
	];
}

/** @returns those of all packages, the narrower ones first */
export function readCounterparts(): Counterpart[] {
	const nodes = readNodes(project);
	const mainTrigger = nodes.find(isTrigger)!;
	const counterparts = packageNames(project).flatMap((packageName) => {
		const { name, credential } = providers.find((each) => isPackageOf(packageName, each))!;
		const own = readNodes(join(project, 'packages', packageName));
		const trigger = own.find(isTrigger)!;
		const single = own.find((node) => !isTrigger(node))!;
		const chosenBy = { provider: name };
		return [
			{ main: { ...mainTrigger, chosenBy }, single: { ...trigger, chosenBy } },
			...nodes
				.filter(
					(node) =>
						!isTrigger(node) &&
						node.description.credentials!.some((each) => each.name === credential),
				)
				.flatMap((node) => counterpartsIn(single, node)),
		];
	});
	const isNarrow = ({ single }: Counterpart) => single.typeVersion !== undefined;
	return [...counterparts.filter(isNarrow), ...counterparts.filter((each) => !isNarrow(each))];
}
