import type { IDataObject } from 'n8n-workflow';
import { readRunOptions } from '../../../nodes/shared/validation/runOptions';
import { acmeNode, readContact, sendText } from '../../support/n8n/acme';

const read = (options: object, item: IDataObject = {}, credentialCountry?: string) =>
	readRunOptions(
		acmeNode({ items: [{ options: options as never, ...item }] }).node,
		sendText,
		credentialCountry,
	);

const between = (hours: object) => read({ sendBetween: { hours } });

test('without the options there are none, and a query has none', () => {
	expect(read({})).toEqual({});
	const { node } = acmeNode({ items: [{ options: { testRecipient: 'nobody' } }] });
	expect(readRunOptions(node, readContact, undefined)).toEqual({});
});

test('the hours of a day, as they stand in the form', () => {
	expect(between({ from: '08:30', to: ' 9:05 ', days: [6, 7], outside: 'stop' })).toEqual({
		sendBetween: {
			hours: { from: 510, to: 545, days: new Set([6, 7]) },
			timeZone: 'America/Santiago',
			inCountryOfRecipient: false,
			outside: 'stop',
		},
	});
});

test.each([
	[{ timeZone: 'workflow' }, 'America/Santiago', false],
	[{ timeZone: 'recipientCountry' }, 'America/Santiago', true],
	[{ timeZone: 'custom', timeZoneName: ' Europe/Lisbon ' }, 'Europe/Lisbon', false],
])('%j', (hours, timeZone, inCountryOfRecipient) => {
	expect(between(hours)).toMatchObject({ sendBetween: { timeZone, inCountryOfRecipient } });
});

const TIMES = 'Enter hours and minutes, from 00:00 to 23:59, such as 09:00.';

test.each([
	[{ from: '9' }, `'From' of 'Send Between' is not a valid time of day: "9"`, TIMES],
	[{ to: '25:00' }, `'To' of 'Send Between' is not a valid time of day: "25:00"`, TIMES],
	[{ to: '24:00' }, `'To' of 'Send Between' is not a valid time of day: "24:00"`, TIMES],
	[{ to: '18:60' }, `'To' of 'Send Between' is not a valid time of day: "18:60"`, TIMES],
	[{ from: ' ' }, "'From' of 'Send Between' is empty", TIMES],
	[
		{ days: [] },
		"'Days' of 'Send Between' has no day of the week",
		'Select at least one day, or remove Days to send on all of them.',
	],
	[
		{ timeZone: 'custom', timeZoneName: 'Santiago' },
		`'Time Zone Name' of 'Send Between' is not a valid time zone: "Santiago"`,
		'Enter a name from the IANA list, such as America/Santiago.',
	],
	[
		{ timeZone: 'custom' },
		`'Time Zone Name' of 'Send Between' is not a valid time zone: nothing`,
		'Enter a name from the IANA list, such as America/Santiago.',
	],
	[
		{ outside: 'queue' },
		"'Outside' has a value that is not one of its choices",
		'Use one of: hold, stop.',
	],
])('%j is refused', (hours, reason, whatToDo) => {
	const code = reason.endsWith('empty') ? 'empty-field' : 'invalid-field';
	expect(between(hours)).toEqual({ refusal: { code, field: 'sendBetween', reason, whatToDo } });
});

test('the test recipient is read as the numbers of this node are', () => {
	expect(read({ testRecipient: '+56 9 1234 5678' })).toEqual({ testRecipient: '+56912345678' });
	expect(read({ testRecipient: '912345678' }, { defaultCountry: 'CL' })).toEqual({
		testRecipient: '+56912345678',
	});
	expect(read({ testRecipient: '912345678' }, {}, 'CL')).toEqual({
		testRecipient: '+56912345678',
	});
});

test.each([
	['', 'empty-field', "'Test Recipient' is empty"],
	['maria', 'invalid-phone-number', /^'Test Recipient' has characters that do not belong/],
	['912345678', 'missing-country-code', /^'Test Recipient' is not a valid number of any country/],
])('a test recipient "%s" is refused', (testRecipient, code, reason) => {
	expect(read({ testRecipient }).refusal).toMatchObject({
		field: 'testRecipient',
		code,
		reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
	});
});

test('options that cannot be read refuse, and do not throw', () => {
	const { node } = acmeNode();
	node.getNodeParameter = () => {
		throw new Error('Broken');
	};
	expect(readRunOptions(node, sendText, undefined).refusal).toMatchObject({
		code: 'invalid-expression',
		reason: 'The options of this node could not be read: Broken',
	});
});
