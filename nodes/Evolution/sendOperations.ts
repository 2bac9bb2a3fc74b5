import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Operation, SendOperation } from '../shared/contract/operation';
import { deliver } from '../shared/delivery/deliver';
import { sendAndWait } from '../shared/sendAndWait/sendAndWait';
import { checkNumbers } from './chat/checkNumbers';
import { getMedia } from './chat/getMedia';
import { markRead } from './chat/markRead';
import { showTyping } from './chat/showTyping';
import { getAll } from './group/getAll';
import type { InstanceKind } from './instanceKind';
import { askQuestion } from './message/askQuestion';
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

const run =
	<Message>(operation: Operation<Message, InstanceKind>): Run =>
	async (node) =>
		await deliver(node, operation);

const message = <Message extends { instance: string; chat: string }>(
	operation: SendOperation<Message, InstanceKind>,
) => run(notToGroups(operation));

/** By the values of the node's parameters "Resource" and "Operation". */
export const sendOperations: Record<string, Run> = {
	'chat/checkNumber': run(checkNumbers),
	'chat/getMedia': run(getMedia),
	'chat/markRead': run(markRead),
	'chat/showTyping': run(showTyping),
	'group/getAll': run(getAll),
	'message/deleteForEveryone': run(deleteForEveryone),
	'message/edit': run(edit),
	'message/sendAndWait': async (node) => await sendAndWait(node, askQuestion),
	'message/sendAudio': message(sendAudio),
	'message/sendButtons': message(sendButtons),
	'message/sendContacts': message(sendContact),
	'message/sendList': message(sendList),
	'message/sendLocation': message(sendLocation),
	'message/sendMedia': message(sendMedia),
	'message/sendPoll': message(sendPoll),
	'message/sendReaction': message(sendReaction),
	'message/sendSticker': message(sendSticker),
	'message/sendTemplate': message(sendTemplate),
	'message/sendText': message(sendText),
};
