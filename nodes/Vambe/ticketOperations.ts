import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { closeTicket } from './closeTicket';
import { getTicket } from './getTicket';
import { openTicket } from './openTicket';
import { updateMetadata } from './updateMetadata';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** By the values of the node's parameter "Operation". */
export const ticketOperations: Record<string, Run> = {
	close: async (node) => await deliver(node, closeTicket),
	get: async (node) => await deliver(node, getTicket),
	open: async (node) => await deliver(node, openTicket),
	updateMetadata: async (node) => await deliver(node, updateMetadata),
};
