import type { IDataObject } from 'n8n-workflow';
import { z } from '../../../nodes/shared/lib/libraries';
import {
	question,
	questionGroups,
	readQuestion,
	refuseLongText,
	wayOf,
} from '../../../nodes/shared/sendAndWait/question';
import { isProblem, type Problem } from '../../../nodes/shared/outcome/problem';
import { validateItem } from '../../../nodes/shared/validation/validateItem';
import { acmeNode, sendText } from '../../support/n8n/acme';
import { approval, customForm, freeText } from '../../support/n8n/questions';

/** What a node reads of these parameters: the question, or what is wrong with it. */
function read(parameters: IDataObject) {
	const { node } = acmeNode({ items: [{ message: 'Ready?', ...parameters }] });
	node.getTimezone = () => 'America/Santiago';
	const operation = {
		...sendText,
		read: (given: Parameters<typeof readQuestion>[0]) => ({ question: readQuestion(given) }),
		schema: z.object({ question: question(20) }),
		groups: questionGroups,
		to: () => 'acme',
	};
	const entry = validateItem(node, operation as never, 0, undefined, new Set());
	return isProblem(entry) ? entry : (entry.message as { question: object }).question;
}

const refused = (parameters: IDataObject) => {
	const { reason, whatToDo, field } = read(parameters) as Problem;
	return [reason, whatToDo, field];
};

const options = (more: IDataObject) => ({ options: more });

describe('an approval', () => {
	const labels = (values?: IDataObject) => read({ ...(values && { approvalOptions: { values } }) });

	test('has two answers, or one, with labels that may be others', () => {
		expect(labels()).toEqual({
			text: 'Ready?',
			texts: {
				replyHint: undefined,
				linkLabel: undefined,
				title: undefined,
				description: undefined,
				submitLabel: undefined,
				thanks: undefined,
			},
			limit: undefined,
			responseType: 'approval',
			choices: ['Approve', 'Decline'],
		});
		expect(labels({ approvalType: 'single' })).toMatchObject({ choices: ['Approve'] });
		const own = { approveLabel: ' Sí ', disapproveLabel: 'No' };
		expect(labels(own)).toMatchObject({ choices: ['Sí', 'No'] });
		expect(labels({ ...own, approvalType: 'single' })).toMatchObject({ choices: ['Sí'] });
		expect(labels({ approveLabel: ' ', disapproveLabel: '' })).toMatchObject({
			choices: ['Approve', 'Decline'],
		});
	});

	test('refuses labels that are too long', () => {
		const values = { approveLabel: 'x'.repeat(21) };
		expect(refused({ approvalOptions: { values } })).toEqual([
			"'Approve Button Label' has 21 characters, but WhatsApp allows only 20",
			'Shorten it to 20 characters.',
			'items[0].approvalOptions.approveLabel',
		]);
		expect(labels({ approveLabel: 'x'.repeat(20) })).toMatchObject({ responseType: 'approval' });
	});

	test('refuses the same label twice', () => {
		const values = { approveLabel: 'OK', disapproveLabel: ' ok' };
		expect(refused({ approvalOptions: { values } })).toEqual([
			'Both buttons have the same label: "OK"',
			'Give each of them a label of its own.',
			'items[0].approvalOptions.disapproveLabel',
		]);
		expect(labels({ ...values, approvalType: 'single' })).toMatchObject({ choices: ['OK'] });
	});
});

test('a free text asks for nothing more', () => {
	expect(read({ responseType: 'freeText' })).toMatchObject({ responseType: 'freeText' });
});

test('a form has its fields, and a complaint says which', () => {
	const form = (...values: IDataObject[]) => ({
		responseType: 'customForm',
		formFields: { values },
	});
	expect(read(form({ fieldLabel: 'Age', fieldType: 'number' }))).toMatchObject({
		responseType: 'customForm',
		fields: [{ name: 'Age', type: 'number' }],
	});
	expect(refused(form({ fieldLabel: 'Age' }, { fieldLabel: '' }))).toEqual([
		"'Label' is empty",
		'Enter the label that is shown above the field.',
		'items[0].formFields[1].fieldLabel',
	]);
	expect(refused({ responseType: 'customForm' })).toEqual([
		"'Form Elements' is empty",
		'Add at least one field.',
		'items[0].formFields',
	]);
	expect(refused(form({ fieldLabel: 'Age', fieldType: 'hidden' }))[0]).toBe(
		"'Element Type' has a value that is not one of its choices",
	);
});

test('another type of response than there is, is refused', () => {
	expect(refused({ responseType: 'poll' })).toEqual([
		"'Response Type' has a value that is not one of its choices",
		'Use one of: approval, freeText, customForm.',
		'items[0].responseType',
	]);
});

describe('the message', () => {
	test.each(['', ' \n\t ', null])('%j is none', (message) => {
		expect(refused({ message })).toEqual([
			"'Message' is empty",
			'Enter the question to ask.',
			'items[0].message',
		]);
	});

	test('has an end', () => {
		expect(refused({ message: 'x'.repeat(21) })[0]).toBe(
			"'Message' has 21 characters, but WhatsApp allows only 20",
		);
	});
});

test('what the message and the page say, may be something else', () => {
	const texts = {
		replyHint: 'Hint',
		messageButtonLabel: 'Link',
		responseFormTitle: 'Title',
		responseFormDescription: 'Description',
		responseFormButtonLabel: 'Button',
		thanksText: 'Thanks',
	};
	expect(read(options(texts))).toMatchObject({
		texts: {
			replyHint: 'Hint',
			linkLabel: 'Link',
			title: 'Title',
			description: 'Description',
			submitLabel: 'Button',
			thanks: 'Thanks',
		},
	});
	const blank = Object.fromEntries(Object.keys(texts).map((name) => [name, ' ']));
	expect(Object.values((read(options(blank)) as { texts: object }).texts)).toEqual(
		Array(6).fill(undefined),
	);
	expect(refused(options({ thanksText: { a: 1 } }))[0]).toBe(
		`'Thank-You Text' is not text: {"a":1}`,
	);
});

describe('the wait', () => {
	const limited = (values: IDataObject) => options({ limitWaitTime: { values } });

	test.each([
		[{ resumeAmount: 30, resumeUnit: 'minutes' }, 30 * 60_000],
		[{ limitType: 'afterTimeInterval', resumeAmount: '1.5', resumeUnit: 'hours' }, 5_400_000],
		[{ limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'days' }, 172_800_000],
		[{ resumeAmount: 1 }, 3_600_000],
	])('%j', (values, ms) => expect(read(limited(values))).toMatchObject({ limit: { ms } }));

	test.each([0, -1, '', ' ', 'soon', Infinity, undefined, []])(
		'an amount of %p is refused',
		(resumeAmount) => {
			expect(refused(limited({ resumeAmount: resumeAmount as never }))[0]).toMatch(
				/^'Amount' is not a valid time to wait: /,
			);
		},
	);

	test('until a time, in the time zone of the workflow', () => {
		const limit = (maxDateAndTime: string) =>
			limited({ limitType: 'atSpecifiedTime', maxDateAndTime });
		expect(read(limit('2099-07-01T12:00:00'))).toMatchObject({
			limit: { until: '2099-07-01T16:00:00Z' },
		});
		expect(refused(limit('2020-01-01T00:00:00Z'))).toEqual([
			"'Max Date and Time' is in the past: 2020-01-01T00:00:00Z",
			'Enter a time to come, such as 2030-12-24T09:00:00.',
			'items[0].limitWaitTime.maxDateAndTime',
		]);
		expect(refused(limit(''))[0]).toBe("'Max Date and Time' is empty");
	});

	test('is without end where the option is not there, or has nothing in it', () => {
		for (const given of [{}, options({}), options({ limitWaitTime: {} })]) {
			expect(read(given)).toMatchObject({ limit: undefined });
		}
	});
});

test('only an approval is answered by what was chosen', () => {
	expect(wayOf({ answerBy: 'buttons', question: approval() })).toBe('buttons');
	expect(wayOf({ answerBy: 'page', question: approval() })).toBe('page');
	expect(wayOf({ answerBy: 'buttons', question: freeText })).toBe('page');
	expect(wayOf({ answerBy: 'buttons', question: customForm() })).toBe('page');
});

test('a text that is too long with its link says by how much', () => {
	expect(refuseLongText('x'.repeat(10), 10)).toBeUndefined();
	expect(refuseLongText('x'.repeat(12), 10)).toEqual({
		code: 'text-too-long',
		field: 'message',
		reason:
			"'Message' has 12 characters as it goes out, with its link if it has one, but WhatsApp allows only 10",
		whatToDo: 'Shorten it by 2 characters.',
	});
});
