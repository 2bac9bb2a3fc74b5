import { createHmac, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { IWebhookFunctions } from 'n8n-workflow';
import {
	cachedCredential,
	withCachedCredentials,
} from '../../../nodes/shared/webhook/cachedCredential';
import { receiveFrom } from '../../support/n8n/receiving';

const TYPE = 'aisouleApi';

/** A node whose credential says how often it was read. */
function nodeWith(credentialId: string = randomUUID()) {
	let reads = 0;
	let fails = false;
	const node = {
		getNode: () => ({ id: 'node', credentials: { [TYPE]: { id: credentialId } } }),
		getWorkflow: () => ({ id: 'workflow' }),
		getCredentials: async () => {
			reads++;
			if (fails) throw new Error('The credential is gone');
			return { webhookSecret: `read ${reads}` };
		},
	} as unknown as IWebhookFunctions;
	return { node, read: () => reads, fail: (now: boolean) => (fails = now) };
}

const SECONDS = 1000;
let now = 0;
beforeEach(() => {
	now = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

test('is read once for many calls, at the same time and soon after', async () => {
	const { node, read } = nodeWith();
	const both = [cachedCredential(node, TYPE), cachedCredential(node, TYPE)];
	for (const one of both) expect(await one).toEqual({ webhookSecret: 'read 1' });
	now = 9 * SECONDS;
	expect(await cachedCredential(node, TYPE)).toEqual({ webhookSecret: 'read 1' });
	expect(read()).toBe(1);
});

test('is read again after ten seconds, or earlier where that is wanted', async () => {
	const { node, read } = nodeWith();
	await cachedCredential(node, TYPE);
	now = 11 * SECONDS;
	expect(await cachedCredential(node, TYPE)).toEqual({ webhookSecret: 'read 2' });
	now = 13 * SECONDS;
	expect(await cachedCredential(node, TYPE, 5 * SECONDS)).toEqual({ webhookSecret: 'read 2' });
	expect(await cachedCredential(node, TYPE, SECONDS)).toEqual({ webhookSecret: 'read 3' });
	expect(await cachedCredential(node, TYPE, SECONDS)).toEqual({ webhookSecret: 'read 3' });
	expect(await cachedCredential(node, TYPE)).toEqual({ webhookSecret: 'read 3' });
	expect(read()).toBe(3);
});

test('is the one that requests of the node go with', async () => {
	const { node, read } = nodeWith();
	await cachedCredential(node, TYPE);
	const requesting = withCachedCredentials(node);
	expect(await requesting.getCredentials(TYPE)).toEqual({ webhookSecret: 'read 1' });
	expect(read()).toBe(1);
	expect(requesting.getWorkflow()).toEqual({ id: 'workflow' });
});

test('is not that of another credential', async () => {
	const [one, other] = [nodeWith(), nodeWith()];
	await cachedCredential(one.node, TYPE);
	await cachedCredential(other.node, TYPE);
	expect(other.read()).toBe(1);
});

test('a failure is not remembered', async () => {
	const { node, fail } = nodeWith();
	fail(true);
	await expect(cachedCredential(node, TYPE)).rejects.toThrow('gone');
	fail(false);
	expect(await cachedCredential(node, TYPE)).toEqual({ webhookSecret: 'read 2' });
});

describe('calls of AIsoule', () => {
	const body = JSON.stringify({ event: 'message.incoming', data: { message_id: '1' } });
	let credentialId: string;
	beforeEach(() => (credentialId = randomUUID()));

	const call = async (
		signedWith: string,
		credential: string | Promise<{ webhookSecret: string }>,
		acceptUnsigned = false,
	) =>
		await receiveFrom('aisoule', {
			body,
			headers: {
				'x-webhook-signature': createHmac('sha256', signedWith).update(body).digest('hex'),
			},
			credential: typeof credential === 'string' ? { webhookSecret: credential } : credential,
			credentialId,
			parameters: { 'options.acceptUnsigned': acceptUnsigned },
		});
	const reads = (calls: Array<{ reads: number }>) =>
		calls.reduce((sum, { reads: each }) => sum + each, 0);

	test('a secret that was changed proves a second later, and the old one no more', async () => {
		expect((await call('old', 'old')).events).toHaveLength(1);
		expect((await call('new', 'old')).status).toBe(401);
		now = 1 * SECONDS;
		expect((await call('new', 'new')).events).toHaveLength(1);
		expect((await call('old', 'new')).status).toBe(401);
	});

	test('those that prove nothing have the credential read once a second', async () => {
		const calls = [];
		for (let time = 0; time < 5 * SECONDS; time += SECONDS / 10) {
			now = time;
			calls.push(await call('wrong', 'right'));
		}
		expect(calls.every(({ status }) => status === 401)).toBe(true);
		expect(reads(calls)).toBe(5);
	});

	test('with Accept Unsigned Requests, they have it read no more often than others', async () => {
		const calls = [];
		for (let time = 0; time < 9 * SECONDS; time += SECONDS / 2) {
			now = time;
			calls.push(await call('wrong', 'right', true));
		}
		expect(calls.every(({ events }) => events?.length === 1)).toBe(true);
		expect(reads(calls)).toBe(1);
	});

	test('one that proves something does not wait for what a forged one has read', async () => {
		await call('right', 'right');
		now = 2 * SECONDS;
		let end: (credential: { webhookSecret: string }) => void = () => {};
		const slow = new Promise<{ webhookSecret: string }>((resolve) => (end = resolve));
		const forged = [call('wrong', slow), call('wrong', slow)];
		await setImmediate();
		const { events, reads: own } = await call('right', 'right');
		expect(events).toHaveLength(1);
		end({ webhookSecret: 'right' });
		const refused = await Promise.all(forged);
		expect(refused.map(({ status }) => status)).toEqual([401, 401]);
		expect(own + reads(refused)).toBe(1);
	});
});
