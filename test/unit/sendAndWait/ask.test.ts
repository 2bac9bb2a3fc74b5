import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Question } from '../../../nodes/shared/contract/question';
import {
	contactMark,
	referenceInButtonId,
	referenceInText,
	resumeAddress,
} from '../../../nodes/shared/lib/resumeReference';
import { askFor, nameOf } from '../../../nodes/shared/sendAndWait/ask';
import { approval, freeText, signedAddress, WAITING } from '../../support/n8n/questions';

const TO = '+56912345678';

const ask = (round = '0') =>
	askFor({ getSignedResumeUrl: signedAddress } as unknown as IExecuteFunctions, round);

describe('by buttons', () => {
	test('the text is the question alone, and each answer has its button', () => {
		const { text, buttons } = ask('3')(approval('Yes', 'No'), TO, 'buttons');
		expect(text).toBe('Do you approve order 1001?');
		expect(buttons.map(({ title }) => title)).toEqual(['Yes', 'No']);
		expect(buttons.map(({ id }) => referenceInButtonId(id))).toMatchObject([
			{ execution: '1', node: 'node', choice: '0', round: '3' },
			{ execution: '1', node: 'node', choice: '1', round: '3' },
		]);
	});

	test('each button carries n8n’s own signature over answer, person and round', () => {
		const { buttons } = ask('3')(approval(), TO, 'buttons');
		const reference = referenceInButtonId(buttons[1].id)!;
		const c = contactMark('phone +56912345678');
		expect(resumeAddress(WAITING, reference, c)).toBe(signedAddress({ a: '1', c, r: '3' }));
	});

	test('no two of answer, person, round have the same ID', () => {
		const ids = ['0', '1'].flatMap((round) =>
			[TO, '+56987654321'].flatMap((to) =>
				ask(round)(approval(), to, 'buttons').buttons.map(({ id }) => id),
			),
		);
		expect(new Set(ids).size).toBe(8);
	});
});

test('by page, the link is in the text, after words that may be others', () => {
	const { text, buttons } = ask()(freeText, TO, 'page');
	const c = contactMark('phone +56912345678');
	expect(buttons).toEqual([]);
	expect(text).toBe(`How was your visit?\n\nAnswer here: ${signedAddress({ c, r: '0' })}`);
	expect(referenceInText(text)).not.toHaveProperty('choice');

	const own: Question = {
		...freeText,
		texts: { linkLabel: 'Responde aquí:', replyHint: 'Unused' },
	};
	expect(ask()(own, TO, 'page').text).toMatch(/^How was your visit\?\n\nResponde aquí: https:\S+$/);
});

describe('by reply', () => {
	const withoutLink = (question: Question) =>
		ask()(question, TO, 'reply').text.replace(/https:\S+/, 'LINK');

	test('the answers have numbers', () => {
		expect(withoutLink(approval())).toBe(
			'Do you approve order 1001?\n\n1 – Approve\n2 – Decline\n\nReply with the number, or use the page.\nAnswer here: LINK',
		);
	});

	test('a text asks to be quoted', () => {
		expect(withoutLink(freeText)).toBe(
			'How was your visit?\n\nReply to this message, or use the page.\nAnswer here: LINK',
		);
	});

	test('the hint may be another', () => {
		const texts = { replyHint: 'Responde con el número.' };
		expect(withoutLink({ ...approval('Sí'), texts })).toContain(
			'\n\n1 – Sí\n\nResponde con el número.\nAnswer here: LINK',
		);
		expect(withoutLink({ ...freeText, texts })).toContain('\n\nResponde con el número.\n');
	});
});

test('the link leads back, whatever the question says', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			const { text: asked } = ask('7')({ ...freeText, text }, TO, 'page');
			expect(referenceInText(asked)).toMatchObject({ execution: '1', node: 'node', round: '7' });
		}),
	);
});

test('a link in the question is not the one that is answered', () => {
	const earlier = signedAddress({ c: '12345678', r: '0' }, { execution: '9', node: 'other' });
	const { text } = ask('7')({ ...freeText, text: `About ${earlier}` }, TO, 'page');
	expect(referenceInText(text)).toMatchObject({ execution: '1', node: 'node', round: '7' });
});

test.each([
	['+56912345678', 'phone +56912345678'],
	['56912345678@s.whatsapp.net', 'phone +56912345678'],
	// WhatsApp writes such numbers with and without the digit of mobiles.
	['+5491123456789', 'phone +541123456789'],
	['123456789012345@lid', 'lid 123456789012345'],
	['CL.222', 'user CL.222'],
	['', ''],
])('%j is asked by the name %j', (to, name) => expect(nameOf(to)).toBe(name));
