import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { sendAndWait } from '../shared/sendAndWait/sendAndWait';
import { askQuestion } from './askQuestion';
import { cancelScheduledMessage } from './cancelScheduledMessage';
import { scheduleMessage } from './scheduleMessage';
import { sendTemplate } from './sendTemplate';
import { sendText } from './sendText';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** By the values of the node's parameter "Operation". */
export const messageOperations: Record<string, Run> = {
	cancelScheduled: async (node) => await deliver(node, cancelScheduledMessage),
	scheduleMessage: async (node) => await deliver(node, scheduleMessage),
	sendAndWait: async (node) => await sendAndWait(node, askQuestion),
	sendTemplate: async (node) => await deliver(node, sendTemplate),
	sendText: async (node) => await deliver(node, sendText),
};
