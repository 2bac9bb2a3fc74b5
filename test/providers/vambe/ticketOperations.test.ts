import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';

let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());

const located = (value: string) => ({ __rl: true, mode: 'list', value });

const run = async (parameters: IDataObject, onError?: 'continueErrorOutput') =>
	await runNode(nodes.vambeTicket, { options: {}, ...parameters }, [{}], onError);

async function openTicket(recipient: string): Promise<string> {
	const { outputs } = await run({
		operation: 'open',
		channel: located('1001'),
		stage: located('stage_initial_001'),
		recipient,
		firstMessage: 'none',
		additionalFields: { contactName: 'Maria', email: 'maria@example.com' },
	});
	return String(outputs[0][0].json.contactId);
}

const get = async (contactId: string) =>
	(await run({ operation: 'get', contactId })).outputs[0][0].json;

const metadata = (pairs: IDataObject) => ({
	fields: Object.entries(pairs).map(([key, value]) => ({ key, value })),
});

test('a ticket lives: open, get, update contact and ticket, close', async () => {
	const contactId = await openTicket('+56911110001');
	const opened = await get(contactId);
	expect(opened).toMatchObject({ id: contactId, name: 'Maria', email: 'maria@example.com' });
	const { id: ticketId } = opened.active_ticket_v2 as { id: string };

	const contact = await run({
		operation: 'updateMetadata',
		metadataOf: 'contact',
		contactId,
		metadata: metadata({ favouriteColour: 'blue' }),
	});
	expect(contact.outputs[0][0].json.customFields).toEqual(expect.any(Array));
	expect(await get(contactId)).toMatchObject({ metadata: { favourite_colour: 'blue' } });

	for (const ticket of [
		{ ticketBy: 'ticketId', ticketId },
		{ ticketBy: 'contactId', contactId },
		{ ticketBy: 'phone', contactPhone: '0056 9 1111 0001' },
	]) {
		const { outputs, error } = await run({
			operation: 'updateMetadata',
			metadataOf: 'ticket',
			...ticket,
			metadata: metadata({ priority: 1 }),
			allowClosedTicket: false,
		});
		expect([ticket.ticketBy, error?.message]).toEqual([ticket.ticketBy, undefined]);
		expect(outputs[0][0]).toMatchObject({ json: { status: 'ok' }, pairedItem: { item: 0 } });
	}

	const closed = await run({ operation: 'close', contactId });
	expect(closed.outputs[0][0].json).toMatchObject({ closed: true, contactId });
	expect((await get(contactId)).active_ticket_v2 ?? null).toBeNull();

	const late = await run({
		operation: 'updateMetadata',
		metadataOf: 'ticket',
		ticketBy: 'ticketId',
		ticketId,
		metadata: metadata({ priority: 2 }),
		allowClosedTicket: true,
	});
	expect(late.status).toBe('success');
	expect(await sandbox.messages()).toHaveLength(1);
});

test.each([
	['ticketId', { ticketBy: 'ticketId' }],
	['contactId', { ticketBy: 'contactId' }],
	['phone', { ticketBy: 'phone', contactPhone: '+56911110009' }],
])('the amount of a ticket, by %s', async (ticketBy, ticket) => {
	const contactId = await openTicket('+56911110009');
	const { id: ticketId } = (await get(contactId)).active_ticket_v2 as { id: string };
	const found = { ...ticket, contactId, ticketId, allowClosedTicket: false };
	const amount = {
		operation: 'updateAmount',
		...found,
		amount: '={{ "1500.5" }}',
		currency: 'clp',
	};
	const { outputs, error } = await run(amount);
	expect([ticketBy, error?.message]).toEqual([ticketBy, undefined]);
	expect(outputs[0][0].json).toEqual({ status: 'ok' });

	const without = await run({ ...amount, currency: '' });
	expect(without.error!.message).toContain(
		'Vambe did not accept this amount (HTTP 400, "currency is required for price-source tickets"). Check the ID, and enter a \'Currency\'',
	);
});

test('a ticket through the official API, and one that its channel cannot be of', async () => {
	const ticket = {
		operation: 'open',
		channelType: 'whatsapp',
		channel: located('1951'),
		stage: located('stage_initial_001'),
		recipient: '+56911110010',
		firstMessage: 'none',
		additionalFields: {},
	};
	const { outputs } = await run(ticket);
	expect(outputs[0][0].json).toMatchObject({ outcome: 'accepted', contactId: expect.any(String) });
	const messages = await sandbox.messages();
	expect(messages.at(-1)!.request.path).toBe('/vambe/api/public/ticket/open/whatsapp/1951');

	const { error } = await run({ ...ticket, channel: located('my-phone-id') });
	expect(error!.message).toContain(
		`'Channel' is not a numeric ID: "my-phone-id" (items[0].channel). Pick a channel from the list`,
	);
});

test.each([
	['get', { operation: 'get', contactId: 'nobody' }],
	['close', { operation: 'close', contactId: 'nobody' }],
])('%s of an unknown contact: 404', async (_name, parameters) => {
	const { error } = await run(parameters);
	expect(error!.message).toContain('Vambe does not know this contact or this ticket (HTTP 404');
	expect(error!.message).not.toMatch(/sent|Channel/);
	expect(error!.context.data).toMatchObject({ problems: [{ to: null }] });
});

test('a question without an answer is never unknown: it may be asked again', async () => {
	const { vambeTicket } = nodesAt('http://127.0.0.1:9');
	const { error } = await runNode(vambeTicket, { operation: 'get', contactId: 'c', options: {} }, [
		{},
	]);
	expect(error!.context.data).toMatchObject({ unknown: [], notSent: [0] });
	const silent = createServer((_request, response) => response.destroy());
	await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
	const { port } = silent.address() as AddressInfo;
	const node = nodesAt(`http://127.0.0.1:${port}`).vambeTicket;
	const dropped = await runNode(node, { operation: 'get', contactId: 'c', options: {} }, [{}]);
	silent.close();
	expect(dropped.error!.message).toBe(
		'Vambe did not answer as expected. Run the item again: doing this twice does no harm.',
	);
});

test('continue mode: the error item of a question has the same shape', async () => {
	const { outputs } = await run({ operation: 'get', contactId: 'nobody' }, 'continueErrorOutput');
	expect(outputs[1][0].json).toMatchObject({ details: { httpStatus: 404, item: 0, to: null } });
});

test.each([
	[
		'no contact',
		{ operation: 'get', contactId: '={{ "" }}' },
		"'Contact ID' is empty: its expression gave nothing for this item",
	],
	[
		'no metadata',
		{ operation: 'updateMetadata', metadataOf: 'contact', contactId: 'c', metadata: {} },
		"'Metadata' is empty (items[0].metadata)",
	],
	[
		'an object as the metadata of a ticket',
		{
			operation: 'updateMetadata',
			metadataOf: 'ticket',
			ticketBy: 'ticketId',
			ticketId: 't',
			metadata: { json: [{ object: '{"tags":["a"]}' }] },
			allowClosedTicket: false,
		},
		`'Metadata › tags' is not text: ["a"] (items[0].metadata)`,
	],
	[
		'an amount with separators',
		{ operation: 'updateAmount', ticketBy: 'ticketId', ticketId: 't', amount: '={{ "1.500,00" }}' },
		`'Amount' is not a number: "1.500,00" (items[0].amount)`,
	],
	[
		'a currency in words',
		{
			operation: 'updateAmount',
			ticketBy: 'ticketId',
			ticketId: 't',
			amount: 1,
			currency: 'pesos',
		},
		`'Currency' is not a currency code: "pesos" (items[0].currency)`,
	],
	[
		'a bad phone number',
		{
			operation: 'updateMetadata',
			metadataOf: 'ticket',
			ticketBy: 'phone',
			contactPhone: '12',
			metadata: metadata({ a: 'b' }),
			allowClosedTicket: false,
		},
		'\'Contact Phone Number\' is too short: it has 2 digits: "12" (items[0].contactPhone)',
	],
])('%s', async (_name, parameters, words) => {
	expect((await run(parameters)).error!.message).toContain(words);
});

test.each([1, 2])(
	'a QR message without a name has the number as name (version %i)',
	async (typeVersion) => {
		const parameters = {
			operation: 'send',
			channel: located('1001'),
			stage: located('stage_initial_001'),
			recipient: '+56 9 1111 0003',
			contactName: '={{ $json.name }}',
			messageText: 'Hola',
			additionalFields: {},
			options: {},
		};
		const { status } = await runNode(
			nodes.vambeQrMessage,
			parameters,
			[{ name: null }],
			'stopWorkflow',
			{ typeVersion },
		);
		expect(status).toBe('success');
		const messages = await sandbox.messages();
		expect(messages[messages.length - 1].request.body).toMatchObject({
			contactName: '+56911110003',
		});
	},
);

test('a QR message: any 2xx but a web page is accepted, as no document shows the answer', async () => {
	const { outputs } = await runNode(
		nodes.vambeQrMessage,
		{
			operation: 'send',
			channel: located('1001'),
			stage: located('stage_initial_001'),
			recipient: '+56911110002',
			contactName: 'Maria',
			messageText: 'Hola',
			additionalFields: { metadata: metadata({ source: 'shop' }) },
			options: {},
		},
		[{}],
	);
	expect(outputs[0][0].json).toMatchObject({
		outcome: 'accepted',
		messageId: null,
		status: null,
		response: 'Message sent successfully.',
	});
	const messages = await sandbox.messages();
	expect(messages[messages.length - 1].request.body).toMatchObject({
		metaData: { source: 'shop' },
	});
});

const qrMessage = {
	operation: 'send',
	channel: located('1001'),
	stage: located('s'),
	recipient: '+56912345678',
	contactName: 'M',
	messageText: 'Hola',
	additionalFields: {},
	options: {},
};

test.each([
	['QR web page', 200, '<html>login</html>', 'unknown'],
	['QR captive portal', 200, 'Captive portal: please pay', 'unknown'],
	['QR that says no', 200, '{"success":false,"error":"Bad"}', 'notSent'],
	['QR that says no without words', 200, '{"success":false}', 'unknown'],
	['QR that says no and yes', 200, '{"success":true,"error":"Bad"}', 'unknown'],
	['QR that failed inside', 200, '{"status":"error","message":"TypeError: x"}', 'unknown'],
	['QR phone offline, by a proxy', 503, 'no healthy upstream', 'unknown'],
])('%s', async (_name, status, body, outcome) => {
	const { error } = await withServer(
		status,
		body,
		async (url) => await runNode(nodesAt(url).vambeQrMessage, qrMessage, [{}]),
	);
	expect(error!.context.data).toMatchObject({ [outcome]: [0] });
});

test('close web page', async () => {
	const close = { operation: 'close', contactId: 'c', options: {} };
	const { error } = await withServer(
		200,
		'<html>login</html>',
		async (url) => await runNode(nodesAt(url).vambeTicket, close, [{}]),
	);
	expect(error!.context.data).toMatchObject({ notSent: [0] });
});

test('QR path', async () => {
	await sandbox.clear();
	await runNode(nodes.vambeQrMessage, { ...qrMessage, channel: located('../1001?x=é') }, [{}]);
	const [{ request }] = await sandbox.messages();
	expect(request.path).toBe(
		'/vambe/api/public/web-whatsapp-message/send/..%2F1001%3Fx%3D%C3%A9/message',
	);
});
