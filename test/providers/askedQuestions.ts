import fc from 'fast-check';
import type { Ask } from '../../nodes/shared/contract/question';
import { list, pick, some, text } from './arbitraries';

/** Without what makes an answer come back, which needs an execution. */
export const ask: Ask = (question, _to, way) => ({
	text: question.text,
	buttons:
		way === 'buttons' && question.responseType === 'approval'
			? question.choices.map((title, place) => ({ id: `wag1.${place}`, title }))
			: [],
});

/** What a question may be given, right or wrong. */
export const questions = {
	message: text,
	responseType: pick('approval', 'customForm', 'freeText'),
	approvalOptions: some({
		values: some({
			approvalType: pick('single', 'double'),
			approveLabel: pick('Yes', 'No', ''),
			disapproveLabel: pick('No', 'x'.repeat(21)),
		}),
	}),
	formFields: some({
		values: list(
			some({
				fieldLabel: text,
				fieldType: pick('text', 'dropdown', 'email'),
				fieldOptions: some({ values: list(fc.record({ option: text }), 2) }),
			}),
			2,
		),
	}),
};

export const questionOptions = {
	limitWaitTime: some({
		values: some({
			limitType: pick('afterTimeInterval', 'atSpecifiedTime'),
			resumeAmount: pick(1, 0),
			resumeUnit: pick('hours', 'days'),
			maxDateAndTime: pick('2099-12-24T09:00:00', '2020-01-01T00:00:00Z'),
		}),
	}),
	messageButtonLabel: text,
};
