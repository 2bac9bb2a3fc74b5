import type { IDataObject, INode } from 'n8n-workflow';
import {
	contactMark,
	referenceInButtonId,
	resumeAddress,
	signaturesIn,
} from '../../../nodes/shared/lib/resumeReference';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { askInEngine, WAITING_WEBHOOKS } from '../../support/n8n/waiting';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

/** Send and Wait for Response as n8n's engine runs it: it waits, is answered, or is not. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const MARIA = '+56912345678';

const parameters = {
	operation: 'sendAndWait',
	recipient: MARIA,
	message: '=Do you approve order {{ $json.order }}?',
	responseType: 'approval',
	answerBy: 'buttons',
	additionalFields: {},
	options: {},
};

const ask = async (changes: IDataObject = {}, settings: Partial<INode> = {}) =>
	await askInEngine(
		nodesAt(sandbox.url).aisouleSend,
		{ ...parameters, ...changes },
		[{ order: 1001 }, { order: 1002 }].slice(0, settings.executeOnce ? 2 : 1),
		settings,
	);

interface Sent {
	text: string;
	interactive: { body: object; action: { buttons: Array<{ reply: { id: string } }> } };
}

/** What was sent, which is one message. */
async function sent() {
	const messages = await sandbox.messages();
	expect(messages).toHaveLength(1);
	return messages[0].request.body as unknown as Sent;
}

/** A form as n8n parses it. */
const filledIn = (address: string, data: IDataObject) => ({
	method: 'POST' as const,
	address,
	headers: { 'content-type': 'multipart/form-data; boundary=x' },
	body: { data, files: {} },
});

/** The address behind a button, for whoever taps it. */
const behind = ({ interactive: { action } }: Sent, place: number, phone = MARIA) =>
	resumeAddress(
		WAITING_WEBHOOKS,
		referenceInButtonId(action.buttons[place].reply.id)!,
		contactMark(`phone ${phone}`),
	);

const contact = { phone: MARIA, name: 'Maria' };

const tap = (address: string, by: object = contact) => ({
	method: 'POST' as const,
	address,
	headers: { 'content-type': 'application/json' },
	body: { contact: by } as IDataObject,
});

const linkIn = ({ text }: Sent) => /https?:\S+/.exec(text)![0];

test('the execution waits, and whoever sees it cannot answer', async () => {
	const { begun, stored } = await ask();
	expect(begun.status).toBe('waiting');
	expect(new Date(begun.waitTill!).getFullYear()).toBe(3000);
	expect(await sent()).toMatchObject({
		to: MARIA,
		type: 'interactive',
		interactive: { body: { text: 'Do you approve order 1001?' } },
	});
	expect(signaturesIn(stored)).toEqual([]);
});

test('a tap goes on with the answer', async () => {
	const { call } = await ask();
	const { status, said, wentOn } = await call(tap(behind(await sent(), 1)));
	expect({ status, said }).toEqual({ status: 200, said: { state: 'taken' } });
	expect(wentOn).toEqual({
		status: 'success',
		output: [
			{
				answer: 'Decline',
				approved: false,
				answeredBy: expect.objectContaining(contact),
				answeredAt: expect.stringMatching(/^\d{4}-.*Z$/),
				receipt: expect.objectContaining({ provider: 'aisoule', outcome: 'accepted', to: MARIA }),
			},
		],
	});
	expect(await sandbox.messages()).toHaveLength(1);
});

test('a tap of somebody else, or with another answer than was signed, is forged', async () => {
	const { call } = await ask();
	const message = await sent();
	const other = '+56987654321';
	expect(await call(tap(behind(message, 0, other), { phone: other }))).toEqual({ status: 401 });
	const turned = behind(message, 1).replace('a=1', 'a=0');
	expect(await call(tap(turned))).toEqual({ status: 401 });
	// Who has the address of another person says so by their own name.
	const stolen = await call(tap(behind(message, 0), { phone: other }));
	expect(stolen).toEqual({ status: 200, said: { state: 'notAnAnswer' } });
});

test('the page behind a link asks, and takes the answer', async () => {
	const { call } = await ask({ answerBy: 'page', responseType: 'freeText' });
	const address = linkIn(await sent());
	const page = await call({ method: 'GET', address });
	expect(page).toEqual({ status: 200, said: expect.stringContaining('order 1001') });
	const { said, wentOn } = await call(filledIn(address, { text: 'Yes, do' }));
	expect(said).toContain('Thank you');
	expect(wentOn!.output).toEqual([
		expect.objectContaining({ answer: 'Yes, do', answeredBy: null }),
	]);
	expect(wentOn!.output[0]).not.toHaveProperty('approved');
});

test('a form goes on with its values', async () => {
	const { call } = await ask({
		responseType: 'customForm',
		formFields: {
			values: [
				{ fieldLabel: 'How many?', fieldName: 'amount', fieldType: 'number', requiredField: true },
				{ fieldLabel: 'Why?', fieldType: 'text', fieldOptions: { values: [{ option: '' }] } },
			],
		},
	});
	const address = linkIn(await sent());
	expect(await call(filledIn(address, {}))).toEqual({
		status: 422,
		said: expect.stringContaining('Fill in this field.'),
	});
	const { wentOn } = await call(filledIn(address, { 'field-0': '3' }));
	expect(wentOn!.output).toEqual([
		expect.objectContaining({ answer: { amount: 3, 'Why?': null } }),
	]);
});

test('after the limit it goes on without an answer', async () => {
	const before = Date.now();
	const { begun, timeOut } = await ask({
		options: { limitWaitTime: { values: { resumeAmount: 1, resumeUnit: 'days' } } },
	});
	expect(new Date(begun.waitTill!).getTime()).toBeGreaterThanOrEqual(before + 86_400_000);
	expect(await timeOut()).toEqual({
		status: 'success',
		output: [
			{
				answer: null,
				approved: false,
				answeredBy: null,
				answeredAt: null,
				timedOut: true,
				receipt: expect.objectContaining({ outcome: 'accepted' }),
			},
		],
	});
	expect(await sandbox.messages()).toHaveLength(1);
});

describe('with Execute Once', () => {
	test('the first item is asked about, and its answer goes on', async () => {
		const { call } = await ask({}, { executeOnce: true });
		const { said, wentOn } = await call(tap(behind(await sent(), 0)));
		expect(said).toEqual({ state: 'taken' });
		expect(wentOn!.output).toEqual([expect.objectContaining({ answer: 'Approve' })]);
	});

	test('nothing but it goes on after the limit', async () => {
		const { timeOut } = await ask({}, { executeOnce: true });
		await sent();
		const { output } = await timeOut();
		expect(output).toEqual([expect.objectContaining({ answer: null, timedOut: true })]);
	});
});

describe('nothing is asked', () => {
	const run = async (items: IDataObject[], changes: IDataObject = {}) => {
		const node = nodesAt(sandbox.url).aisouleSend;
		const result = await runNode(node, { ...parameters, ...changes }, items);
		expect(await sandbox.messages()).toEqual([]);
		return result;
	};

	test('of several items', async () => {
		const { status, error } = await run([{ order: 1 }, { order: 2 }]);
		expect(status).toBe('error');
		expect(error!.message).toContain('asks one question per execution, but got 2 items');
	});

	test('above buttons, of more than 1,024 characters', async () => {
		const { error } = await run([{}], { message: 'x'.repeat(1025) });
		expect(error!.message).toContain("'Message' has 1025 characters");
	});

	test('with labels that are too long', async () => {
		const values = { approvalType: 'double', approveLabel: 'x'.repeat(21) };
		const { error } = await run([{}], { approvalOptions: { values } });
		expect(error!.message).toContain("'Approve Button Label' has 21 characters");
	});
});
