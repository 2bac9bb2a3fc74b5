import type { Complaint } from '../contract/file';
import type { Parameters } from '../contract/parameters';
import type { AnswerWay, Question } from '../contract/question';
import { firstRepeated } from '../lib/firstRepeated';
import { z } from '../lib/libraries';
import {
	addRefusal,
	field,
	isBlank,
	limitedText,
	optionalText,
	quote,
	readWithin,
} from '../validation/schema';
import { timeToCome } from '../validation/time';
import { formFields, readFormFields } from './formFields';

/** WhatsApp's own, of the label of a button. */
const MAX_LABEL = 20;

const label = (name: string, byDefault: string) =>
	field((value, refuse) =>
		isBlank(value) ? byDefault : readWithin(MAX_LABEL, name, value, refuse).trim(),
	);

const approvalOptions = z
	.object({
		approvalType: z.enum(['single', 'double']).default('double'),
		approveLabel: label('Approve Button Label', 'Approve'),
		disapproveLabel: label('Disapprove Button Label', 'Decline'),
	})
	.transform(({ approvalType, approveLabel, disapproveLabel }) =>
		approvalType === 'single' ? [approveLabel] : [approveLabel, disapproveLabel],
	)
	.superRefine((labels, context) => {
		const repeated = firstRepeated(labels.map((each) => each.toLowerCase()));
		if (repeated === undefined) return;
		const both = `Both buttons have the same label: ${quote(labels[0])}`;
		addRefusal(context, both, 'Give each of them a label of its own.', ['disapproveLabel']);
	});

const MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

const amount = field((value, refuse) => {
	const given = Number(value);
	return !isBlank(value) && given > 0 && Number.isFinite(given)
		? given
		: refuse(
				`'Amount' is not a valid time to wait: ${quote(value)}`,
				"Enter a number greater than 0, or remove 'Limit Wait Time' to wait until somebody answers.",
			);
});

const limitWaitTime = z
	.discriminatedUnion('limitType', [
		z.object({
			limitType: z.literal('afterTimeInterval'),
			resumeAmount: amount,
			resumeUnit: z.enum(['minutes', 'hours', 'days']).default('hours'),
		}),
		z.object({
			limitType: z.literal('atSpecifiedTime'),
			maxDateAndTime: timeToCome('Max Date and Time'),
		}),
	])
	.transform((given): Question['limit'] =>
		given.limitType === 'atSpecifiedTime'
			? { until: given.maxDateAndTime }
			: { ms: given.resumeAmount * MS[given.resumeUnit] },
	)
	.optional();

/** Where the message and the page say something else than by themselves. */
const texts = z.object({
	replyHint: optionalText('Reply Hint'),
	messageButtonLabel: optionalText('Link Label'),
	responseFormTitle: optionalText('Page Title'),
	responseFormDescription: optionalText('Page Description'),
	responseFormButtonLabel: optionalText('Page Button Label'),
	thanksText: optionalText('Thank-You Text'),
});

/**
 * What a node asks, by n8n's own names of these parameters.
 * @param maxText the longest that the provider takes
 */
export function question(maxText: number) {
	const common = {
		message: limitedText('Message', maxText, 'Enter the question to ask.'),
		texts,
		limitWaitTime,
	};
	return z
		.discriminatedUnion('responseType', [
			z.object({ responseType: z.literal('approval'), ...common, approvalOptions }),
			z.object({ responseType: z.literal('freeText'), ...common }),
			z.object({ responseType: z.literal('customForm'), ...common, formFields }),
		])
		.transform((given): Question => {
			const asked = {
				text: given.message,
				texts: {
					replyHint: given.texts.replyHint,
					linkLabel: given.texts.messageButtonLabel,
					title: given.texts.responseFormTitle,
					description: given.texts.responseFormDescription,
					submitLabel: given.texts.responseFormButtonLabel,
					thanks: given.texts.thanksText,
				},
				limit: given.limitWaitTime,
			};
			switch (given.responseType) {
				case 'approval':
					return { ...asked, responseType: given.responseType, choices: given.approvalOptions };
				case 'freeText':
					return { ...asked, responseType: given.responseType };
				case 'customForm':
					return { ...asked, responseType: given.responseType, fields: given.formFields };
			}
		});
}

/** Those of its keys that only group others. */
export const questionGroups = ['question', 'texts'] as const;

export function readQuestion({ value, collection, options, time }: Parameters) {
	const responseType = value('responseType') || 'approval';
	const { values: limit } = (options.limitWaitTime ?? {}) as { values?: { limitType?: string } };
	return {
		message: value('message'),
		responseType,
		texts: options,
		limitWaitTime: limit && {
			...limit,
			limitType: limit.limitType ?? 'afterTimeInterval',
			...(limit.limitType === 'atSpecifiedTime' && {
				maxDateAndTime: time('options.limitWaitTime.values.maxDateAndTime'),
			}),
		},
		...(responseType === 'approval' && {
			approvalOptions: collection('approvalOptions').values ?? {},
		}),
		...(responseType === 'customForm' && {
			formFields: readFormFields(collection('formFields').values),
		}),
	};
}

/** Where the form has no choice, or the response is not one of a few, the page takes it. */
export const wayOf = <Way extends AnswerWay>({
	answerBy,
	question: { responseType },
}: {
	answerBy: Way;
	question: Question;
}): Way | 'page' => (responseType === 'approval' ? answerBy : 'page');

/** @param text the question with what goes along */
export const refuseLongText = (text: string, max: number): Complaint | undefined =>
	text.length <= max
		? undefined
		: {
				field: 'message',
				code: 'text-too-long',
				reason: `'Message' has ${text.length} characters as it goes out, with its link if it has one, but WhatsApp allows only ${max}`,
				whatToDo: `Shorten it by ${text.length - max} characters.`,
			};
