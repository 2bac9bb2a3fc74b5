import type { IDataObject, JsonValue } from 'n8n-workflow';
import { acceptanceIn } from '../../../nodes/Vambe/officialApi';
import { located } from '../../support/n8n/located';
import { nodeAt, nodesAt, runNode, searchList } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';

let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

/** Wrote to the official channel when the sandbox started. */
const CUSTOMER = '+56912345678';
const REMINDER = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const text = (changes: IDataObject = {}) => ({
	operation: 'sendText',
	channel: located(''),
	recipientBy: 'phone',
	recipient: CUSTOMER,
	messageText: 'Hola',
	pauseAssistant: true,
	options: {},
	...changes,
});

const template = (changes: IDataObject = {}) => ({
	operation: 'sendTemplate',
	channel: located(''),
	recipient: '+56911110001',
	templateId: located(REMINDER),
	variablesAs: 'fields',
	templateVariables: { variable: [{ value: 'Ana' }, { value: 'martes' }] },
	additionalFields: {},
	options: {},
	...changes,
});

const scheduled = (changes: IDataObject = {}) =>
	template({
		operation: 'scheduleMessage',
		scheduledDate: '2099-12-24T09:00:00Z',
		...changes,
	});

const run = async (parameters: IDataObject, onError?: 'continueErrorOutput') =>
	await runNode(nodes.vambeMessage, parameters, [{}], onError);

async function bodyOf(parameters: IDataObject): Promise<IDataObject> {
	const { error } = await run(parameters);
	expect(error?.message).toBeUndefined();
	const [{ request }] = await sandbox.messages();
	return request.body as IDataObject;
}

describe('a text', () => {
	test('answers the message that came in, and its receipt has no ID', async () => {
		const from = '+56911110002';
		const reply = { provider: 'vambe', account: '1951', from, type: 'text', text: 'Hola?' };
		const { message } = await sandbox.reply(reply);
		const { outputs } = await run(
			text({ recipient: from, options: { replyTo: message.messageId! } }),
		);
		expect(outputs[0][0].json).toMatchObject({
			outcome: 'accepted',
			to: from,
			toCountry: 'CL',
			messageId: null,
			status: null,
			response: 'Message accepted for delivery.',
		});
		expect((await sandbox.messages()).at(-1)!.content).toMatchObject({
			to: from,
			text: 'Hola',
			quoted: message.messageId,
		});
	});

	test('to a contact by its ID', async () => {
		const reply = { provider: 'vambe', account: '1951', from: CUSTOMER, type: 'text', text: 'x' };
		const { contactId } = (await sandbox.reply(reply)).message.content;
		const byContact = text({ recipientBy: 'contactId', contactId, pauseAssistant: false });
		const { outputs } = await run(byContact);
		expect(outputs[0][0].json).toMatchObject({
			outcome: 'accepted',
			to: contactId,
			toCountry: null,
		});
		const { content, request } = (await sandbox.messages()).at(-1)!;
		expect(content.to).toBe(CUSTOMER);
		expect(request.body).toEqual({
			message: 'Hola',
			contact_id: contactId,
			type: 'text',
			pause_assistant: false,
		});
	});

	test('a contact ID is none of the Allowed Recipients: these are numbers', async () => {
		const contactId = 'df980fc8-b6db-4820-bf22-2969482d106d';
		const options = { allowedRecipients: `${CUSTOMER}, ${contactId}` };
		const { error } = await run(text({ recipientBy: 'contactId', contactId, options }));
		expect(error!.message).toContain("is not among the 'Allowed Recipients'");
		expect(await sandbox.messages()).toEqual([]);
	});

	test.each([
		['a contact ID that is none', { recipientBy: 'contactId', contactId: 'maria' }, 'contactId'],
		['no text', { messageText: '={{ "" }}' }, 'messageText'],
		['a text that is too long', { messageText: 'x'.repeat(4097) }, 'messageText'],
		['a channel that is no number', { channel: located('Store') }, 'channel'],
		['a channel that is an ID', { channel: located('1951') }, 'channel'],
	])('%s is refused before anything is sent', async (_name, changes, field) => {
		const { error } = await run(text(changes));
		expect(error!.message).toContain(`(items[0].${field})`);
		expect(await sandbox.messages()).toEqual([]);
	});

	test.each([
		['429', 429, '{"message":"Too many requests"}', 'notSent'],
		['503', 503, '{"message":"Service unavailable"}', 'unknown'],
		['a page', 201, '<html>login</html>', 'unknown'],
		['a no', 201, '{"success":false,"message":"Contact is blocked"}', 'notSent'],
	])('%s is not what it is for a phone with a QR code', async (_name, status, body, outcome) => {
		const { error } = await withServer(
			status,
			body,
			async (url) =>
				await runNode(nodeAt('vambeMessage', url), text({ options: { timeout: 1 } }), [{}]),
		);
		expect(error!.context.data).toMatchObject({ [outcome]: [0] });
		expect(error!.message).not.toMatch(/QR|phone of this channel|daily quota/);
	});

	test.each([
		'Message failed to send because more than 24 hours have passed since the customer last replied',
		'Outside the customer service window',
		'(#131047) Re-engagement message',
		'WhatsApp rejects messages sent outside the 24h window',
	])('what WhatsApp says of the window is read: "%s"', async (message) => {
		const { error } = await withServer(
			400,
			JSON.stringify({ statusCode: 400, message }),
			async (url) => await runNode(nodeAt('vambeMessage', url), text(), [{}]),
		);
		expect(error!.message).toContain(
			'The recipient has not written to you within the last 24 hours (HTTP 400',
		);
	});
});

describe('a template', () => {
	test('its channel is in the address, in digits', async () => {
		await run(template({ channel: located('+56 2 1111-1111') }));
		const [{ request }] = await sandbox.messages();
		expect(request.path).toBe(
			`/vambe/api/public/whatsapp/message/send/%2B56911110001/template/${REMINDER}?from-phone-number=56211111111`,
		);
	});

	test('fields that are left blank are not sent', async () => {
		const additionalFields = {
			agentId: '',
			carouselVariables: '',
			contactName: ' ',
			email: '',
			metadata: {},
			stage: located(''),
		};
		expect(await bodyOf(template({ additionalFields }))).toEqual({
			variables: ['Ana', 'martes'],
			meta_data: {},
			toPhoneNumber: '+56911110001',
		});
	});

	test('variables as JSON: numbers become texts', async () => {
		const json = { variablesAs: 'json', variablesJson: '["Ana", 12]' };
		expect((await bodyOf(template(json))).variables).toEqual(['Ana', '12']);
	});

	test('variables by an expression that gives a list', async () => {
		const json = { variablesAs: 'json', variablesJson: '={{ ["Ana", "martes"] }}' };
		expect((await bodyOf(template(json))).variables).toEqual(['Ana', 'martes']);
	});

	const broken = { variable: [{ value: 'Ana' }, { value: 'a\nb' }] };

	test.each([
		[
			'an empty variable',
			{ templateVariables: { variable: [{ value: '' }] } },
			'templateVariables.variable[0].value',
		],
		['two lines', { templateVariables: broken }, 'templateVariables.variable[1].value'],
		['an object as JSON', { variablesAs: 'json', variablesJson: '{"a": 1}' }, 'variablesJson'],
		[
			'an object in the list',
			{ variablesAs: 'json', variablesJson: '["a", {}]' },
			'variablesJson[1]',
		],
		['no template', { templateId: located('={{ "" }}') }, 'templateId'],
		['an agent that is none', { additionalFields: { agentId: 'me' } }, 'agentId'],
		[
			'cards that are no list',
			{ additionalFields: { carouselVariables: '{}' } },
			'carouselVariables',
		],
		['an email that is none', { additionalFields: { email: 'me' } }, 'email'],
	])('%s is refused before anything is sent', async (_name, changes, field) => {
		const { error } = await run(template(changes));
		expect(error!.message).toContain(`(items[0].${field})`);
		expect(await sandbox.messages()).toEqual([]);
	});

	test('lines become one with the option', async () => {
		const options = { variablesOnOneLine: true };
		const { variables } = await bodyOf(template({ templateVariables: broken, options }));
		expect(variables).toEqual(['Ana', 'a b']);
	});
});

describe('a scheduled message', () => {
	test('has the ID that cancels it', async () => {
		const { outputs } = await run(scheduled());
		const [{ json }] = outputs[0];
		expect(json).toMatchObject({ outcome: 'accepted', messageId: expect.any(String) });
		const [{ content }] = await sandbox.messages();
		expect(content.scheduledFor).toBe('2099-12-24T09:00:00.000Z');

		const cancel = {
			operation: 'cancelScheduled',
			scheduledMessageId: json.messageId,
			options: {},
		};
		const cancelled = await run(cancel);
		expect(cancelled.outputs[0][0].json).toEqual({
			cancelled: true,
			scheduledMessageId: json.messageId,
			response: { status: 'cancelled' },
		});
		const again = await run(cancel);
		expect(again.error!.message).toContain(
			'Vambe does not know this scheduled message, or it was sent already (HTTP 404',
		);
		expect(again.error!.context.data).toMatchObject({ notSent: [0] });
	});

	test.each([
		[
			'as n8n’s editor writes it, in the zone of the workflow, New York',
			'2099-12-24T09:00:00',
			'2099-12-24T14:00:00Z',
		],
		['with a zone of its own', '2099-12-24T09:00:00+01:00', '2099-12-24T08:00:00Z'],
		[
			'by an expression',
			'={{ DateTime.fromISO("2099-12-24T09:00:00.123Z") }}',
			'2099-12-24T09:00:00Z',
		],
	])('its time %s', async (_name, scheduledDate, sent) => {
		expect((await bodyOf(scheduled({ scheduledDate }))).scheduledDate).toBe(sent);
	});

	test.each([
		['in the past', '2020-12-24T09:00:00Z', "'Send At' is in the past: 2020-12-24T09:00:00Z"],
		['none', 'tomorrow', `'Send At' is not a valid date and time: "tomorrow"`],
		['missing', '={{ "" }}', "'Send At' is empty"],
	])('a time that is %s', async (_name, scheduledDate, words) => {
		const { error } = await run(scheduled({ scheduledDate }));
		expect(error!.message).toContain(words);
		expect(await sandbox.messages()).toEqual([]);
	});

	test('a template and a stage have UUIDs', async () => {
		const byName = await run(scheduled({ templateId: located('welcome_template') }));
		expect(byName.error!.message).toContain(`'Template' is not a valid ID: "welcome_template"`);
		const additionalFields = { stage: located('stage_initial_001') };
		const inStage = await run(scheduled({ additionalFields }));
		expect(inStage.error!.message).toContain(`'Pipeline Stage' is not a valid ID`);
	});
});

describe('lists', () => {
	const numbers = async (body: JsonValue) =>
		await withServer(
			200,
			JSON.stringify(body),
			async (url) => (await searchList(nodeAt('vambeMessage', url), 'officialNumbers')).results,
		);
	const one = { phone_number: '56211111111', client_id: 'c', id: 1951, name: 'Test' };
	const entry = { name: 'Test – 56211111111', value: '56211111111' };

	test.each([
		['the one channel of the guide', one, [entry]],
		['a list', [one], [entry]],
		[
			'a list in an object',
			{ data: [one, { ...one, name: 'A', phone_number: '1' }] },
			[{ name: 'A – 1', value: '1' }, entry],
		],
		['none', [], []],
		['a channel without a number', [{ id: 1 }], []],
	])('the numbers of the official API: %s', async (_name, body, expected) => {
		expect(await numbers(body)).toEqual(expected);
	});

	test.each([
		['QR codes', {}, '1001'],
		['QR codes, by choice', { channelType: 'web-whatsapp' }, '1001'],
		['the official API', { channelType: 'whatsapp' }, '1951'],
	])('the channels of a ticket follow its channel type: %s', async (_name, parameters, id) => {
		const { results } = await searchList(nodes.vambeTicket, 'channels', undefined, parameters);
		expect(results.map(({ value }) => value)).toContain(id);
		expect(results.map(({ value }) => value)).not.toContain(id === '1951' ? '1001' : '1951');
	});
});

describe('an answer that no page shows', () => {
	const heard = (body: JsonValue) =>
		acceptanceIn({ body, text: JSON.stringify(body) }, ['message_id']);

	test.each([
		[
			{ message_id: 'wamid.1', status: 'queued' },
			{ messageId: 'wamid.1', status: 'queued' },
		],
		[{ data: { message_id: 7, aiContactId: 'c' } }, { messageId: '7', contactId: 'c' }],
		[{ id: 'whose?' }, { messageId: null }],
		['Message accepted for delivery.', { messageId: null, status: null }],
		['Message sent successfully', { messageId: null, status: null }],
	])('%j is accepted', (body, expected) => expect(heard(body)).toMatchObject(expected));

	test.each([['Please log in'], [false], [{ success: false }]])('%j says nothing', (body) =>
		expect(heard(body)).toBeNull(),
	);

	test('a no in its own words is a no', () =>
		expect(heard({ success: false, message: 'No such contact' })).toBe('refused'));
});
