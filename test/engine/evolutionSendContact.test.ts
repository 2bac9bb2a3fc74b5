import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode, searchList, testCredential } from '../support/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const ada = { fullName: 'Ada Lovelace', phoneNumber: '+55 31 99999-9999' };

const send = async (
	changes: IDataObject,
	version: 'evolutionV1' | 'evolutionV2' = 'evolutionV2',
) => {
	const parameters = {
		operation: 'send',
		instance: { __rl: true, mode: 'list', value: 'phone' },
		recipient: '+56 9 1234 5678',
		contacts: { contact: [ada] },
		apiVersion: 'auto',
		additionalFields: {},
		options: {},
		...changes,
	};
	const result = await runNode(nodes[version], parameters, [{}]);
	const messages = await sandbox.messages();
	return { ...result, messages, body: messages[0]?.request.body as IDataObject };
};

test.each(['evolutionV1', 'evolutionV2'] as const)('%s: receipt', async (version) => {
	const { outputs, body } = await send({}, version);
	expect(outputs[0][0].json).toMatchObject({
		provider: 'evolution',
		outcome: 'accepted',
		to: '56912345678',
		messageId: expect.any(String),
	});
	expect(Object.keys(body)).toContain(version === 'evolutionV1' ? 'contactMessage' : 'contact');
});

test('several contacts are one message', async () => {
	const grace = { fullName: 'Grace Hopper', phoneNumber: '+1 202 555 0143' };
	const { status, messages, body } = await send({ contacts: { contact: [ada, grace] } });
	expect(status).toBe('success');
	expect(messages).toHaveLength(1);
	expect(body.contact).toEqual([
		{ ...ada, wuid: '5531999999999' },
		{ ...grace, wuid: '12025550143' },
	]);
});

test('a presence is not sent to version 2, which does not know it', async () => {
	const additionalFields = { presence: 'composing', delay: 5 };
	expect((await send({ additionalFields })).body).toMatchObject({ delay: 5 });
	expect(JSON.stringify((await sandbox.messages())[0].request.body)).not.toContain('presence');
	await sandbox.clear();
	expect((await send({ additionalFields }, 'evolutionV1')).body.options).toEqual(additionalFields);
});

test('version 2 of the node has delay and presence only where the server waits', async () => {
	const additionalFields = { presence: 'composing', delay: 5 };
	const sent = async (apiVersion: string) => {
		await sandbox.clear();
		const node = apiVersion === 'v1' ? nodes.evolutionV1 : nodes.evolutionV2;
		const parameters = {
			operation: 'send',
			instance: { __rl: true, mode: 'list', value: 'phone' },
			recipient: '+56 9 1234 5678',
			contacts: { contact: [ada] },
			apiVersion,
			additionalFields,
			options: {},
		};
		await runNode(node, parameters, [{}], 'stopWorkflow', { typeVersion: 2 });
		return (await sandbox.messages())[0].request.body;
	};
	expect(await sent('v1')).toMatchObject({ options: additionalFields });
	expect(await sent('v2')).not.toHaveProperty('delay');
	expect(await sent('auto')).not.toHaveProperty('delay');
});

test.each([
	['a group', '120363021234567890@g.us'],
	['a chat', '5511999999999@s.whatsapp.net'],
	['a hidden number', '123456789012345@lid'],
])('the recipient may be %s', async (_name, recipient) => {
	expect((await send({ recipient })).body.number).toBe(recipient);
});

describe('contacts', () => {
	const contact = (changes: IDataObject) => ({ contacts: { contact: [{ ...ada, ...changes }] } });

	test.each([
		['as written', '+55 31 99999-9999', '+55 31 99999-9999'],
		['digits', '5531999999999', '5531999999999'],
		['a number cell', '={{ 5531999999999 }}', '5531999999999'],
		['with 00', '0055 31 99999 9999', '+5531999999999'],
	])('phone number %s', async (_name, phoneNumber, shown) => {
		const { body } = await send(contact({ phoneNumber }));
		expect(body.contact).toMatchObject([{ phoneNumber: shown, wuid: '5531999999999' }]);
	});

	test('a national number is read with the default country', async () => {
		const { body } = await send({
			...contact({ phoneNumber: '(31) 99999-9999' }),
			options: { defaultCountry: 'BR' },
		});
		expect(body.contact).toMatchObject([{ phoneNumber: '+5531999999999', wuid: '5531999999999' }]);
	});

	test('a line break cannot write into the vCard', async () => {
		const { body, status } = await send(
			contact({
				fullName: 'Ada\r\nTEL:+1999\u2028Lovelace',
				additional: { organization: 'A\nB', email: 'a@b.co\r', url: '\thttps://example.com' },
			}),
		);
		expect(status).toBe('success');
		expect(body.contact).toMatchObject([
			{
				fullName: 'Ada TEL:+1999 Lovelace',
				organization: 'A B',
				email: 'a@b.co',
				url: 'https://example.com',
			},
		]);
	});

	test.each([
		['no contact', { contacts: {} }, "'Contacts' is empty (items[0].contacts)."],
		[
			'no name',
			contact({ fullName: ' ' }),
			"'Full Name' is empty (items[0].contacts[0].fullName).",
		],
		[
			'a bad number',
			{ contacts: { contact: [ada, { fullName: 'X', phoneNumber: 'abc' }] } },
			'(items[0].contacts[1].phoneNumber).',
		],
		[
			'nine digits',
			contact({ phoneNumber: '+47 1234567' }),
			"'Phone Number' is too short for Evolution, which wants 10 digits",
		],
		[
			'a short WhatsApp ID',
			contact({ additional: { wuid: '123' } }),
			"'WhatsApp ID' needs 10 digits",
		],
		[
			'the same twice',
			{ contacts: { contact: [ada, ada] } },
			'The contact "Ada Lovelace" is there twice (items[0].contacts[1]).',
		],
	])('%s', async (_name, parameters, words) => {
		const { error, messages } = await send(parameters);
		expect(error!.message).toContain(words);
		expect(messages).toEqual([]);
	});
});

test('the instances, without their tokens', async () => {
	for (const version of ['evolutionV1', 'evolutionV2'] as const) {
		const list = await searchList(nodes[version], 'instances');
		expect(list.results).toEqual(
			expect.arrayContaining([
				{ name: 'phone', value: 'phone' },
				{ name: 'capbai (not connected)', value: 'capbai' },
			]),
		);
		expect(JSON.stringify(list)).not.toContain('token');
	}
});

describe('server URLs, as people paste them', () => {
	const at = (serverUrl: string, values = {}) =>
		nodesAt(sandbox.url, { serverUrl, ...values }).evolutionV2;
	const v2 = () => `${sandbox.url}/evolution-v2`;

	test.each([
		['a slash at the end', () => `${v2()}/`],
		['the manager page', () => `${v2()}/manager`],
		['a page of the manager', () => `${v2()}/manager/instance/4a6e/dashboard `],
		['no scheme, on a local network', () => v2().replace('http://', '')],
	])('%s', async (_name, url) => {
		expect((await testCredential(at(url()))).status).toBe('OK');
		const { results } = await searchList(at(url()), 'instances');
		expect(results.length).toBeGreaterThan(0);
	});

	test.each([
		['nobody there', () => 'http://127.0.0.1:9', '(ECONNREFUSED)'],
		['a web page', () => sandbox.url, 'is a web page, not the API of Evolution'],
		['nothing', () => '', 'not a web address'],
	])('%s: the connection test says so', async (_name, url, words) => {
		const result = await testCredential(at(url()));
		expect(result).toMatchObject({ status: 'Error', message: expect.stringContaining(words) });
	});

	test('another API: the connection test says so', async () => {
		const server = createServer((_request, response) => response.end('{"name":"other"}'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const result = await testCredential(at(`http://127.0.0.1:${port}`));
		server.close();
		expect(result.message).toContain('There is no Evolution API at this address');
	});

	test('a wrong key is told on version 2; the token of an instance is good on both', async () => {
		expect((await testCredential(at(v2(), { apiKey: 'wrong-key' }))).message).toContain(
			'did not accept the key',
		);
		expect((await testCredential(at(v2(), { apiKey: 'inst-token-1' }))).status).toBe('OK');
		const v1 = nodesAt(sandbox.url, { apiKey: 'inst-token-1' }).evolutionV1;
		expect((await testCredential(v1)).status).toBe('OK');
	});
});
