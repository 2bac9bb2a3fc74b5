import type { IDataObject } from 'n8n-workflow';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodesAt, runNode, searchList, testCredential } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';

let sandbox: SandboxProcess;
let aisoule: ReturnType<typeof nodesAt>['aisouleSend'];
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	aisoule = nodesAt(sandbox.url).aisouleSend;
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const send = async (changes: IDataObject, typeVersion = 1) => {
	const parameters = {
		operation: 'send',
		recipient: '+91 98765 43210',
		messageType: 'text',
		messageText: 'Hello',
		additionalFields: {},
		options: {},
		...changes,
	};
	const result = await runNode(aisoule, parameters, [{}], 'stopWorkflow', { typeVersion });
	const messages = await sandbox.messages();
	return { ...result, messages, body: messages[0]?.request.body as IDataObject };
};

test('a receipt has WhatsApp’s message ID', async () => {
	const { outputs } = await send({});
	expect(outputs[0][0].json).toMatchObject({
		provider: 'aisoule',
		outcome: 'accepted',
		to: '+919876543210',
		messageId: expect.stringMatching(/^wamid\./),
		status: 'sent',
	});
});

test('the option "Number Without +" sends digits only, and the receipt says so', async () => {
	const { body, outputs } = await send({ options: { withoutPlus: true } });
	expect(body.to).toBe('919876543210');
	expect(outputs[0][0].json.to).toBe('919876543210');
});

describe('media', () => {
	test.each(['image', 'video', 'document', 'audio'])('%s', async (messageType) => {
		const { status, body } = await send({
			messageType,
			mediaLink: 'https://example.com/file',
			caption: 'Caption',
			filename: 'file.pdf',
		});
		expect(status).toBe('success');
		expect(body[messageType]).toEqual({
			url: 'https://example.com/file',
			...(messageType !== 'audio' && { caption: 'Caption' }),
			...(messageType === 'document' && { filename: 'file.pdf' }),
		});
	});
});

test('a template with every kind of variable', async () => {
	const { body } = await send({
		operation: 'sendTemplate',
		templateName: ' order_confirmation ',
		language: 'en',
		variablesAs: 'fields',
		templateVariables: {
			header: [{ kind: 'document', value: 'https://example.com/a.pdf', filename: 'a.pdf' }],
			body: [
				{ value: 'John', name: '' },
				{ value: '={{ 789 }}', name: 'order' },
			],
			button: [{ kind: 'url', number: 2, value: '789' }],
		},
	});
	expect(body.template).toEqual({
		name: 'order_confirmation',
		language: 'en',
		components: [
			{
				type: 'header',
				parameters: [
					{ type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } },
				],
			},
			{
				type: 'body',
				parameters: [
					{ type: 'text', text: 'John' },
					{ type: 'text', parameter_name: 'order', text: '789' },
				],
			},
			{
				type: 'button',
				sub_type: 'url',
				index: '1',
				parameters: [{ type: 'text', text: '789' }],
			},
		],
	});
});

describe('a template in version 2 of the node', () => {
	const template = (mode: string, value: string, changes: IDataObject = {}) => ({
		operation: 'sendTemplate',
		templateName: { __rl: true, mode, value },
		variablesAs: 'fields',
		templateVariables: { body: [{ value: 'John' }, { value: '789' }] },
		...changes,
	});

	test.each([
		['picked from the list', template('list', 'order_confirmation|en')],
		['by name, with its language', template('name', 'order_confirmation', { language: 'en' })],
		['by name and language', template('name', ' order_confirmation | en ')],
		[
			'from an expression with two bars',
			template('name', '={{ $json.nothing || "order_confirmation" }}', { language: 'en' }),
		],
	])('%s', async (_name, parameters) => {
		const { status, body } = await send(parameters, 2);
		expect(status).toBe('success');
		expect(body.template).toMatchObject({ name: 'order_confirmation', language: 'en' });
	});

	test('the account is picked too', async () => {
		const whatsappAccount = { __rl: true, mode: 'list', value: 'support' };
		const { body } = await send({ additionalFields: { whatsappAccount } }, 2);
		expect(body.whatsapp_account).toBe('support');
		await sandbox.clear();
		expect((await send({}, 2)).body).not.toHaveProperty('whatsapp_account');
	});
});

describe('a template with', () => {
	const template = (templateVariables: IDataObject, options: IDataObject = {}) => ({
		operation: 'sendTemplate',
		templateName: 'order_confirmation',
		language: 'en',
		variablesAs: 'fields',
		templateVariables,
		options,
	});
	const components = async (templateVariables: IDataObject) => {
		const { outputs } = await send(template(templateVariables, { preview: true }));
		const { body } = outputs[0][0].json.request as { body: { template: IDataObject } };
		return body.template.components;
	};

	test('a location in its header', async () => {
		const place = { kind: 'location', value: '-33.4489, -70.6693' };
		const location = { latitude: '-33.4489', longitude: '-70.6693' };
		expect(await components({ header: [place] })).toEqual([
			{ type: 'header', parameters: [{ type: 'location', location }] },
		]);
		const named = { ...place, locationName: 'Store', address: 'Av. 1' };
		expect(await components({ header: [named] })).toEqual([
			{
				type: 'header',
				parameters: [
					{ type: 'location', location: { ...location, name: 'Store', address: 'Av. 1' } },
				],
			},
		]);
		const { error } = await send(template({ header: [{ ...place, value: 'Santiago' }] }));
		expect(error!.message).toContain(`'Header' is not a valid pair of coordinates: "Santiago"`);
	});

	test('a one-time code', async () => {
		const code = { kind: 'one_time_code', number: 1, value: '123456' };
		expect(await components({ button: [code] })).toEqual([
			{
				type: 'button',
				sub_type: 'url',
				index: '0',
				parameters: [{ type: 'text', text: '123456' }],
			},
		]);
	});

	test('a line break in a variable: refused, or put on one line by the option', async () => {
		const broken = { body: [{ value: '={{ "John\\nDoe" }}' }, { value: '789' }] };
		const { error, messages } = await send(template(broken));
		expect(error!.message).toContain("'Body Variable' has a line break");
		expect(messages).toEqual([]);
		const { status, body } = await send(template(broken, { variablesOnOneLine: true }));
		expect(status).toBe('success');
		expect(body.template).toMatchObject({
			components: [{ parameters: [{ text: 'John Doe' }, { text: '789' }] }],
		});
	});
});

describe('lists', () => {
	test('accounts and templates of the sandbox', async () => {
		const { results } = await searchList(aisoule, 'accounts', 'sales');
		expect(results).toEqual([{ name: 'Sales', value: 'sales' }]);
		expect((await searchList(aisoule, 'templates')).results).toEqual([
			{ name: 'order_approval (en)', value: 'order_approval|en' },
			{ name: 'order_confirmation (en)', value: 'order_confirmation|en' },
		]);
	});

	const listFrom = async (method: string, body: unknown) => {
		const server = createServer((_request, response) => response.end(JSON.stringify(body)));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const node = nodesAt('', { baseUrl: `http://127.0.0.1:${port}` }).aisouleSend;
		const { results } = await searchList(node, method);
		server.close();
		return results;
	};

	test.each([
		[[{ id: 7, name: 'Shop', phone_number: '+5511' }, { noId: true }], 'Shop – +5511', '7'],
		[{ data: [{ account_id: 'a' }] }, 'a', 'a'],
		[{ data: { accounts: [{ _id: 'x', display_name: 'X' }] }, status: 'success' }, 'X', 'x'],
		[{ id: 'only', name: 'Only' }, 'Only', 'only'],
	])('accounts in %j', async (body, name, value) => {
		expect(await listFrom('accounts', body)).toEqual([{ name, value }]);
	});

	test.each([
		[[{ name: 'a', language: 'pt_BR', status: 'APPROVED' }], 'a (pt_BR)', 'a|pt_BR'],
		[{ templates: [{ name: 'a', language: { code: 'en' } }] }, 'a (en)', 'a|en'],
		[
			{ data: { items: [{ template_name: 'a', lang: 'es', status: 'PENDING' }] } },
			'a (es, pending)',
			'a|es',
		],
		[{ data: [{ name: 'a', language: 'English' }] }, 'a', 'a'],
	])('templates in %j', async (body, name, value) => {
		expect(await listFrom('templates', body)).toEqual([{ name, value }]);
	});
});

describe('buttons', () => {
	const buttons = (entries: IDataObject[], changes: IDataObject = {}) => ({
		operation: 'sendInteractive',
		interactiveType: 'button',
		bodyText: 'How can we help?',
		buttons: { button: entries },
		interactiveFields: {},
		...changes,
	});
	const two = [
		{ id: 'a', title: 'A' },
		{ id: 'b', title: 'B' },
	];

	test('with header and footer', async () => {
		const { status, body } = await send(
			buttons(two, {
				interactiveFields: {
					headerType: 'image',
					headerLink: 'https://example.com/a.jpg',
					footer: 'Shop',
				},
			}),
		);
		expect(status).toBe('success');
		expect(body.interactive).toMatchObject({
			header: { type: 'image', image: { link: 'https://example.com/a.jpg' } },
			footer: { text: 'Shop' },
		});
	});

	test.each([
		['a text without saying so', { headerText: 'Hi' }, { type: 'text', text: 'Hi' }],
		[
			'a text with a link left over',
			{ headerType: 'text', headerText: 'Hi', headerLink: 'https://example.com/a' },
			{ type: 'text', text: 'Hi' },
		],
		['none', { footer: 'Shop' }, undefined],
	])('a header: %s', async (_name, interactiveFields, header) => {
		const { body } = await send(buttons(two, { interactiveFields }));
		expect((body.interactive as IDataObject).header).toEqual(header);
	});

	test('a link that does not say what it is gets refused, not dropped', async () => {
		const { error, messages } = await send(
			buttons(two, { interactiveFields: { headerLink: 'https://example.com/a' } }),
		);
		expect(error!.message).toContain('(items[0].headerType).');
		expect(error!.message).toContain('Use one of: text, image, video, document.');
		expect(messages).toEqual([]);
	});

	test.each([
		['none', buttons([]), "'Buttons' is empty", 'items[0].buttons'],
		[
			'four',
			buttons(['a', 'b', 'c', 'd'].map((id) => ({ id, title: id }))),
			"'Buttons' has 4, but WhatsApp allows only 3",
			'items[0].buttons',
		],
		[
			'a title of 21 characters',
			buttons([two[0], { id: 'b', title: 'x'.repeat(21) }]),
			"'Button Title' has 21 characters, but WhatsApp allows only 20",
			'items[0].buttons[1].title',
		],
		[
			'an empty ID',
			buttons([{ id: '', title: 'A' }]),
			"'Button ID' is empty",
			'items[0].buttons[0].id',
		],
		[
			'the same title twice',
			buttons([two[0], { id: 'b', title: 'A' }]),
			'Two button titles are the same: "A"',
			'items[0].buttons',
		],
		[
			'a body of 1,025 characters',
			buttons(two, { bodyText: 'x'.repeat(1025) }),
			"'Body' has 1025 characters, but WhatsApp allows only 1024",
			'items[0].bodyText',
		],
		[
			'a footer of 61 characters',
			buttons(two, { interactiveFields: { footer: 'x'.repeat(61) } }),
			"'Footer' has 61 characters, but WhatsApp allows only 60",
			'items[0].footer',
		],
	])('%s', async (_name, parameters, words, path) => {
		const { error, messages } = await send(parameters);
		expect(error!.message).toContain(`${words} (${path}).`);
		expect(messages).toEqual([]);
	});
});

describe('lists', () => {
	const row = (id: string) => ({ id, title: `Row ${id}`, description: '' });
	const list = (sections: Array<{ title: string; rows: IDataObject[] }>, changes = {}) => ({
		operation: 'sendInteractive',
		interactiveType: 'list',
		bodyText: 'When shall we deliver?',
		listButton: 'Choose',
		sections: { section: sections.map(({ title, rows }) => ({ title, rows: { row: rows } })) },
		interactiveFields: {},
		...changes,
	});

	test('as JSON it is held to the same limits', async () => {
		const json = (title: string) => ({
			operation: 'sendInteractive',
			interactiveType: 'json',
			interactiveJson: JSON.stringify({
				type: 'list',
				body: { text: 'When?' },
				action: { button: 'Choose', sections: [{ rows: [{ id: '1', title }] }] },
			}),
		});
		const { error, messages } = await send(json('x'.repeat(25)));
		expect(error!.message).toContain("'Row Title' has 25 characters, but WhatsApp allows only 24");
		expect(error!.message).toContain('(items[0].interactiveJson).');
		expect(messages).toEqual([]);
		expect((await send(json('x'.repeat(24)))).status).toBe('success');
	});

	test('one section without a title', async () => {
		const { status, body } = await send(list([{ title: '', rows: [row('1'), row('2')] }]));
		expect(status).toBe('success');
		expect(body.interactive).toEqual({
			type: 'list',
			body: { text: 'When shall we deliver?' },
			action: {
				button: 'Choose',
				sections: [
					{
						rows: [
							{ id: '1', title: 'Row 1' },
							{ id: '2', title: 'Row 2' },
						],
					},
				],
			},
		});
	});

	test.each([
		['no rows', list([]), "'Sections' has no rows"],
		[
			'eleven rows',
			list([{ title: 'A', rows: Array.from({ length: 11 }, (_, index) => row(String(index))) }]),
			"'Sections' has 11 rows, but WhatsApp allows only 10 in total",
		],
		[
			'two sections, one without a title',
			list([
				{ title: 'A', rows: [row('1')] },
				{ title: '', rows: [row('2')] },
			]),
			"A section has no 'Section Title'",
		],
		[
			'the same row ID twice',
			list([{ title: 'A', rows: [row('1'), row('1')] }]),
			'Two row IDs are the same: "1"',
		],
		[
			'an image above it',
			list([{ title: 'A', rows: [row('1')] }], {
				interactiveFields: { headerType: 'image', headerLink: 'https://example.com/a.jpg' },
			}),
			"A list cannot have an image, video or document as its 'Header'",
		],
	])('%s', async (_name, parameters, words) => {
		const { error, messages } = await send(parameters);
		expect(error!.message).toContain(words);
		expect(messages).toEqual([]);
	});
});

describe('connection test', () => {
	test('says no to a refused key, and to no answer at all', async () => {
		expect((await testCredential(aisoule)).status).toBe('OK');
		const wrong = nodesAt(sandbox.url, { apiKey: 'wrong-key' }).aisouleSend;
		expect((await testCredential(wrong)).message).toContain('did not accept the key');
		const nobody = nodesAt('http://127.0.0.1:9').aisouleSend;
		expect((await testCredential(nobody)).message).toContain('(ECONNREFUSED)');
	});

	test('does not refuse a good key because an undocumented page is missing', async () => {
		const elsewhere = nodesAt(sandbox.url, { baseUrl: `${sandbox.url}/nothing/here` }).aisouleSend;
		expect((await testCredential(elsewhere)).status).toBe('OK');
	});
});

describe('an answer that is not a clear yes', () => {
	test.each([
		['AIsoule without message_id', 200, '{"data":{}}', 'unknown'],
		[
			'AIsoule status error, unknown words',
			200,
			'{"status":"error","message":"New words"}',
			'notSent',
		],
		['AIsoule that failed', 200, '{"data":{"message_id":"x","status":"failed"}}', 'notSent'],
		['AIsoule words in a success', 200, '{"message":"rate limit 80% used"}', 'unknown'],
		['AIsoule words in a failure', 502, '{"message":"invalid phone cache"}', 'unknown'],
		// It has the ID of a message, and not the words of a refusal.
		[
			'AIsoule status error with an id',
			200,
			'{"status":"error","data":{"message_id":"x"}}',
			'unknown',
		],
	])('%s', async (_name, status, body, outcome) => {
		const text = {
			operation: 'send',
			recipient: '+56912345678',
			messageType: 'text',
			messageText: 'Hi',
			additionalFields: {},
			options: {},
		};
		const { error } = await withServer(
			status,
			body,
			async (url) => await runNode(nodesAt(url).aisouleSend, text, [{}]),
		);
		expect(error!.context.data).toMatchObject({ [outcome]: [0] });
	});
});

test('a number that is sent without its + is hinted at with it', async () => {
	const { hints, body } = await send({
		recipient: '+551198765432',
		options: { withoutPlus: true },
	});
	expect(body.to).toBe('551198765432');
	expect(hints.join('\n')).toContain('+551198765432 may be a mobile without');
});
