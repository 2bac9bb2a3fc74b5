import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** What n8n makes of a node besides the node itself, by the end of the name. */
export type Variant = '' | 'Tool' | 'HitlTool';

const TYPE = /^(.+)\.(\w+?)((?:Hitl)?Tool)?$/;

/** Reads n8n-nodes-vambe.vambeTool as the package, the node and the variant. */
export function readType(type: string) {
	const [, packageName = '', name = '', variant = ''] = TYPE.exec(type) ?? [];
	return { packageName, name, variant: variant as Variant };
}

const isAsking = ({ name, options = [] }: INodeProperties) =>
	name === 'operation' &&
	options.some((option) => 'value' in option && option.value === 'sendAndWait');

export const hasVariant = (
	{ properties, usableAsTool }: INodeTypeDescription,
	variant: Variant,
): boolean =>
	({ '': true, Tool: Boolean(usableAsTool), HitlTool: properties.some(isAsking) })[variant];
