import fc from 'fast-check';
import { answerInWords, chosen } from '../../../nodes/shared/sendAndWait/answer';
import { approval, customForm, formField, freeText } from '../../support/n8n/questions';

describe('a choice', () => {
	test('is known by its place', () => {
		expect(chosen(approval(), '0')).toEqual({ answer: 'Approve', approved: true });
		expect(chosen(approval(), '1')).toEqual({ answer: 'Decline', approved: false });
		expect(chosen(approval('Done'), '0')).toEqual({ answer: 'Done', approved: true });
	});

	test.each([undefined, null, '', ' ', '2', '-1', '00', '0x0', 0, ['0'], NaN, 'Approve'])(
		'%p chooses nothing',
		(choice) => expect(chosen(approval(), choice)).toBeUndefined(),
	);

	test('is none of a text or a form', () => {
		expect(chosen(freeText, '0')).toBeUndefined();
		expect(chosen(customForm(formField('name')), '0')).toBeUndefined();
	});
});

describe('an approval in words', () => {
	const question = approval('Sí, apruebo', 'No');

	test.each([
		'1',
		' 1. ',
		'1️⃣',
		'1)',
		'*1*',
		'①',
		'Sí, apruebo',
		'SI,  APRUEBO',
		'_¡Sí, apruebo!_ 👍',
	])('%j approves', (text) => {
		expect(answerInWords(question, text, true)).toEqual({ answer: 'Sí, apruebo', approved: true });
	});

	test.each(['2', '2.', 'no', '*No!*', '“No”', 'ＮＯ'])('%j declines', (text) => {
		expect(answerInWords(question, text, true)).toEqual({ answer: 'No', approved: false });
	});

	test.each([
		...['', ' ', '?', '👍', '...', '0', '3', '12', '1.5', '1 more question', 'No idea', 'Not now'],
		...['1?', '¿No?', 'no?', 'sí'],
	])('%j is no answer', (text) => {
		expect(answerInWords(question, text, true)).toBeUndefined();
	});

	test('one answer is the only one', () => {
		expect(answerInWords(approval('Done'), 'done!', true)).toEqual({
			answer: 'Done',
			approved: true,
		});
		expect(answerInWords(approval('Done'), '2', true)).toBeUndefined();
		expect(answerInWords(approval('Done'), '1', true)).toMatchObject({ approved: true });
		// An old menu may have had that number.
		expect(answerInWords(approval('Done'), '1', false)).toBeUndefined();
	});

	test('labels that differ in their emoji alone are told apart by these', () => {
		const marks = approval('✅', '❌');
		expect(answerInWords(marks, ' ✅ ', true)).toMatchObject({ approved: true });
		expect(answerInWords(marks, '❌', true)).toMatchObject({ approved: false });
		for (const text of ['👍', '!', '🤔']) expect(answerInWords(marks, text, true)).toBeUndefined();

		const same = approval('✅ OK', '❌ OK');
		expect(answerInWords(same, '❌ ok', true)).toMatchObject({ approved: false });
		expect(answerInWords(same, 'OK', true)).toBeUndefined();
	});

	test('a label goes before a number', () => {
		expect(answerInWords(approval('2', '1'), '1', true)).toEqual({ answer: '1', approved: false });
	});

	test('each label says itself, whatever it is', () => {
		const label = fc
			.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
			.filter((text) => text.trim() !== '');
		fc.assert(
			fc.property(label, label, (one, other) => {
				const question = approval(one, other);
				for (const [place, text] of [one, other].entries()) {
					const read = answerInWords(question, text, true);
					// Those that read alike say nothing.
					if (read) expect([text, read.answer]).toEqual([text, [one, other][place]]);
				}
			}),
		);
	});
});

test('a long text takes no longer than to read it', () => {
	// Some milliseconds; half a minute where each mark is looked at from all those before it.
	const text = `no${'!'.repeat(150_000)}no`;
	const begun = performance.now();
	expect(answerInWords(approval(), text, true)).toBeUndefined();
	expect(performance.now() - begun).toBeLessThan(5000);
});

test('a free text is any that says something, as it was written', () => {
	expect(answerInWords(freeText, ' Very good!\n', true)).toEqual({ answer: ' Very good!\n' });
	expect(answerInWords(freeText, ' \n ', true)).toBeUndefined();
});

test('no words fill in a form', () => {
	expect(answerInWords(customForm(formField('name')), 'Maria', true)).toBeUndefined();
});
