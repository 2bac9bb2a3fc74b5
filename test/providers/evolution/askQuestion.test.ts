import { askQuestion } from '../../../nodes/Evolution/message/askQuestion';
import type { ButtonsKind } from '../../../nodes/Evolution/message/replyButtons';
import type { Ask, Question } from '../../../nodes/shared/contract/question';

/** Says which way was taken. */
const ask: Ask = ({ text }, to, way) => ({
	text: `${text} by ${way} to ${to}`,
	buttons: way === 'buttons' ? [{ id: 'id-0', title: 'Yes' }] : [],
});

const operation = askQuestion(ask);

const approval: Question = {
	responseType: 'approval',
	text: 'Line 1\nLine 2',
	texts: {},
	choices: ['Yes'],
};

const message = (
	answerBy: 'auto' | 'buttons' | 'page' | 'reply',
	question: Question = approval,
) => ({
	instance: 'phone',
	apiVersion: 'v2' as const,
	chat: '56912345678',
	answerBy,
	question,
});

const OLD: ButtonsKind = { version: 'v2', channel: 'phone', showsButtons: false };
const NEW: ButtonsKind = { version: 'v2', channel: 'phone', showsButtons: true };
const BUSINESS: ButtonsKind = { version: 'v2', channel: 'business' };

const sent =
	(...given: Parameters<typeof message>) =>
	(found?: ButtonsKind) => {
		const { path, body } = operation.request(message(...given), found);
		return [path.split('/')[2], body?.text ?? body?.title] as const;
	};

describe('an approval', () => {
	test.each([
		['a phone whose buttons are not shown', OLD, 'sendText', 'reply'],
		['a server that does not say what it is', undefined, 'sendText', 'reply'],
	])('goes by a reply through %s, where that is left open', (_, found, method, way) => {
		expect(sent('auto')(found)).toEqual([method, `Line 1\nLine 2 by ${way} to 56912345678`]);
		expect(operation.remark?.(message('auto'), found)).toMatch(/shows no buttons/);
	});

	describe('by a reply', () => {
		const hinting = askQuestion(({ texts }) => ({ text: texts.replyHint ?? 'usual', buttons: [] }));
		const hint = (found: ButtonsKind | undefined, given: object = {}) => {
			const asked = { ...message('reply'), apiVersion: 'auto' as const, ...given };
			return hinting.request(asked, found).body?.textMessage;
		};
		const V1: ButtonsKind = { version: 'v1', channel: 'business' };
		const byQuote = { text: 'Reply to this message with the number, or use the page.' };

		test('wants a quote on version 1, which finds a question again by that alone', () => {
			expect(hint(V1)).toEqual(byQuote);
			expect(hint(undefined, { apiVersion: 'v1' })).toEqual(byQuote);
			// To the token of an instance, version 1 does not say what it is.
			expect(hint(undefined)).toEqual(byQuote);
			expect(hint(BUSINESS)).toEqual({ text: 'usual' });
		});

		test('keeps the words that it was given', () => {
			const question = { ...approval, texts: { replyHint: 'Answer, please.' } };
			expect(hint(V1, { question })).toEqual({ text: 'Answer, please.' });
		});

		test('asks the server for its version alone', () => {
			const { request, next } = operation.lookup!(message('reply'))!;
			expect(request.path).toBe('/instance/fetchInstances?instanceName=phone');
			expect(next).toBeUndefined();
		});
	});

	test('goes by buttons where they are shown, the first line as their title', () => {
		const { path, body } = operation.request(message('auto'), NEW);
		expect(path).toBe('/message/sendButtons/phone');
		expect(body).toMatchObject({
			title: 'Line 1',
			description: 'Line 2 by buttons to 56912345678',
			buttons: [{ type: 'reply', displayText: 'Yes', id: 'id-0' }],
		});
		expect(operation.remark?.(message('auto'), NEW)).toBeUndefined();
	});

	test('on WhatsApp Business has the link too, by which the label of a tap is found again', () => {
		expect(sent('auto')(BUSINESS)).toEqual([
			'sendButtons',
			'Line 1\nLine 2 by page to 56912345678',
		]);
		expect(operation.remark?.(message('auto'), BUSINESS)).toBeUndefined();
	});

	test.each(['page', 'reply'] as const)('goes by the %s that was chosen', (way) => {
		expect(sent(way)(NEW)).toEqual(['sendText', `Line 1\nLine 2 by ${way} to 56912345678`]);
	});

	test('on the page needs to know nothing of the instance', () => {
		expect(operation.lookup?.(message('page'))).toBeUndefined();
	});

	test('is refused as buttons from a phone of version 1', () => {
		const complaint = operation.refuse?.(
			{ ...message('buttons'), apiVersion: 'auto' as never },
			{ version: 'v1', channel: 'phone' },
		);
		expect(complaint).toMatchObject({ field: 'instance' });
	});

	test('is refused where it is too long above buttons', () => {
		const long = { ...approval, text: 'x'.repeat(1020) };
		expect(operation.refuse?.(message('buttons', long), NEW)).toMatchObject({ field: 'message' });
		expect(operation.refuse?.(message('reply', long), NEW)).toBeUndefined();
	});
});

test('a text is answered by a quote, unless on the page', () => {
	const question: Question = { responseType: 'freeText', text: 'How was it?', texts: {} };
	expect(sent('auto', question)(NEW)[1]).toContain('by reply');
	expect(sent('buttons', question)(NEW)[1]).toContain('by reply');
	expect(sent('page', question)(NEW)[1]).toContain('by page');
});

test('a form is filled in on the page', () => {
	const question: Question = { responseType: 'customForm', text: 'Data', texts: {}, fields: [] };
	expect(sent('reply', question)(NEW)[1]).toContain('by page');
});

test('no preview of the page is made', () => {
	expect(operation.request(message('page'), NEW).body).toMatchObject({ linkPreview: false });
});

describe('what is asked beforehand', () => {
	const lookup = operation.lookup!(message('auto'))!;

	test('is the exact version, of a phone of version 2', () => {
		const next = lookup.next!({ version: 'v2', channel: 'phone' })!;
		expect(next.request).toEqual({ method: 'GET', path: '/' });
		const shown = (version: string) => next.find({ version })?.showsButtons;
		expect([shown('2.3.7'), shown('2.4.0'), shown('2.10.1'), shown('3.0.0')]).toEqual([
			false,
			true,
			true,
			true,
		]);
		expect(next.otherwise).toMatchObject({ showsButtons: false });
		expect(next.next).toBeUndefined();
	});

	test.each([BUSINESS, { version: 'v1', channel: 'phone' } as const, NEW, {}])(
		'is nothing more of %j',
		(kind) => {
			expect(lookup.next!(kind)).toBeUndefined();
		},
	);
});

test('a group cannot be asked', () => {
	const parsed = operation.schema.safeParse({
		instance: 'phone',
		apiVersion: 'auto',
		chat: { sendTo: 'number', recipient: { written: '120363021234567890@g.us', settings: {} } },
		answerBy: 'auto',
		question: { responseType: 'approval', message: 'Q?', texts: {}, approvalOptions: {} },
	});
	expect(parsed.error?.issues.map(({ message: said, path }) => [said, path.at(-1)])).toEqual([
		['A group cannot be asked: one person has to answer', 'recipient'],
	]);
});
