import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { sendAndWait } from '../shared/sendAndWait/sendAndWait';
import { askQuestion } from './askQuestion';
import { createContact } from './createContact';
import { getContacts } from './getContacts';
import { getMessage } from './getMessage';
import { sendMessage } from './sendMessage';
import { updateContact } from './updateContact';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

const send: Run = async (node) => await deliver(node, sendMessage);

/** By the values of the node's parameter "Operation", which are different for each resource. */
export const vobizOperations: Record<string, Run> = {
	create: async (node) => await deliver(node, createContact),
	get: async (node) => await deliver(node, getMessage),
	getAll: async (node) => await deliver(node, getContacts),
	send,
	sendAndWait: async (node) => await sendAndWait(node, askQuestion),
	sendTemplate: send,
	update: async (node) => await deliver(node, updateContact),
};
