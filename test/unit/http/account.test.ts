import { openAccount } from '../../../nodes/shared/http/account';
import { acme, acmeNode } from '../../support/n8n/acme';

const open = async (credential: object, settings = {}) =>
	await openAccount(acmeNode({ credential: credential as never, settings }).node, acme);

test('is the credential, with its address in order', async () => {
	const credential = { baseUrl: ' acme.example/ ', apiKey: 'acme-key', defaultCountry: 'CL' };
	expect(await open(credential)).toMatchObject({
		baseUrl: 'https://acme.example',
		credentialName: 'My account',
		secrets: expect.arrayContaining(['acme-key']),
		defaultCountry: 'CL',
	});
});

test('goes by the name of the provider where the node does not name the credential', async () => {
	const { credentialName } = await open({ baseUrl: 'acme.example' }, { credentials: undefined });
	expect(credentialName).toBe('Acme');
});

test.each(['', 'ftp://acme.example', undefined])(
	'has no use without an address: %j',
	async (baseUrl) => {
		await expect(open({ baseUrl })).rejects.toMatchObject({
			message: 'The credential "My account" has no valid address',
			description: expect.stringContaining('#invalid-credential'),
			failure: { cause: 'configuration-invalid' },
		});
	},
);

test.each([
	['as stored', ' acme-\u200bkey '],
	['without its blanks', 'acme-\u200bkey'],
	['as HTTP takes it', 'acme-key'],
])('hides the key %s', async (_name, written) => {
	const { hide } = await open({ baseUrl: 'acme.example', apiKey: ' acme-\u200bkey ' });
	expect(hide.text(`[${written}]`)).toBe('[[hidden]]');
});

test.each([
	['https://user:pass%20word@acme.example', ['user:pass word', 'pass word', 'pass%20word']],
	['https://token@acme.example', ['token']],
	['https://user:50%word@acme.example', ['50%word']],
])('hides the login in %s', async (baseUrl, logins) => {
	const { hide } = await open({ baseUrl, apiKey: 'acme-key' });
	for (const login of logins) expect(hide.text(`[${login}]`)).toBe('[[hidden]]');
});
