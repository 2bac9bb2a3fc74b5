import {
	answerByField,
	answerByPage,
	sendAndWaitFields,
	triggerNotice,
} from '../../shared/descriptions/sendAndWait';
import { withoutPlusOption } from './options';

export const questionFields = sendAndWaitFields(
	[
		answerByField(
			[
				{
					name: 'Buttons in the Chat',
					value: 'buttons',
					description: 'The person taps a button below the message. For an approval only.',
				},
				answerByPage,
			],
			'buttons',
		),
		triggerNotice('buttons'),
	],
	withoutPlusOption,
);
