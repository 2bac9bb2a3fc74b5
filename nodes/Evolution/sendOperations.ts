import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { deliver } from '../shared/delivery/deliver';
import { checkNumbers } from './chat/checkNumbers';
import { getMedia } from './chat/getMedia';
import { markRead } from './chat/markRead';
import { showTyping } from './chat/showTyping';
import { getAll } from './group/getAll';
import { deleteForEveryone } from './message/deleteForEveryone';
import { edit } from './message/edit';
import { notToGroups } from './message/notToGroups';
import { sendAudio } from './message/sendAudio';
import { sendButtons } from './message/sendButtons';
import { sendList } from './message/sendList';
import { sendLocation } from './message/sendLocation';
import { sendMedia } from './message/sendMedia';
import { sendPoll } from './message/sendPoll';
import { sendReaction } from './message/sendReaction';
import { sendSticker } from './message/sendSticker';
import { sendTemplate } from './message/sendTemplate';
import { sendText } from './message/sendText';
import { sendContact } from './sendContact';

type Run = (node: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** By the values of the node's parameters "Resource" and "Operation". */
export const sendOperations: Record<string, Run> = {
	'chat/checkNumber': async (node) => await deliver(node, checkNumbers),
	'chat/getMedia': async (node) => await deliver(node, getMedia),
	'chat/markRead': async (node) => await deliver(node, markRead),
	'chat/showTyping': async (node) => await deliver(node, showTyping),
	'group/getAll': async (node) => await deliver(node, getAll),
	'message/deleteForEveryone': async (node) => await deliver(node, deleteForEveryone),
	'message/edit': async (node) => await deliver(node, edit),
	'message/sendAudio': async (node) => await deliver(node, notToGroups(sendAudio)),
	'message/sendButtons': async (node) => await deliver(node, notToGroups(sendButtons)),
	'message/sendContacts': async (node) => await deliver(node, notToGroups(sendContact)),
	'message/sendList': async (node) => await deliver(node, notToGroups(sendList)),
	'message/sendLocation': async (node) => await deliver(node, notToGroups(sendLocation)),
	'message/sendMedia': async (node) => await deliver(node, notToGroups(sendMedia)),
	'message/sendPoll': async (node) => await deliver(node, notToGroups(sendPoll)),
	'message/sendReaction': async (node) => await deliver(node, notToGroups(sendReaction)),
	'message/sendSticker': async (node) => await deliver(node, notToGroups(sendSticker)),
	'message/sendTemplate': async (node) => await deliver(node, notToGroups(sendTemplate)),
	'message/sendText': async (node) => await deliver(node, notToGroups(sendText)),
};
