import { createHmac, randomUUID } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { recentCredential } from '../../nodes/shared/recentCredential';
import { receiveFrom } from '../support/receiving';

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
	const both = [recentCredential(node, TYPE), recentCredential(node, TYPE)];
	for (const one of both) expect(await one).toEqual({ webhookSecret: 'read 1' });
	now = 9 * SECONDS;
	expect(await recentCredential(node, TYPE)).toEqual({ webhookSecret: 'read 1' });
	expect(read()).toBe(1);
});

test('is read again after ten seconds, and whenever that is wanted', async () => {
	const { node } = nodeWith();
	await recentCredential(node, TYPE);
	now = 11 * SECONDS;
	expect(await recentCredential(node, TYPE)).toEqual({ webhookSecret: 'read 2' });
	expect(await recentCredential(node, TYPE, true)).toEqual({ webhookSecret: 'read 3' });
	expect(await recentCredential(node, TYPE)).toEqual({ webhookSecret: 'read 3' });
});

test('is not that of another credential', async () => {
	const [one, other] = [nodeWith(), nodeWith()];
	await recentCredential(one.node, TYPE);
	await recentCredential(other.node, TYPE);
	expect(other.read()).toBe(1);
});

test('a failure is not remembered', async () => {
	const { node, fail } = nodeWith();
	fail(true);
	await expect(recentCredential(node, TYPE)).rejects.toThrow('gone');
	fail(false);
	expect(await recentCredential(node, TYPE)).toEqual({ webhookSecret: 'read 2' });
});

test('a secret that was changed proves from then on', async () => {
	const body = JSON.stringify({ event: 'message.incoming', data: { message_id: '1' } });
	const credentialId = randomUUID();
	const call = async (signedWith: string, webhookSecret: string) =>
		await receiveFrom('aisoule', {
			body,
			headers: {
				'x-webhook-signature': createHmac('sha256', signedWith).update(body).digest('hex'),
			},
			credential: { webhookSecret },
			credentialId,
			parameters: { 'options.acceptUnsigned': false },
		});
	expect((await call('old', 'old')).events).toHaveLength(1);
	expect((await call('new', 'old')).status).toBe(401);
	expect((await call('new', 'new')).events).toHaveLength(1);
	expect((await call('old', 'new')).status).toBe(401);
});
