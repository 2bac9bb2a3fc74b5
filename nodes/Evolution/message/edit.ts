import type { SendOperation } from '../../shared/contract/operation';
import type { AnswerRule } from '../../shared/contract/verdict';
import { z } from '../../shared/lib/libraries';
import { id, requiredText } from '../../shared/validation/schema';
import { destination, readDestination } from '../destination';
import type { InstanceKind } from '../instanceKind';
import { jidOf } from '../jid';
import { methodOf, otherVersion, versionLookup } from '../version';
import { onlyOnPhones } from './availability';
import { connectionRules } from './connection';
import { sending } from './everyMessage';

const editMessage = z.object({
	...destination,
	messageId: id('Message ID', 'Enter the ID of a message that this instance sent.'),
	messageText: requiredText('Message Text', 'Enter the new text.'),
});

const rules: AnswerRule[] = [
	otherVersion,
	{
		status: 400,
		says: /^Message not compatible/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7-phone-line/updateMessage-notFound.json' },
			code: 'not-found',
			reason: 'The Evolution server has no text, image or video with this ID to edit',
			whatToDo:
				"Check 'Message ID': it has to be a message that this instance sent and that the server has stored.",
			field: 'messageId',
		},
	},
	{
		status: 400,
		says: /^RemoteJid does not match/,
		verdict: {
			outcome: 'notSent',
			evidence: { recording: 'v2.3.7-phone-line/updateMessage-otherChat.json' },
			code: 'not-found',
			reason: 'The Evolution server knows this message from another chat',
			whatToDo:
				'Enter the chat that the message was sent to, such as response.key.remoteJid of its receipt.',
			field: 'recipient',
		},
	},
	{
		// The server looks for the message again once the edit is out.
		status: 404,
		says: /^Message not found/,
		verdict: {
			outcome: 'unknown',
			code: 'no-usable-answer',
			reason: 'The Evolution server does not find the message that it has just edited',
			whatToDo: 'Check in the chat whether the text was changed.',
		},
	},
	...connectionRules('Check in the chat whether the text was changed.'),
	{
		// Of any other message this comes before sending; here it may come of what the server does afterwards.
		status: 500,
		says: /^Cannot (read|set) properties of (undefined|null)/,
		verdict: {
			outcome: 'unknown',
			code: 'server-error',
			reason:
				'The Evolution server had an internal error and does not say whether it edited the message',
			whatToDo: 'Check in the chat whether the text was changed.',
			failure: { cause: 'temporarily-unavailable' },
		},
	},
];

/**
 * Changes the words of a message that was sent: POST /chat/updateMessage/{instance}, PUT in version 1,
 * 200. Sources: the servers' schemas and code, and recordings of 1.8.6 and 2.3.7. Phones only. Version 1
 * does not check whether there is such a message; version 2 edits what it has stored, in its own chat.
 * WhatsApp takes an edit for 15 minutes, which no server checks.
 */
export const edit: SendOperation<z.infer<typeof editMessage>, InstanceKind> = {
	...sending,
	redirect: undefined,
	groups: ['chat'],
	read: (parameters) => ({
		...readDestination(parameters),
		messageId: parameters.value('messageId'),
		messageText: parameters.value('messageText'),
	}),
	schema: editMessage,
	lookup: ({ instance }) => versionLookup(instance),
	refuse: (_message, found) =>
		onlyOnPhones('Editing messages', found, 'Send a new message instead.'),
	request: (message, found) => {
		const { instance, chat, messageId, messageText } = message;
		return {
			method: methodOf(message, found),
			path: `/chat/updateMessage/${encodeURIComponent(instance)}`,
			body: {
				number: chat,
				text: messageText,
				key: { id: messageId, remoteJid: jidOf(chat), fromMe: true },
			},
		};
	},
	rules,
};
