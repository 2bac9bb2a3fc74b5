import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { sendText } from './message/sendText';
import { sendContact } from './sendContact';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** By the values of the node's parameters "Resource" and "Operation". */
export const sendOperations: Record<string, Run> = {
	'message/sendContacts': async (node) => await deliver(node, sendContact),
	'message/sendText': async (node) => await deliver(node, sendText),
};
