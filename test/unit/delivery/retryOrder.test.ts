import type { IDataObject } from 'n8n-workflow';
import { receipt } from '../../../nodes/shared/delivery/receipt';
import { RetryOrder } from '../../../nodes/shared/delivery/retryOrder';
import { unsent } from '../../../nodes/shared/outcome/problem';
import type { ValidMessage } from '../../../nodes/shared/validation/validateItem';
import { acme, acmeNode } from '../../support/n8n/acme';

const messageTo = (to: string | null, item: number): ValidMessage<unknown> => ({
	kind: 'valid',
	item,
	message: {},
	to,
});

const failedAt = (item: number) =>
	unsent({ item, to: null }, { code: 'refused', reason: 'No', whatToDo: 'Nothing.' });
const done = receipt(acme, '+1', 'accepted');

const orderOf = ({
	retryOnFail = true,
	goesOn = true,
	maxTries = undefined as number | undefined,
	firstIsInvalid = false,
	context = {} as IDataObject,
} = {}) => {
	const { node } = acmeNode({ goesOn, settings: { retryOnFail, maxTries }, context });
	return new RetryOrder(node, firstIsInvalid);
};

const [first, same, other] = [messageTo('+1', 0), messageTo('+1', 2), messageTo('+2', 1)];

test('what follows a failed message to the same recipient waits for the next try', async () => {
	const order = orderOf();
	order.ended(first, failedAt(0));
	expect(await order.heldBack(same)).toMatchObject({
		outcome: 'notSent',
		item: 2,
		reason: expect.stringContaining('was not sent (item 1)'),
	});
	expect(await order.heldBack(other)).toBeUndefined();
});

test('it is known whether another try comes when the first item ended', async () => {
	for (const [result, waits] of [
		[failedAt(0), true],
		[done, false],
	] as const) {
		const order = orderOf();
		order.ended(other, failedAt(1));
		const held = order.heldBack(messageTo('+2', 2));
		order.ended(first, result);
		expect((await held) !== undefined).toBe(waits);
	}
});

test('nobody waits for a first item that waits for its hours', async () => {
	const order = orderOf();
	order.ended(other, failedAt(1));
	order.held(messageTo('+3', 3));
	const held = order.heldBack(messageTo('+2', 2));
	order.held(first);
	expect(await held).toBeUndefined();
});

test('an invalid first item is an error from the start', async () => {
	const order = orderOf({ firstIsInvalid: true });
	order.ended(other, failedAt(1));
	expect(await order.heldBack(messageTo('+2', 2))).toBeDefined();
});

test.each([
	['without Retry On Fail', { retryOnFail: false }],
	['in stop mode', { goesOn: false }],
])('nothing waits %s', async (_name, settings) => {
	const order = orderOf(settings);
	order.ended(first, failedAt(0));
	expect(await order.heldBack(same)).toBeUndefined();
});

test.each([
	['accepted', done],
	['perhaps out', { ...failedAt(0), outcome: 'unknown' as const }],
])('nothing waits for what was %s', async (_name, result) => {
	const order = orderOf({ firstIsInvalid: true });
	order.ended(first, result);
	expect(await order.heldBack(same)).toBeUndefined();
});

test('a query is to nobody, and waits for nobody', async () => {
	const order = orderOf({ firstIsInvalid: true });
	order.ended(messageTo(null, 0), failedAt(0));
	expect(await order.heldBack(messageTo(null, 1))).toBeUndefined();
});

test.each([
	[undefined, 3],
	[1, 2],
	[2, 2],
	[9, 5],
])('Max. Tries %s: nothing waits in try %d', async (maxTries, last) => {
	const context = {};
	for (let attempt = 1; attempt <= last; attempt++) {
		const order = orderOf({ maxTries, context });
		order.ended(first, failedAt(0));
		expect((await order.heldBack(same)) !== undefined).toBe(attempt < last);
	}
	expect(Object.keys((context as Record<string, object>).whatsAppTries)).toHaveLength(1);
});
