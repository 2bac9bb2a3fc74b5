import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { derivedSecret, fingerprintOf, secretsOf } from '../../../nodes/shared/webhook/secrets';

test('a derived secret is the same for a node, and another one for another', () => {
	const secret = derivedSecret('key', 'workflow', 'node');
	expect(secret).toMatch(/^[\da-f]{64}$/);
	expect(derivedSecret('key', 'workflow', 'node')).toBe(secret);
	for (const other of [
		derivedSecret('key2', 'workflow', 'node'),
		derivedSecret('key', 'workflow2', 'node'),
		derivedSecret('key', 'workflow', 'node2'),
	]) {
		expect(other).not.toBe(secret);
	}
});

const node = {
	getWorkflow: () => ({ id: 'workflow' }),
	getNode: () => ({ id: 'node' }),
} as unknown as IWebhookFunctions;

const inboundWith = (derivesSecretFrom?: Inbound['derivesSecretFrom']) =>
	({ derivesSecretFrom }) as Inbound;

test.each<[string, Inbound, ICredentialDataDecryptedObject, object]>([
	['none', inboundWith(), {}, { own: '', derived: '' }],
	['one of the credential', inboundWith(), { webhookSecret: ' own ' }, { own: 'own', derived: '' }],
	[
		'one that we register, and one of the credential',
		inboundWith(({ apiKey }) => String(apiKey)),
		{ apiKey: 'key', webhookSecret: 'own' },
		{ own: 'own', derived: derivedSecret('key', 'workflow', 'node') },
	],
	['none of a blank key', inboundWith(() => ''), {}, { own: '', derived: '' }],
])('a call may be proven by %s', (_name, inbound, credentials, secrets) => {
	expect(secretsOf(node, inbound, credentials)).toEqual(secrets);
});

test('a fingerprint tells one secret from another, and nothing about it', () => {
	expect(fingerprintOf('a')).toMatch(/^[\da-f]{8}$/);
	expect(fingerprintOf('a')).toBe(fingerprintOf('a'));
	expect(fingerprintOf('a')).not.toBe(fingerprintOf('b'));
});
