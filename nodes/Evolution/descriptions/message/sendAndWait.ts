import {
	answerByField,
	answerByPage,
	replyHintOption,
	sendAndWaitFields,
	sendAndWaitOptions,
	triggerNotice,
} from '../../../shared/descriptions/sendAndWait';

export const questionFields = sendAndWaitFields([
	answerByField(
		[
			{
				name: 'Automatic',
				value: 'auto',
				description: 'Buttons where this instance shows them, otherwise a reply in the chat',
			},
			{
				name: 'Buttons in the Chat',
				value: 'buttons',
				description:
					'The person taps a button below the message. For an approval only. Phones connected by QR code show them from version 2.4 of the server on.',
			},
			answerByPage,
			{
				name: 'Reply in the Chat',
				value: 'reply',
				description:
					'The person writes the number of the answer, or replies to the message itself. The message has a link to the page too.',
			},
		],
		'auto',
	),
	triggerNotice('auto', 'buttons', 'reply'),
]);

export const questionOptions = sendAndWaitOptions(replyHintOption);
