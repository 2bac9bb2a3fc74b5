import type { SendOperation } from '../../shared/contract/operation';
import type { Complaint } from '../../shared/contract/file';
import { firstRepeated } from '../../shared/lib/firstRepeated';
import { z } from '../../shared/lib/libraries';
import {
	addRefusal,
	optionalId,
	optionalText,
	phoneNumber,
	requiredText,
	webAddress,
} from '../../shared/validation/schema';
import { instanceLookup, versionOf, type InstanceKind } from '../instanceKind';
import { bodyOf } from './body';
import { everyMessage, pathOf, readEveryMessage, sending } from './everyMessage';

const MAX_REPLIES = 3;

const label = { text: requiredText('Button Text', 'Enter the label of the button.') };

const button = z.discriminatedUnion('type', [
	z.object({ type: z.literal('reply'), ...label, value: optionalId('Value') }),
	z.object({
		type: z.literal('copy'),
		...label,
		value: requiredText('Value', 'Enter the code that the button copies.'),
	}),
	z.object({ type: z.literal('url'), ...label, value: webAddress('Value', ['https', 'http']) }),
	z.object({ type: z.literal('call'), ...label, value: phoneNumber('Value') }),
]);

type Button = z.infer<typeof button>;

const buttons = z.array(button).superRefine((given, context) => {
	if (given.length === 0) addRefusal(context, "'Buttons' is empty", 'Add at least one button.');
	const replies = given.filter(({ type }) => type === 'reply');
	if (replies.length > 0 && replies.length < given.length) {
		addRefusal(
			context,
			'Reply buttons cannot be mixed with buttons of another type',
			'Send them in two messages.',
		);
	}
	if (replies.length > MAX_REPLIES) {
		addRefusal(
			context,
			`'Buttons' has ${replies.length} reply buttons, but WhatsApp allows only ${MAX_REPLIES}`,
			'Remove some, or use Send List.',
		);
	}
	const texts = given.map(({ text }) => text);
	const repeated = firstRepeated(texts);
	if (repeated !== undefined) {
		addRefusal(
			context,
			`Two buttons have the same text: "${repeated}"`,
			'Make each of them different.',
		);
	}
});

const buttonsMessage = everyMessage.extend({
	title: requiredText('Title', 'Enter the text above the buttons.'),
	description: optionalText('Description'),
	footer: optionalText('Footer'),
	buttons,
});

type ButtonsMessage = z.infer<typeof buttonsMessage>;

/** Where version 2 looks for the value. */
const VALUE_KEYS = { reply: 'id', copy: 'copyCode', url: 'url', call: 'phoneNumber' } as const;

/** Of a reply, what the workflow gets when it is tapped. */
const valueOf = ({ value, text }: Button) => value ?? text;

const ofVersion2 = (given: Button) => ({
	type: given.type,
	displayText: given.text,
	[VALUE_KEYS[given.type]]: valueOf(given),
});

/**
 * Sends buttons: POST /message/sendButtons/{instance}, 201. Sources: the server's schemas and code, and
 * recordings of 1.8.6 and 2.3.7. WhatsApp Business channels send the title and reply buttons alone.
 */
export const sendButtons: SendOperation<ButtonsMessage, InstanceKind> = {
	...sending,
	read(parameters) {
		const given = parameters.collection('buttons').button;
		return {
			...readEveryMessage(parameters),
			title: parameters.value('title'),
			description: parameters.value('description'),
			footer: parameters.value('footer'),
			buttons: (Array.isArray(given) ? given : []).map((entry) => ({
				...entry,
				...(entry?.type === 'call' && { value: parameters.phoneOf(entry.value) }),
			})),
		};
	},
	schema: buttonsMessage,
	lookup: ({ instance }) => instanceLookup(instance),
	refuse: refuseButtons,
	request: (message, found) => {
		const { title, description, footer } = message;
		const replies = message.buttons.map((each) => ({
			buttonText: each.text,
			buttonId: valueOf(each),
		}));
		return {
			method: 'POST',
			path: pathOf('sendButtons', message),
			body: bodyOf(
				message,
				{
					v1: {
						buttonMessage: {
							title,
							...(description !== undefined && { description }),
							...(footer !== undefined && { footerText: footer }),
							buttons: replies,
						},
					},
					v2: {
						title,
						...(description !== undefined && { description }),
						...(footer !== undefined && { footer }),
						buttons: message.buttons.map(ofVersion2),
					},
				},
				found,
			),
			delayMs: message.extras.delay,
		};
	},
};

/** Elsewhere such a button would arrive as a reply that says nothing. */
function refuseButtons(
	message: ButtonsMessage,
	found: InstanceKind | undefined,
): Complaint | undefined {
	const version = versionOf(message, found);
	if (version === 'v1' && found?.channel === 'phone') {
		return {
			field: 'instance',
			code: 'not-supported',
			reason: 'Version 1 of the Evolution API cannot send buttons from a phone',
			whatToDo: 'Use Send List or Send Poll, or update the server to version 2.',
		};
	}
	const onlyReplies = version === 'v1' || found?.channel === 'business';
	if (!onlyReplies || message.buttons.every(({ type }) => type === 'reply')) return undefined;
	return {
		field: 'buttons',
		code: 'not-supported',
		reason: 'This instance sends reply buttons only, whatever their type says',
		whatToDo:
			'Set the type of all buttons to Reply, and write links, codes and numbers into a text.',
	};
}
