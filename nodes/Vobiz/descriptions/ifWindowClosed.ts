import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from '../../shared/descriptions/fieldBuilders';
import { variablesOnOneLine } from '../../shared/descriptions/messageFields';
import { templateFields } from './sendTemplate';

const sendAnyway: INodePropertyOptions = {
	name: 'Send Anyway',
	value: 'sendAnyway',
	description: 'Send without asking Vobiz. WhatsApp may refuse the message later.',
};

const sendTemplate: INodePropertyOptions = {
	name: 'Send This Template Instead',
	value: 'sendTemplate',
	description: 'Send an approved template to recipients who did not write within the last 24 hours',
};

const skip: INodePropertyOptions = {
	name: 'Skip',
	value: 'skip',
	description: 'Send nothing. The receipt says that the message was skipped.',
};

const ifWindowClosed = (...options: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'If the Window Is Closed',
	name: 'ifWindowClosed',
	type: 'options',
	options,
	default: 'sendAnyway',
	description:
		'What to do if the recipient did not write within the last 24 hours. The node asks Vobiz before sending, except with Send Anyway.',
});

type Show = NonNullable<IDisplayOptions['show']>;

/** What to do about a recipient who did not write within the last 24 hours. */
export const ifWindowClosedFields = (
	show: Show,
	...aboutTemplate: INodeProperties[]
): INodeProperties[] =>
	updateDisplayOptions({ show }, [
		ifWindowClosed(sendAnyway, sendTemplate, skip),
		...updateDisplayOptions({ show: { ifWindowClosed: ['sendTemplate'] } }, [
			...aboutTemplate,
			...templateFields,
		]),
	]);

/** The same where no template can take its place. */
export const ifWindowClosedField = (show: Show): INodeProperties[] =>
	updateDisplayOptions({ show }, [ifWindowClosed(sendAnyway, skip)]);

/** The option for the variables of that template. */
export const variablesInstead: INodeProperties = {
	...variablesOnOneLine,
	displayOptions: {
		show: {
			'/operation': ['send'],
			'/ifWindowClosed': ['sendTemplate'],
			'/variablesAs': ['fields'],
		},
	},
};
