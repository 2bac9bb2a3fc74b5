import type { NodeParameterValueType } from 'n8n-workflow';

/** The parameters of a node, as n8n stores them. */
export type Parameters = Record<string, NodeParameterValueType | object>;
