import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { closeTicket } from './closeTicket';
import { getTicket } from './getTicket';
import { openOfficialTicket, openTicket } from './openTicket';
import { updateAmount } from './updateAmount';
import { updateMetadata } from './updateMetadata';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** By the values of the node's parameter "Channel Type"; workflows saved without it have QR codes. */
const openings: Record<string, typeof openTicket> = {
	'web-whatsapp': openTicket,
	whatsapp: openOfficialTicket,
};

/** By the values of the node's parameter "Operation". */
export const ticketOperations: Record<string, Run> = {
	close: async (node) => await deliver(node, closeTicket),
	get: async (node) => await deliver(node, getTicket),
	open: async (node) =>
		await deliver(node, openings[String(node.getNodeParameter('channelType', 0, 'web-whatsapp'))]),
	updateAmount: async (node) => await deliver(node, updateAmount),
	updateMetadata: async (node) => await deliver(node, updateMetadata),
};
