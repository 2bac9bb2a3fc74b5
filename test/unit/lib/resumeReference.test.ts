import fc from 'fast-check';
import {
	buttonId,
	contactMark,
	isButtonId,
	linkInText,
	referenceInButtonId,
	referenceInText,
	resumeAddress,
	signaturesIn,
	signedParameters,
	type ResumeReference,
} from '../../../nodes/shared/lib/resumeReference';
import { signedAddress, WAITING } from '../../support/n8n/questions';

const execution = fc.integer({ min: 1, max: 2 ** 31 - 1 }).map(String);
const uuid = fc.uuid();
/** What workflows made by hand or by another tool have. */
const anyNodeId = fc
	.oneof(uuid, fc.string({ minLength: 1, unit: 'binary' }))
	.filter((id) => id !== '.' && id !== '..');
const choice = fc.constantFrom('0', '1', '2', '9');
const round = fc.nat({ max: 99_999_999 }).map(String);
const hex = fc.constantFrom(...'0123456789abcdef');
const signature = fc.string({ unit: hex, minLength: 64, maxLength: 64 });
const contact = fc.string().map(contactMark);

const SIGNATURE = 'ab'.repeat(32);

const tapped = fc.record({ execution, node: anyNodeId, choice, round, signature });
const written = fc.record(
	{ execution, node: anyNodeId, choice, round, signature },
	{ requiredKeys: ['execution', 'node', 'round', 'signature'] },
) as fc.Arbitrary<ResumeReference>;

test('a reference survives as the ID of a button', () => {
	fc.assert(
		fc.property(tapped, (reference) => {
			const id = buttonId(reference);
			expect(isButtonId(id)).toBe(true);
			expect(referenceInButtonId(id)).toEqual(reference);
		}),
	);
});

test('the ID of a button fits every provider: up to 128 characters', () => {
	fc.assert(
		fc.property(fc.record({ execution, node: uuid, choice, round, signature }), (reference) => {
			expect(buttonId(reference).length).toBeLessThanOrEqual(128);
		}),
	);
	const shortest = {
		execution: '7',
		node: '123e4567-e89b-42d3-a456-426614174000',
		choice: '0',
		round: '0',
		signature: SIGNATURE,
	};
	expect(buttonId(shortest)).toHaveLength(77);
});

test('a reference survives as an address in a text', () => {
	fc.assert(
		fc.property(
			written,
			contact,
			fc.constantFrom('', ' Thanks', '\n\nBye'),
			(reference, c, end) => {
				const address = resumeAddress(WAITING, reference, c);
				expect(referenceInText(`Do you approve?\nAnswer here: ${address}${end}`)).toEqual(
					reference,
				);
			},
		),
	);
});

test('the link is found whole, and the last one where there are several', () => {
	const [one, other] = ['1', '2'].map((id) =>
		signedAddress({ c: '12345678', r: '0' }, { execution: id, base: 'http://localhost:5678/a/b' }),
	);
	expect(linkInText(`See https://example.com, then ${one} or\n${other} `)).toBe(other);
	expect(linkInText(`Only ${one}`)).toBe(one);
	expect(linkInText('See https://example.com/1/2')).toBeUndefined();
});

test('an address is found in what n8n signs, and made again from what was found', () => {
	fc.assert(
		fc.property(written, contact, (reference, c) => {
			const { execution: id, node } = reference;
			const address = signedAddress(signedParameters(reference, c), { execution: id, node });
			const found = referenceInText(address)!;
			const shown = (text: string) => new URL(text).toString();
			expect(shown(resumeAddress(WAITING, found, c))).toBe(shown(address));
		}),
	);
});

test.each([
	['', 'nothing'],
	['https://n8n.example/webhook-waiting/1/node', 'not signed'],
	[`https://n8n.example/webhook-waiting/1/node?c=12345678&r=0&signature=${'a'.repeat(63)}`, 'cut'],
	[`https://n8n.example/webhook-waiting/1/node?c=12345678&r=0&signature=${'a'.repeat(65)}`, 'more'],
	[`https://n8n.example/webhook-waiting/1/node?r=0&signature=${'a'.repeat(64)}`, 'nobody'],
])('no address is found in %j: %s', (text) => {
	expect(referenceInText(text)).toBeUndefined();
});

describe.each([
	['no number', 'abc', 'node'],
	['a number that no database has', String(2 ** 31), 'node'],
	['a step to another address', '..', 'node'],
	['a step to another address, encoded', '%2e%2e', 'node'],
	['a node that is a step to another address', '7', '..'],
	['a node that is a step to another address, encoded', '7', '%2E%2e'],
	['a node that is here', '7', '.'],
	['half a character', '7', '\ud800'],
	['what no address has in it', '7', 'señal'],
])('what only looks like one, with %s, is none', (_what, id, node) => {
	test('in a text', () => {
		const address = `https://n8n.example/webhook-waiting/${id}/${node}?c=12345678&r=0&signature=${'a'.repeat(64)}`;
		expect(referenceInText(address)).toBeUndefined();
	});
});

test.each([
	['abc', 'node'],
	[String(2 ** 31), 'node'],
	['7', '..'],
	['7', ''],
])('a button of execution %j and node %j is none', (id, node) => {
	const forged = buttonId({ execution: id, node, choice: '0', round: '0', signature: SIGNATURE });
	expect(referenceInButtonId(forged.replace('.=.', '.=A.'))).toBeUndefined();
});

test('an address that is encoded wrongly is taken as it is', () => {
	const address = `x/1/100%?c=12345678&r=0&signature=${'a'.repeat(64)}`;
	expect(referenceInText(address)).toMatchObject({ execution: '1', node: '100%' });
});

test.each(['wag1.', 'wag1.1.x.0.0', 'wag1.7.abc.0.0.short', `wag1.7.abc..0.${'a'.repeat(43)}`])(
	'%s begins like ours and says nothing',
	(id) => {
		expect(isButtonId(id)).toBe(true);
		expect(referenceInButtonId(id)).toBeUndefined();
	},
);

test.each(['', 'yes', 'wag2.1', ' wag1.1'])('%j is the ID of somebody else', (id) => {
	expect(isButtonId(id)).toBe(false);
});

test('whatever is tapped, it is a reference or nothing', () => {
	fc.assert(
		fc.property(fc.string(), (rest) => {
			const reference = referenceInButtonId(`wag1.${rest}`);
			if (reference) expect(buttonId(reference as never)).toMatch(/^wag1\./);
		}),
	);
});

test('a person is marked by eight characters, another one by others', () => {
	expect(contactMark('phone +56912345678')).toMatch(/^[\w-]{8}$/);
	expect(contactMark('phone +56912345678')).toBe(contactMark('phone +56912345678'));
	expect(contactMark('phone +56912345678')).not.toBe(contactMark('phone +56912345679'));
});

test('signatures are found wherever they stand', () => {
	fc.assert(
		fc.property(tapped, contact, (reference, c) => {
			const id = buttonId(reference);
			const text = JSON.stringify({
				text: `Answer: ${resumeAddress(WAITING, reference, c)}`,
				buttons: [{ id }],
			});
			expect(signaturesIn(text)).toEqual([reference.signature, id.slice(-43)]);
		}),
	);
	expect(signaturesIn('Signature of order 1001, wag1')).toEqual([]);
});
