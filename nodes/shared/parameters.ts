import type { IExecuteFunctions } from 'n8n-workflow';

/** Reads the parameters of one item; one that the form does not show is blank. */
export const parametersOf = (node: IExecuteFunctions, itemIndex: number) => ({
	value: (name: string): unknown => node.getNodeParameter(name, itemIndex, ''),
	/** The ID in a parameter that is picked from a list or typed. */
	locatedId: (name: string): unknown =>
		node.getNodeParameter(name, itemIndex, '', { extractValue: true }),
	/** The fields of a collection. */
	collection: (name: string) =>
		node.getNodeParameter(name, itemIndex, {}) as Record<string, unknown>,
});

export type Parameters = ReturnType<typeof parametersOf>;
