import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { sendAndWait } from '../shared/sendAndWait/sendAndWait';
import { askQuestion } from './askQuestion';
import { sendMessage } from './sendMessage';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

const send: Run = async (node) => await deliver(node, sendMessage);

/** By the values of the node's parameter "Operation". */
export const aisouleOperations: Record<string, Run> = {
	send,
	sendAndWait: async (node) => await sendAndWait(node, askQuestion),
	sendInteractive: send,
	sendTemplate: send,
};
