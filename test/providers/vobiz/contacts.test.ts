import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Ajv from 'ajv';
import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { located } from '../../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { answeringServer } from '../../support/servers/answeringServer';

/** The operations of Vobiz Send that send nothing: contacts, and what became of a message. */
let sandbox: SandboxProcess;
let vobiz: ReturnType<typeof nodesAt>['vobizSend'];
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	vobiz = nodesAt(sandbox.url).vobizSend;
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const run = async (resource: string, operation: string, parameters: IDataObject, node = vobiz) => {
	const given = { resource, operation, options: {}, ...parameters };
	const { outputs, error } = await runNode(node, given, [{}]);
	return { error, items: (outputs[0] ?? []).map(({ json }) => json) };
};

const contact = async (operation: string, parameters: IDataObject) =>
	await run('contact', operation, parameters);

/** What the editor says comes out of an operation before it ever ran. */
function expectToFit(path: string, item: IDataObject) {
	const file = join(__dirname, '../../../nodes/Vobiz/__schema__/v1.0.0', `${path}.json`);
	const ajv = new Ajv({ strict: false });
	ajv.validate(JSON.parse(readFileSync(file, 'utf8')) as object, item);
	expect(ajv.errors ?? []).toEqual([]);
}

const PRIYA = {
	phoneNumber: '098765 43210',
	defaultCountry: 'IN',
	additionalFields: {
		name: 'Priya Shah',
		tags: 'vip, newsletter,',
		customAttributes: { fields: [{ key: 'company', value: 'Acme' }] },
	},
};

describe('contacts', () => {
	test('are created, found and changed, and what is not named stays', async () => {
		const created = await contact('create', PRIYA);
		expect(created.items).toEqual([
			expect.objectContaining({
				phone_number: '+919876543210',
				name: 'Priya Shah',
				tags: ['vip', 'newsletter'],
				custom_attributes: { company: 'Acme' },
			}),
		]);
		const [{ id }] = created.items;
		await contact('create', { phoneNumber: '+56912345678', additionalFields: {} });

		const all = await contact('getAll', { search: '', limit: 50, filters: {} });
		expect(all.items.map(({ phone_number }) => phone_number)).toEqual([
			'+56912345678',
			'+919876543210',
		]);
		for (const filter of [{ search: 'shah' }, { search: '+91987' }, { filters: { tag: 'vip' } }]) {
			expect((await contact('getAll', { limit: 50, ...filter })).items).toMatchObject([{ id }]);
		}
		const second = await contact('getAll', { limit: 1, filters: { page: 2 } });
		expect(second.items).toMatchObject([{ id }]);

		const changed = await contact('update', { contactId: id, updateFields: { tags: ['new'] } });
		expect(changed.items).toMatchObject([{ id, name: 'Priya Shah', tags: ['new'] }]);
		const untagged = await contact('update', {
			contactId: id,
			updateFields: { tags: '={{ [] }}' },
		});
		expect(untagged.items).toMatchObject([{ name: 'Priya Shah', tags: [] }]);
		expectToFit('contact/create', created.items[0]);
		expectToFit('contact/getAll', second.items[0]);
		expectToFit('contact/update', changed.items[0]);
	});

	test.each<[string, IDataObject, string]>([
		['create', { phoneNumber: 'x' }, "'Phone Number' "],
		['create', { ...PRIYA, additionalFields: { tags: '={{ {"a":1} }}' } }, "'Tags' is not a list"],
		['update', { contactId: 'c1', updateFields: {} }, 'There is nothing to update'],
		['update', { contactId: '={{ "" }}', updateFields: { name: 'A' } }, "'Contact ID' is empty"],
		['getAll', { limit: '={{ 101 }}' }, "'Limit' is not a whole number from 1 to 100"],
	])('%s with %j is refused before anything is asked', async (operation, parameters, words) => {
		const { error } = await contact(operation, parameters);
		expect(error!.message).toContain(words);
	});

	test.each<[string, IDataObject, string]>([
		['create', PRIYA, 'Vobiz already has a contact with this phone number'],
		['update', { contactId: 'x', updateFields: { name: 'A' } }, 'Vobiz does not know this contact'],
	])('%s: what Vobiz refuses is said in words', async (operation, parameters, words) => {
		await contact('create', PRIYA);
		const { error } = await contact(operation, parameters);
		expect(error!.message).toContain(words);
	});

	test('a list of none is no item', async () => {
		expect((await contact('getAll', { search: 'nobody', limit: 50 })).items).toEqual([]);
	});
});

describe('a message', () => {
	const send = async () => {
		const { items } = await run('message', 'send', {
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			recipient: '+919876543210',
			messageType: 'text',
			messageText: 'Hi',
			additionalFields: {},
		});
		return items[0];
	};
	const get = async (parameters: IDataObject, node = vobiz) =>
		await run('message', 'get', parameters, node);

	test('is found by the IDs of its receipt, and has the ID that statuses have', async () => {
		await sandbox.reply({ provider: 'vobiz', from: '+919876543210', type: 'text', text: 'Hi' });
		const receipt = await send();
		const ids = { conversationId: receipt.conversationId, messageId: receipt.messageId };
		expect((await get(ids)).items).toMatchObject([
			{ ...ids, metaMessageId: null, status: 'pending' },
		]);
		await wait(600);
		const [, { id, messageId }] = await sandbox.messages();
		await sandbox.status({ id, value: 'delivered' });
		const found = { ...ids, metaMessageId: messageId, status: 'delivered' };
		const { items } = await get(ids);
		expect(items).toMatchObject([
			{ ...found, contactId: receipt.contactId, response: { type: 'text' } },
		]);
		expect((await get({ ...ids, messageId })).items).toMatchObject([found]);
		expectToFit('message/get', items[0]);
	});

	test('is looked for on every page', async () => {
		const path = 'GET /conversations/c/messages?limit=100';
		const found = { items: [{ id: 'm3', status: 'read', meta_message_id: 'wamid.3' }] };
		const server = await answeringServer({
			[path]: { body: { items: [{ id: 'm1' }], next_cursor: 'm1' } },
			[`${path}&cursor=m1`]: { body: { items: [{ id: 'm2' }], next_cursor: 'm2' } },
			[`${path}&cursor=m2`]: { body: found },
		});
		try {
			const node = nodesAt('', { baseUrl: server.url }).vobizSend;
			const { items } = await get({ conversationId: 'c', messageId: 'm3' }, node);
			expect(items).toMatchObject([{ metaMessageId: 'wamid.3', status: 'read' }]);
			expect(server.requests().slice(0, 3)).toEqual([
				path,
				`${path}&cursor=m1`,
				`${path}&cursor=m2`,
			]);
		} finally {
			await server.stop();
		}
	});

	test('that is not there, or in a conversation that is not, is said to be unknown', async () => {
		const { conversationId } = await send();
		const lost = await get({ conversationId, messageId: 'x' });
		expect(lost.error!.message).toContain('This conversation has no message with this ID: x');
		expect(lost.error!.message).toContain('(items[0].messageId)');
		const nowhere = await get({ conversationId: 'x', messageId: 'x' });
		expect(nowhere.error!.message).toContain('Vobiz does not know this conversation');
	});
});
