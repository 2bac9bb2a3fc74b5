import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** What n8n makes of a node besides the node itself, by the end of the name. */
export type Variant = '' | 'Tool' | 'HitlTool';

const TYPE = /^(.+)\.(\w+?)((?:Hitl)?Tool)?$/;

/** Reads n8n-nodes-vambe.vambeTool as the package, the node and the variant. */
export function readType(type: string) {
	const [, packageName = '', name = '', variant = ''] = TYPE.exec(type) ?? [];
	return { packageName, name, variant: variant as Variant };
}

const ASKING = 'sendAndWait';

const isAsking = ({ name, options = [] }: INodeProperties) =>
	name === 'operation' && options.some((option) => 'value' in option && option.value === ASKING);

export const hasVariant = (
	{ properties, usableAsTool }: INodeTypeDescription,
	variant: Variant,
): boolean =>
	({ '': true, Tool: Boolean(usableAsTool), HitlTool: properties.some(isAsking) })[variant];

/** What n8n sets in a human review: the first resource that can ask. */
export function setBy(variant: Variant, { properties }: INodeTypeDescription): INodeParameters {
	if (variant !== 'HitlTool') return {};
	const [resource] = properties.find(isAsking)?.displayOptions?.show?.resource ?? [];
	return {
		...(typeof resource === 'string' && { resource }),
		operation: ASKING,
		responseType: 'approval',
	};
}
