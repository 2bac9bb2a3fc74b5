import type { IDataObject } from 'n8n-workflow';
import { allSenders } from '../../providers/providers';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { askInEngine } from '../../support/n8n/waiting';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

/** The options that all nodes share, shown on one of them. */
let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const send = async (options: IDataObject, recipients: unknown[], continueMode = false) => {
	const { error, outputs, hints } = await runNode(
		nodes.aisouleSend,
		{
			operation: 'send',
			recipient: '={{ $json.to }}',
			messageType: 'text',
			messageText: 'Hello',
			additionalFields: {},
			options,
		},
		recipients.map((to) => ({ to }) as IDataObject),
		continueMode ? 'continueErrorOutput' : 'stopWorkflow',
	);
	const sent = (await sandbox.messages()).map(({ content }) => content.to);
	return { error, outputs, hints, sent };
};

describe('Allowed Recipients', () => {
	const list = '+56 9 1234 5678, +5511987654321';

	test('lets them through, however they are written', async () => {
		const { sent } = await send({ allowedRecipients: list }, [
			'0056912345678',
			'+55 11 98765 4321',
		]);
		expect(sent).toEqual(['+56912345678', '+5511987654321']);
	});

	test('stops everybody else before the first message, and says what to do', async () => {
		const recipients = ['+56912345678', '+919876543210'];
		const { error, sent } = await send({ allowedRecipients: list }, recipients);
		expect(error!.message).toBe(
			`Item 2: +919876543210 is not among the 'Allowed Recipients' of this node (items[1].recipient). Write only to the numbers that this option allows, or ask the owner of this workflow to add the number. Nothing was sent. To go on with the valid items, set On Error to Continue in the Settings of this node.`,
		);
		expect(sent).toEqual([]);
	});

	test('in continue mode only the others go to the error branch', async () => {
		const { outputs, sent } = await send(
			{ allowedRecipients: list },
			['+919876543210', '+56912345678'],
			true,
		);
		expect(sent).toEqual(['+56912345678']);
		expect(outputs[1][0].json.details).toMatchObject({ to: '+919876543210', outcome: 'notSent' });
	});

	test.each([
		['empty', ''],
		['an expression that yields nothing', '={{ $json.nothing }}'],
		['unreadable', 'everybody'],
		['an empty list', '={{ [] }}'],
	])('%s: nobody is allowed', async (_name, allowedRecipients) => {
		const { error, sent } = await send({ allowedRecipients }, ['+56912345678']);
		expect(error!.message).toContain('The option allows nobody');
		expect(sent).toEqual([]);
	});

	test('an expression may give a list, and national numbers with the default country', async () => {
		const { sent } = await send(
			{ allowedRecipients: '={{ [912345678, "+5511987654321"] }}', defaultCountry: 'CL' },
			['+56912345678'],
		);
		expect(sent).toEqual(['+56912345678']);
	});

	test.each(allSenders)('guards $provider: $name', async ({ name, parameters }) => {
		const { error } = await runNode(
			nodes[name],
			{ ...parameters, options: { allowedRecipients: '+919876543210' } },
			[{ to: '+56912345678', text: 'Hello' }],
		);
		expect(error!.message).toContain("+56912345678 is not among the 'Allowed Recipients'");
		expect(await sandbox.messages()).toEqual([]);
	});

	test('a group is allowed by its ID', async () => {
		const toGroup = async (allowedRecipients: string) =>
			await runNode(
				nodes.evolutionV2,
				{
					operation: 'send',
					instance: { __rl: true, mode: 'id', value: 'phone' },
					recipient: '120363021234567890@g.us',
					contacts: { contact: [{ fullName: 'A', phoneNumber: '+56912345678' }] },
					apiVersion: 'v2',
					additionalFields: {},
					options: { allowedRecipients },
				},
				[{}],
			);
		expect((await toGroup('+56912345678, 120363021234567890@g.us')).status).toBe('success');
		expect((await toGroup('120363021234567890')).status).toBe('error');
	});
});

describe('Test Recipient', () => {
	const TEST = '+5511987654321';
	const digitsOf = (to: unknown) => String(to).replace(/\D/g, '');
	const items = [{ to: '+56912345678', text: 'Hello' }];

	test.each(allSenders)('$provider: $name writes to it', async ({ name, parameters }) => {
		const { outputs } = await runNode(
			nodes[name],
			{ ...parameters, options: { testRecipient: TEST } },
			items,
		);
		const { json } = outputs[0][0];
		expect(digitsOf(json.to)).toBe(digitsOf(TEST));
		expect(digitsOf(json.intendedTo)).toBe('56912345678');
		const messages = await sandbox.messages();
		expect(messages.map(({ content }) => digitsOf(content.to))).toEqual([digitsOf(TEST)]);
		expect(JSON.stringify(messages)).not.toContain('56912345678');
	});

	const asking = allSenders.filter(({ asks }) => asks);

	test.each(asking)('$provider: $name asks it', async ({ name, parameters, asks }) => {
		const given = { ...parameters, ...asks, options: { testRecipient: TEST } };
		const { begun } = await askInEngine(nodes[name], given, items, {});
		expect(begun.status).toBe('waiting');
		const messages = await sandbox.messages();
		expect(messages.map(({ content }) => digitsOf(content.to))).toEqual([digitsOf(TEST)]);
	});

	test('a group and a contact of the provider give way to it too', async () => {
		const evolution = {
			resource: 'message',
			operation: 'sendText',
			instance: { __rl: true, mode: 'id', value: 'phone' },
			sendTo: 'group',
			group: { __rl: true, mode: 'id', value: '120363021234567890@g.us' },
			messageText: 'Hello',
			apiVersion: 'v2',
			additionalFields: {},
			options: { testRecipient: TEST },
		};
		const { outputs } = await runNode(nodes.evolutionSendV2, evolution, [{}]);
		expect(outputs[0][0].json).toMatchObject({
			to: digitsOf(TEST),
			toCountry: 'BR',
			intendedTo: '120363021234567890@g.us',
		});
		const contactId = '6f0e8d3a-2b1c-4d5e-8f90-a1b2c3d4e5f6';
		const vambe = await runNode(
			nodes.vambeMessage,
			{
				resource: 'message',
				operation: 'sendText',
				recipientBy: 'contactId',
				contactId,
				messageText: 'Hello',
				pauseAssistant: false,
				// A text reaches only those who wrote before.
				options: { testRecipient: TEST, preview: true },
			},
			[{}],
		);
		const { to, intendedTo, request } = vambe.outputs[0][0].json;
		expect({ to, intendedTo }).toEqual({ to: TEST, intendedTo: contactId });
		expect(request).toMatchObject({ body: { phone: TEST } });
		expect(JSON.stringify(request)).not.toContain(contactId);
		const messages = await sandbox.messages();
		expect(messages.map(({ content }) => digitsOf(content.to))).toEqual([digitsOf(TEST)]);
	});

	test.each(['edit', 'sendReaction', 'deleteForEveryone'])(
		'%s, which is about a message in its own chat, is refused',
		async (operation) => {
			const { error } = await runNode(
				nodes.evolutionSendV2,
				{
					resource: 'message',
					operation,
					instance: { __rl: true, mode: 'id', value: 'phone' },
					sendTo: 'number',
					recipient: '+56912345678',
					messageId: '3EB0538DA65A59F6D8A251',
					messageText: 'Hello',
					emoji: '👍',
					fromMe: true,
					messageAuthor: '',
					apiVersion: 'v2',
					additionalFields: {},
					options: { testRecipient: TEST },
				},
				[{}],
			);
			expect(error!.message).toContain("This operation cannot go to the 'Test Recipient'");
			expect(await sandbox.messages()).toEqual([]);
		},
	);
});

describe('Default Country', () => {
	test('reads national numbers; it may come from the item', async () => {
		const { sent } = await send({ defaultCountry: 'CL' }, ['9 1234 5678', '+5511987654321']);
		expect(sent).toEqual(['+56912345678', '+5511987654321']);
	});

	test('a number that could be meant both ways is refused', async () => {
		const { error } = await send({ defaultCountry: 'IN' }, ['96077 53397']);
		expect(error!.message).toContain(
			`'Recipient Phone Number' can be read as +919607753397 (IN) and as +9607753397: "96077 53397" (items[0].recipient).`,
		);
	});
});

test('Mobile Digit', async () => {
	const { sent } = await send({ mobileDigit: 'add' }, ['+551198765432', '+56912345678']);
	expect(sent).toEqual(['+5511998765432', '+56912345678']);
});

test('hints stand beside the output, and refuse nothing', async () => {
	const { hints, sent } = await send({}, ['+1234567890', '+551198765432', '+56912345678']);
	expect(sent).toHaveLength(3);
	expect(hints.join('\n')).toContain('+1234567890 does not have the length');
	expect(hints.join('\n')).toContain('+551198765432 may be a mobile without');
	await sandbox.clear();
	expect((await send({}, ['+56912345678'])).hints).toEqual([]);
});

describe('Preview', () => {
	test('shows the request without the key, and sends nothing', async () => {
		const { outputs, hints, sent } = await send({ preview: true }, ['+56912345678']);
		expect(sent).toEqual([]);
		expect(outputs[0][0].json).toEqual({
			provider: 'aisoule',
			outcome: 'preview',
			to: '+56912345678',
			toCountry: 'CL',
			messageId: null,
			status: null,
			attempts: 0,
			sentAt: null,
			response: null,
			request: {
				method: 'POST',
				url: `${sandbox.url}/aisoule/api/messages/send`,
				body: { to: '+56912345678', type: 'text', text: 'Hello' },
			},
		});
		expect(JSON.stringify(outputs)).not.toContain('aisoule-sandbox-key');
		expect(hints).toContain('0 accepted, 1 previewed, not sent');
	});

	test('checks the items like a run', async () => {
		const { error } = await send({ preview: true }, ['09 1234 5678']);
		expect(error!.message).toContain('so its country code is missing');
	});
});

describe('Send Once Key', () => {
	const sendInMode = async (mode: 'manual' | 'webhook', sendOnceKey: string) =>
		await runNode(
			nodes.aisouleSend,
			{
				operation: 'send',
				recipient: '+56912345678',
				messageType: 'text',
				messageText: 'Hello',
				additionalFields: {},
				options: { sendOnceKey },
			},
			[{}],
			'stopWorkflow',
			{},
			{ mode },
		);

	test('an empty key is refused, but not in a manual run', async () => {
		const { error } = await sendInMode('webhook', ' ');
		expect(error!.message).toContain("'Send Once Key' is empty (items[0].sendOnceKey)");
		expect((await sendInMode('manual', ' ')).status).toBe('success');
	});

	test('while n8n cannot look up keys, nothing is sent, and the error says that it was not', async () => {
		// This engine runs without n8n's store.
		const { error } = await sendInMode('webhook', 'order 7');
		expect(error!.message).toContain('n8n could not look up the Send Once key');
		expect(error!.message).toContain('It was not sent.');
		expect(await sandbox.messages()).toEqual([]);
	});
});

describe('of each item', () => {
	const both = ['+56912345678', '+5511987654321'];

	test('allowed per item', async () => {
		const { sent } = await send(
			{ allowedRecipients: `={{ ${JSON.stringify(both)}[$itemIndex] }}` },
			both,
		);
		expect(sent).toEqual(both);
	});

	test('country per item', async () => {
		const { sent } = await send({ defaultCountry: '={{ ["CL", "BR"][$itemIndex] }}' }, [
			'9 1234 5678',
			'11 98765 4321',
		]);
		expect(sent).toEqual(both);
	});

	test('an expression in the options that breaks for one item stops that item only', async () => {
		const defaultCountry = `={{ $itemIndex === 0 ? $('Nope').first().json.x : 'CL' }}`;
		const { outputs } = await send({ defaultCountry }, ['912345678', '912345678'], true);
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(String(outputs[1][0].json.error)).toContain('A parameter could not be read');
	});
});

test('hints are about what was sent', async () => {
	const { outputs, hints } = await send(
		{ allowedRecipients: '+56912345678' },
		['+1234567890'],
		true,
	);
	expect(outputs[1]).toHaveLength(1);
	expect(hints).toEqual([]);
});
