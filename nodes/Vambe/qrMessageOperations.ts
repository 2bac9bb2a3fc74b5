import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { sendAndWait } from '../shared/sendAndWait/sendAndWait';
import { askQrQuestion } from './askQrQuestion';
import { sendQrMessage } from './sendQrMessage';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** By the values of the node's parameter "Operation". */
export const qrMessageOperations: Record<string, Run> = {
	send: async (node) => await deliver(node, sendQrMessage),
	sendAndWait: async (node) => await sendAndWait(node, askQrQuestion),
};
