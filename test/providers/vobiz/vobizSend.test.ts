import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, ResourceMapperField } from 'n8n-workflow';
import { mapFields, nodesAt, runNode, searchList, testCredential } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { withServer } from '../../support/servers/withServer';

let sandbox: SandboxProcess;
let vobiz: ReturnType<typeof nodesAt>['vobizSend'];
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	vobiz = nodesAt(sandbox.url).vobizSend;
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const SHOP = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';
const UNKNOWN = SHOP.replace(/6ae1$/, '9999');
const located = (value: string) => ({ __rl: true, mode: 'list', value });

const send = async (changes: IDataObject, items: IDataObject[] = [{}]) => {
	const parameters = {
		operation: 'send',
		channel: located(SHOP),
		recipient: '+919876543210',
		messageType: 'text',
		additionalFields: {},
		options: {},
		...changes,
	};
	const result = await runNode(vobiz, parameters, items);
	const bodies = (await sandbox.messages()).map(({ request }) => request.body as IDataObject);
	return { ...result, bodies };
};

describe('lists', () => {
	test('channels by name and number', async () => {
		const { results } = await searchList(vobiz, 'channels', 'shop');
		expect(results).toEqual([{ name: 'Shop – +919000000001', value: SHOP }]);
	});

	test('approved templates of the channel, from all pages, each language its own', async () => {
		const channel = { channel: located(SHOP) };
		const { results } = await searchList(vobiz, 'templates', undefined, channel);
		expect(results.length).toBeGreaterThan(20);
		const values = results.map(({ value }) => value);
		expect(values).toContain('order_confirmation|en_US');
		expect(values.filter((value) => String(value).startsWith('cart_reminder|')).sort()).toEqual([
			'cart_reminder|es',
			'cart_reminder|pt_BR',
		]);
	});

	test('are sorted by name', async () => {
		const { results } = await searchList(vobiz, 'templates', undefined, { channel: located(SHOP) });
		const names = results.map(({ name }) => name);
		expect(names.slice(0, 3)).toEqual([
			'appointment_reminder (en_US)',
			'assembly_video (en_US)',
			'back_in_stock (en_US)',
		]);
		const channels = await searchList(vobiz, 'channels');
		expect(channels.results[0].name).toMatch(/^Balance used up/);
	});

	test('no channel, no templates', async () => {
		const { results } = await searchList(vobiz, 'templates', undefined, { channel: located('') });
		expect(results).toEqual([]);
	});
});

test('connection test', async () => {
	expect((await testCredential(vobiz)).status).toBe('OK');
	const wrong = nodesAt(sandbox.url, { authToken: 'wrong-token' }).vobizSend;
	expect(await testCredential(wrong)).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('Auth Token of your Vobiz console'),
	});
});

describe('templates', () => {
	/** Fills each field in by its kind, as a person would. */
	const valueFor = ({ id }: ResourceMapperField) => {
		if (/^header_(image|video|document)$/.test(id)) return 'https://example.com/file';
		if (id === 'header_filename') return 'invoice.pdf';
		if (id.endsWith('copy_code')) return 'SAVE20';
		return `value of ${id}`;
	};
	const chosen = (template: string) => ({
		operation: 'sendTemplate',
		channel: located(SHOP),
		template: located(template),
	});

	test('every approved template: its variables become fields, and filled in it is accepted', async () => {
		const { results } = await searchList(vobiz, 'templates', undefined, { channel: located(SHOP) });
		const kinds = new Set<string>();
		for (const { value } of results) {
			const { fields } = await mapFields(vobiz, 'templateVariables', chosen(String(value)));
			for (const { id } of fields) kinds.add(id.replace(/\d+|_[a-z]+_name$/g, '#'));
			const values = Object.fromEntries(fields.map((field) => [field.id, valueFor(field)]));
			const { status, error } = await send({
				operation: 'sendTemplate',
				template: located(String(value)),
				variablesAs: 'fields',
				templateVariables: { mappingMode: 'defineBelow', value: values, schema: fields },
			});
			expect([value, status, error?.message]).toEqual([value, 'success', undefined]);
		}
		expect([...kinds]).toEqual(
			expect.arrayContaining([
				'body_#',
				'header_text_#',
				'header_image',
				'header_video',
				'header_document',
				'header_filename',
				'button_#_url',
				'button_#_copy_code',
				'button_#_quick_reply',
			]),
		);
	});

	test('a variable without a value is named, and nothing is sent', async () => {
		const { fields } = await mapFields(
			vobiz,
			'templateVariables',
			chosen('order_confirmation|en_US'),
		);
		const { error, bodies } = await send({
			operation: 'sendTemplate',
			template: located('order_confirmation|en_US'),
			variablesAs: 'fields',
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { body_1: 'X', body_2: '={{ $json.nothing }}' },
				schema: fields,
			},
		});
		expect(error!.message).toContain(
			`'Template Variables › Body: {{2}}' is empty: its expression gave nothing for this item (items[0].templateVariables.body_2).`,
		);
		expect(bodies).toEqual([]);
	});

	test('numbers in a table cell are values, and {{10}} comes after {{2}}', async () => {
		const value = Object.fromEntries(
			Array.from({ length: 10 }, (_, index) => [`body_${10 - index}`, `={{ ${10 - index} }}`]),
		);
		const { bodies } = await send({
			operation: 'sendTemplate',
			template: located('any|en_US'),
			variablesAs: 'fields',
			templateVariables: { mappingMode: 'defineBelow', value },
		});
		const { components } = bodies[0].template as { components: IDataObject[] };
		expect((components[0].parameters as IDataObject[]).map(({ text }) => text)).toEqual(
			Array.from({ length: 10 }, (_, index) => String(index + 1)),
		);
	});

	const variables = (value: IDataObject, schema: object[] = []) => ({
		operation: 'sendTemplate',
		template: located('order_cancelled|en_US'),
		variablesAs: 'fields',
		templateVariables: { mappingMode: 'defineBelow', value, schema },
	});

	test('a variable with a line break is refused, or put on one line by the option', async () => {
		const broken = variables({ body_1: '={{ "Rua A, 1\\n\\tBairro B" }}' });
		const { error, bodies } = await send(broken);
		expect(error!.message).toContain("'Template Variables › body_1' has a line break");
		expect(error!.message).toContain('(items[0].templateVariables.body_1)');
		expect(bodies).toEqual([]);
		const sent = await send({ ...broken, options: { variablesOnOneLine: true } });
		expect(sent.bodies[0].template).toMatchObject({
			components: [{ type: 'body', parameters: [{ text: 'Rua A, 1 Bairro B' }] }],
		});
	});

	test('a saved part that has no fields is refused before anything is sent', async () => {
		const carousel = { id: 'unsupported_carousel', displayName: 'Carousel', required: false };
		const { error, bodies } = await send(variables({ body_1: 'A' }, [carousel]));
		expect(error!.message).toContain('no fields for a part of this template: Carousel');
		expect(error!.message).toContain('"Using JSON"');
		expect(bodies).toEqual([]);
	});

	test('a template picked by name needs its language', async () => {
		const { error } = await send({
			operation: 'sendTemplate',
			template: { __rl: true, mode: 'name', value: 'order_confirmation' },
			variablesAs: 'fields',
			templateVariables: {},
		});
		expect(error!.message).toContain('write name and language like order_confirmation|en_US');
	});

	test('components as JSON go as they are, and must be a list', async () => {
		const components = [{ type: 'body', parameters: [{ type: 'text', text: 'A' }] }];
		const template = {
			operation: 'sendTemplate',
			template: located('order_confirmation|en_US'),
			variablesAs: 'json',
		};
		const { bodies } = await send({ ...template, componentsJson: JSON.stringify(components) });
		expect(bodies[0].template).toMatchObject({ components });
		const { error } = await send({ ...template, componentsJson: '{"type":"body"}' });
		expect(error!.message).toContain("'Components (JSON)' is not a JSON list");

		await sandbox.clear();
		const parameters = [
			{ type: 'text', text: 'A' },
			{ type: 'text', text: 'B\nC' },
		];
		const broken = await send({
			...template,
			componentsJson: JSON.stringify([{ type: 'body', parameters }]),
		});
		expect(broken.error!.message).toContain("'Components (JSON)' has a text with a line break");
		expect(broken.error!.message).toContain('componentsJson[0].parameters[1].text');
		expect(broken.bodies).toEqual([]);
	});

	test('a location and a carousel as JSON go as they are', async () => {
		const componentsJson = [
			{
				type: 'header',
				parameters: [
					{
						type: 'location',
						location: { latitude: '-23.5', longitude: '-46.6', name: 'Loja', address: 'Rua 1' },
					},
				],
			},
			{ type: 'carousel', cards: [{ card_index: 0, components: [] }] },
		];
		const { outputs } = await send({
			operation: 'sendTemplate',
			template: located('offer|pt_BR'),
			variablesAs: 'json',
			componentsJson: JSON.stringify(componentsJson),
			options: { preview: true },
		});
		const { body } = outputs[0][0].json.request as { body: IDataObject };
		expect(body.template).toMatchObject({ components: componentsJson });
	});
});

describe('media', () => {
	test.each(['image', 'video', 'audio', 'document', 'sticker'])(
		'%s by link and by ID, with caption and file name only where they exist',
		async (messageType) => {
			const leftovers = { caption: 'Caption', filename: 'file.pdf', messageText: 'Text' };
			const link = await send({
				messageType,
				mediaFrom: 'link',
				mediaLink: 'https://example.com/file',
				...leftovers,
			});
			expect(link.status).toBe('success');
			const expected = {
				...(['image', 'video', 'document'].includes(messageType) && { caption: 'Caption' }),
				...(messageType === 'document' && { filename: 'file.pdf' }),
			};
			expect(link.bodies[0].media).toEqual({ link: 'https://example.com/file', ...expected });

			await sandbox.clear();
			const byId = await send({ messageType, mediaFrom: 'id', mediaId: ' 1013 ', ...leftovers });
			expect(byId.bodies[0].media).toEqual({ id: '1013', ...expected });
		},
	);

	test.each([
		['http://example.com/a.jpg', 'has to begin with https://: '],
		['example.com/a.jpg', 'has to begin with https://: '],
		['={{ "" }}', 'is empty: its expression gave nothing for this item'],
	])('%s is no link for WhatsApp', async (mediaLink, words) => {
		const { error, bodies } = await send({ messageType: 'image', mediaFrom: 'link', mediaLink });
		expect(error!.message).toContain(`'Media Link' ${words}`);
		expect(error!.message).toContain('(items[0].mediaLink)');
		expect(bodies).toEqual([]);
	});

	test('a link with spaces and capitals goes as WhatsApp can fetch it', async () => {
		const mediaLink = 'Https://files.example/fatura 05 (2).pdf';
		const { bodies } = await send({
			messageType: 'document',
			mediaFrom: 'link',
			mediaLink,
			filename: 'fatura 05 (2).pdf',
		});
		expect(bodies[0].media).toEqual({
			link: 'https://files.example/fatura%2005%20(2).pdf',
			filename: 'fatura 05 (2).pdf',
		});
	});

	test('a caption and a text have the length that WhatsApp takes', async () => {
		const image = { messageType: 'image', mediaFrom: 'link', mediaLink: 'https://example.com/a' };
		const long = await send({ ...image, caption: 'x'.repeat(1025) });
		expect(long.error!.message).toContain(
			"'Caption' has 1025 characters, but WhatsApp allows only 1024",
		);
		const text = await send({ messageType: 'text', messageText: 'x'.repeat(4097) });
		expect(text.error!.message).toContain("'Message Text' has 4097 characters");
		expect((await send({ messageType: 'text', messageText: 'x'.repeat(4096) })).status).toBe(
			'success',
		);
	});
});

describe('the WhatsApp Business Account of a channel', () => {
	const text = { messageType: 'text', messageText: 'Hello' };

	test('is looked up once for 30 messages over two channels', async () => {
		const channels = [SHOP, SHOP.replace(/1$/, '2')];
		const items = Array.from({ length: 30 }, (_, index) => ({ channel: channels[index % 2] }));
		const { status, bodies } = await send(
			{ ...text, channel: located('={{ $json.channel }}') },
			items,
		);
		expect(status).toBe('success');
		expect(new Set(bodies.map(({ waba_id }) => waba_id))).toEqual(
			new Set(['123456789012345', '223456789012345']),
		);
	});

	test('can be given, and a channel that nobody knows is said so before anything is sent', async () => {
		const given = await send({ ...text, additionalFields: { wabaId: '123456789012345' } });
		expect(given.bodies[0].waba_id).toBe('123456789012345');
		await sandbox.clear();
		const { error, bodies } = await send({ ...text, channel: located(UNKNOWN) });
		expect(error!.message).toContain(
			`Your Vobiz account has no channel with this ID: ${UNKNOWN} (items[0].channel)`,
		);
		expect(bodies).toEqual([]);
	});
});

test('a look-up without an answer: nothing was sent, and the error does not say otherwise', async () => {
	const server = createServer((_request, response) => response.writeHead(500).end());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const node = nodesAt('', { baseUrl: `http://127.0.0.1:${port}` }).vobizSend;
	const { error } = await runNode(
		node,
		{
			operation: 'send',
			channel: located(SHOP),
			recipient: '+919876543210',
			messageType: 'text',
			messageText: 'Hello',
			additionalFields: {},
			options: {},
		},
		[{}],
	);
	server.close();
	expect(error!.message).toBe(
		'Could not load the data that Vobiz needs for this message (HTTP 500). Run the item again. It was not sent.',
	);
});

test('a type that an expression made up is refused with the choices', async () => {
	const { error } = await send({
		messageType: '={{ "gif" }}',
		messageText: 'Text',
		mediaLink: 'https://example.com/a',
	});
	expect(error!.message).toContain("'Message Type' has a value that is not one of its choices");
	expect(error!.message).toContain('text, image, video, document, audio, sticker');
});

/** Nothing has to be looked up for it. */
const withAccount = {
	operation: 'send',
	channel: located(SHOP),
	recipient: '+56912345678',
	messageType: 'text',
	messageText: 'Hi',
	additionalFields: { wabaId: '1' },
	options: {},
};

describe('an answer that is not a clear yes', () => {
	test.each([
		['Vobiz without id', '{"ok":true}', 'unknown'],
		['Vobiz that failed', '{"id":"x","status":"failed"}', 'notSent'],
	])('%s', async (_name, body, outcome) => {
		const { error } = await withServer(
			201,
			body,
			async (url) => await runNode(nodesAt(url).vobizSend, withAccount, [{}]),
		);
		expect(error!.context.data).toMatchObject({ [outcome]: [0] });
	});
});

test('a look-up whose connection breaks is notSent', async () => {
	const server = createServer((_request, response) => response.destroy());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const { error } = await runNode(
		nodesAt(`http://127.0.0.1:${port}`).vobizSend,
		{ ...withAccount, additionalFields: {} },
		[{}],
	);
	server.close();
	expect(error!.message).toContain('Could not load the data that Vobiz needs for this message');
	expect(error!.context.data).toMatchObject({ notSent: [0] });
});

test('a given WABA ID needs no list of channels', async () => {
	const server = createServer((request, response) =>
		request.method === 'POST'
			? response.writeHead(201).end('{"id":"m1"}')
			: response.writeHead(404).end(),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const node = nodesAt('', { baseUrl: `http://127.0.0.1:${port}` }).vobizSend;
	const { status } = await runNode(node, withAccount, [{}]);
	server.close();
	expect(status).toBe('success');
});

test('one odd channel does not hide the others', async () => {
	const items = [
		{ id: SHOP, waba_id: '1' },
		{ id: 'x', waba_id: null },
	];
	const { results } = await withServer(
		200,
		JSON.stringify({ items }),
		async (url) => await searchList(nodesAt('', { baseUrl: url }).vobizSend, 'channels'),
	);
	expect(results).toEqual([{ name: SHOP, value: SHOP }]);
});

test.each([
	[
		'the file name of a document',
		{ header_document: 'https://example.com/a.pdf', header_filename: 'invoice.pdf' },
		{ type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'invoice.pdf' } },
	],
	['an image by its ID', { header_image: '1013' }, { type: 'image', image: { id: '1013' } }],
])('in the header of a template: %s', async (_name, value, parameter) => {
	const { bodies } = await send({
		operation: 'sendTemplate',
		template: located('any|en_US'),
		variablesAs: 'fields',
		templateVariables: { mappingMode: 'defineBelow', value },
	});
	expect(bodies[0].template).toMatchObject({
		components: [{ type: 'header', parameters: [parameter] }],
	});
});

test('a refusal of the channel stops the channel, one of the account stops all', async () => {
	const statuses = async (channels: string[]) => {
		await sandbox.clear();
		await runNode(
			vobiz,
			{
				operation: 'send',
				channel: located('={{ $json.channel }}'),
				recipient: '+919876543210',
				messageType: 'text',
				messageText: 'Hello',
				additionalFields: {},
				options: {},
			},
			channels.map((end) => ({ channel: SHOP.replace(/6ae1$/, end) })),
			'continueErrorOutput',
		);
		return (await sandbox.messages()).map(({ response }) => response.status);
	};
	expect(await statuses(['0403', '6ae1', '0403', '6ae2'])).toEqual([403, 201, 201]);
	expect(await statuses(['6ae1', '0402', '6ae1', '6ae2'])).toEqual([201, 402]);
});
