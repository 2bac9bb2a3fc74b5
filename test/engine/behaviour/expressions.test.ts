import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

/** What is said of an expression that nobody evaluates, or that gives nothing. */
let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const located = (value: string) => ({ __rl: true, mode: 'id', value });

const text = {
	operation: 'send',
	recipient: '+56912345678',
	messageType: 'text',
	messageText: 'Hello',
	additionalFields: {},
	options: {},
};

const ticket = {
	operation: 'open',
	channel: located('1001'),
	stage: located('stage_initial_001'),
	recipient: '+56912345678',
	firstMessage: 'none',
	additionalFields: {},
	options: {},
};

const card = {
	operation: 'send',
	instance: located('phone'),
	recipient: '+56912345678',
	contacts: { contact: [{ fullName: 'A', phoneNumber: '+56912345678' }] },
	apiVersion: 'v2',
	additionalFields: {},
	options: {},
};

const contact = (fields: IDataObject) => ({
	contact: [{ fullName: 'A', phoneNumber: '+56912345678', ...fields }],
});

describe('left in a field that is set to Fixed', () => {
	test.each([
		[
			'aisouleSend',
			{ ...text, recipient: '{{ $json.phone }}' },
			'Recipient Phone Number',
			'recipient',
		],
		[
			'aisouleSend',
			{ ...text, messageText: 'Hi {{ $json.name }}!' },
			'Message Text',
			'messageText',
		],
		[
			'aisouleSend',
			{ ...text, options: { sendOnceKey: '{{ $json.id }}-shipped' } },
			'Send Once Key',
			'sendOnceKey',
		],
		[
			'aisouleSend',
			{ ...text, options: { allowedRecipients: "{{ $('Contact').first().json.phone }}" } },
			'Allowed Recipients',
			'allowedRecipients',
		],
		[
			'aisouleSend',
			{ ...text, defaultCountry: '{{ $json.c }}' },
			'Default Country',
			'defaultCountry',
		],
		['vambeTicket', { ...ticket, channel: located('{{ $json.channel }}') }, 'Channel', 'channel'],
		[
			'vambeTicket',
			{ ...ticket, additionalFields: { email: '{{ $json.email }}' } },
			'Email',
			'email',
		],
		[
			'vambeTicket',
			{
				...ticket,
				additionalFields: { contactMetadata: { fields: [{ key: 'k', value: '{{ $json.k }}' }] } },
			},
			'Value',
			'contactMetadata.fields[0].value',
		],
		[
			'evolutionV2',
			{ ...card, contacts: contact({ phoneNumber: '{{ $json.phone }}' }) },
			'Phone Number',
			'contacts[0].phoneNumber',
		],
		[
			'evolutionV2',
			{ ...card, contacts: contact({ additional: { organization: '{{ $json.shop }}' } }) },
			'Organization',
			'contacts[0].organization',
		],
		['evolutionV2', { ...card, additionalFields: { delay: '{{ $json.ms }}' } }, 'Delay', 'delay'],
	] as const)('%s: %j', async (name, parameters, label, path) => {
		const { error } = await runNode(nodes[name], parameters, [{}]);
		expect(error!.message).toBe(
			`'${label}' contains an expression but is set to Fixed (items[0].${path}). Switch the field from Fixed to Expression: above the field, on the right. It was not sent.`,
		);
		expect(await sandbox.messages()).toEqual([]);
	});

	test.each([
		['a placeholder of a template', 'Use {{1}} and {{ name }}'],
		['one that came out of an expression', '={{ "{" + "{ $json.x }" + "}" }}'],
	])('%s is sent', async (_name, messageText) => {
		const { error } = await runNode(nodes.aisouleSend, { ...text, messageText }, [{}]);
		expect(error).toBeUndefined();
		expect(await sandbox.messages()).toHaveLength(1);
	});

	test('what another type of message holds from before is not read', async () => {
		const parameters = { ...ticket, firstMessage: 'none', messageText: '{{ $json.old }}' };
		const { error } = await runNode(nodes.vambeTicket, parameters, [{}]);
		expect(error).toBeUndefined();
	});

	test('JSON is passed as it is', async () => {
		const componentsJson =
			'[{"type":"body","parameters":[{"type":"text","text":"{{ $json.x }}"}]}]';
		const { error } = await runNode(
			nodes.aisouleSend,
			{
				operation: 'sendTemplate',
				recipient: '+56912345678',
				templateName: 'order_confirmation',
				language: 'en',
				variablesAs: 'json',
				componentsJson,
				additionalFields: {},
				options: { preview: true },
			},
			[{}],
		);
		expect(error).toBeUndefined();
	});
});

describe('that gives nothing', () => {
	test.each([
		[
			'aisouleSend',
			{ ...text, recipient: '={{ $json.nope }}' },
			'Recipient Phone Number',
			'recipient',
		],
		['aisouleSend', { ...text, messageText: '={{ $json.nope }}' }, 'Message Text', 'messageText'],
		[
			'evolutionV2',
			{ ...card, contacts: contact({ phoneNumber: '={{ $json.nope }}' }) },
			'Phone Number',
			'contacts[0].phoneNumber',
		],
		['vambeTicket', { ...ticket, stage: located('={{ $json.nope }}') }, 'Pipeline Stage', 'stage'],
	] as const)('%s: %j', async (name, parameters, label, path) => {
		const { error } = await runNode(nodes[name], parameters, [{}]);
		expect(error!.message).toContain(
			`'${label}' is empty: its expression gave nothing for this item (items[0].${path}). Check that the names in the expression`,
		);
	});

	test('a key of Send Once too', async () => {
		const parameters = { ...text, options: { sendOnceKey: '={{ $json.nope }}' } };
		const { error } = await runNode(
			nodes.aisouleSend,
			parameters,
			[{}],
			'stopWorkflow',
			{},
			{
				mode: 'webhook',
			},
		);
		expect(error!.message).toContain("'Send Once Key' is empty: its expression gave nothing");
	});
});

describe('a person without a phone number', () => {
	const event = (of: IDataObject) => ({
		event: 'message.received',
		contact: { phone: null, waId: null, lid: null, name: 'Ana', ...of },
	});

	test.each([
		['={{ $json.contact.phone }}', { userId: 'CL.1349120', username: 'ana' }, 'a user name'],
		["={{ $('Start').item.json.contact.phone }}", { username: 'ana' }, 'a user name'],
		['={{ $json.contact?.phone }}', { lid: '111@lid' }, 'an ID'],
		["={{ $json['contact']['phone'] }}", { username: 'ana' }, 'a user name'],
		["={{ $json.contact.phone.replace('+', '') }}", { username: 'ana' }, 'a user name'],
		['=+{{ $json.contact.phone }}', { username: 'ana' }, 'a user name'],
		["={{ $('Start').first().json.contact?.phone?.trim() }}", { username: 'ana' }, 'a user name'],
		["={{ $input.item.json.contact['phone'] }}", { username: 'ana' }, 'a user name'],
	])('%s of %j', async (recipient, of, given) => {
		const { error } = await runNode(nodes.aisouleSend, { ...text, recipient }, [event(of)]);
		expect(error!.message).toContain(
			`This person has no phone number for 'Recipient Phone Number': WhatsApp gave only ${given} (items[0].recipient).`,
		);
		expect(error!.message).not.toContain('empty');
	});

	test('a contact of something else just gave nothing', async () => {
		const recipient = '={{ $json.contact.phone }}';
		const { error } = await runNode(nodes.aisouleSend, { ...text, recipient }, [
			{ contact: { name: 'Ana' } },
		]);
		expect(error!.message).toContain('gave nothing for this item');
	});
});

test('a date is a text: {{ $now }}', async () => {
	await runNode(nodes.aisouleSend, { ...text, messageText: '={{ $now }}' }, [{}]);
	const [{ content }] = await sandbox.messages();
	expect(content.text).toMatch(/^\d{4}-\d\d-\d\dT/);
});
