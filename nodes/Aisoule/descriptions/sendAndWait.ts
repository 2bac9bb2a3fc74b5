import {
	answerByField,
	answerByPage,
	forApproval,
	sendAndWaitFields,
	sendAndWaitOptions,
	triggerNotice,
} from '../../shared/descriptions/sendAndWait';
import { withoutPlusOption } from './options';

export const questionFields = sendAndWaitFields(
	forApproval(
		answerByField(
			[
				{
					name: 'Buttons in the Chat',
					value: 'buttons',
					description: 'The person taps a button below the message',
				},
				answerByPage,
			],
			'buttons',
		),
		triggerNotice('buttons'),
	),
);

export const questionOptions = sendAndWaitOptions(withoutPlusOption);
