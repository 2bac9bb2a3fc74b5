import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { variablesOnOneLine, windowNotice } from '../../shared/descriptions/messageFields';
import {
	answerByField,
	answerByPage,
	sendAndWaitFields,
	sendAndWaitOptions,
	triggerNotice,
} from '../../shared/descriptions/sendAndWait';
import { ifWindowClosedField, ifWindowClosedFields } from './ifWindowClosed';
import { templateFields } from './sendTemplate';

const TEMPLATE = 'Template With Quick Replies';

const templateNotice: INodeProperties = {
	displayName:
		'The template is sent with its own text and buttons. It needs a quick reply for each answer: the first one approves, the second one disapproves. Leave the payloads of these buttons empty. To have the message in the template, set one of its variables to {{ $parameter.message }}.',
	name: 'templateNotice',
	type: 'notice',
	default: '',
};

const tapsNotice = { ...triggerNotice(), displayOptions: {} };

/** A template takes an approval alone: a text and a form are written on the page. */
const approval = updateDisplayOptions({ show: { responseType: ['approval'] } }, [
	{
		...answerByField(
			[
				answerByPage,
				{
					name: TEMPLATE,
					value: 'template',
					description:
						'The person taps a button of an approved template, even outside the 24-hour window',
				},
			],
			'page',
		),
		displayOptions: {},
	},
	...updateDisplayOptions({ show: { answerBy: ['template'] } }, [
		templateNotice,
		tapsNotice,
		...templateFields,
	]),
	...updateDisplayOptions({ show: { answerBy: ['page'] } }, [
		{ ...windowNotice(TEMPLATE), displayOptions: {} },
	]),
	...ifWindowClosedFields({ answerBy: ['page'] }, templateNotice, tapsNotice),
]);

export const questionFields = sendAndWaitFields([
	...approval,
	...ifWindowClosedField({ responseType: ['customForm', 'freeText'] }),
]);

export const questionOptions = sendAndWaitOptions({
	...variablesOnOneLine,
	displayOptions: { show: { '/variablesAs': ['fields'] } },
});
