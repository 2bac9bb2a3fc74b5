import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { located } from '../../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

type Server = 'evolutionSendV1' | 'evolutionSendV2';

const common = {
	resource: 'message',
	sendTo: 'number',
	recipient: '+56 9 1234 5678',
	apiVersion: 'auto',
	additionalFields: {},
	options: {},
};

interface Setting {
	server?: Server;
	/** Of the sandbox: a phone, a WhatsApp Business channel, or one of the type EVOLUTION. */
	instance?: 'phone' | 'cap' | 'channel';
	file?: IBinaryData;
}

async function send(
	operation: string,
	given: IDataObject,
	{ server = 'evolutionSendV2', instance = 'phone', file }: Setting = {},
) {
	const parameters = { ...common, operation, instance: located(instance), ...given };
	const result = await runNode(
		nodes[server],
		parameters,
		[{}],
		'stopWorkflow',
		{},
		{
			files: file && [file],
		},
	);
	const messages = await sandbox.messages();
	return { ...result, messages, body: messages[0]?.request.body as IDataObject };
}

const V1: Setting = { server: 'evolutionSendV1' };

const fileOf = (content: string | Buffer, fileName: string, mimeType: string): IBinaryData => ({
	data: Buffer.from(content).toString('base64'),
	fileName,
	mimeType,
	fileExtension: fileName.split('.').at(-1),
});

const pdf = fileOf('%PDF-1.4 test', 'invoice.pdf', 'application/pdf');
const png = fileOf(
	Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
		'base64',
	),
	'dot.png',
	'image/png',
);
const ogg = fileOf('OggS and so on', 'voice.ogg', 'audio/ogg');

const FROM_N8N = { fileFrom: 'n8n', binaryField: 'data' };

/** What each operation is given, so that nothing is missing. */
const contents: Record<string, IDataObject> = {
	sendButtons: {
		title: 'Hello',
		buttons: { button: [{ type: 'reply', text: 'Yes', value: 'y' }] },
	},
	sendContacts: { contacts: { contact: [{ fullName: 'Ada', phoneNumber: '+5531999999999' }] } },
	sendList: {
		title: 'Menu',
		description: 'Pick',
		listButton: 'Open',
		sections: {
			section: [{ title: 'S1', rows: { row: [{ title: 'R1', id: 'r1', description: 'd' }] } }],
		},
	},
	sendLocation: { latitude: '-33.45', longitude: '-70.66' },
	sendPoll: { question: 'Q?', pollOptions: 'a\nb', selectableOptions: 1 },
	sendReaction: { messageId: '3A1', fromMe: false, emoji: '👍' },
	sendTemplate: { templateName: 'hello_world', language: 'en_US', variablesAs: 'fields' },
	sendText: { messageText: 'Hola' },
};

describe.each(['evolutionSendV1', 'evolutionSendV2'] as const)('%s', (server) => {
	test.each(Object.keys(contents))('%s, the version detected', async (operation) => {
		const onlyBusiness =
			operation === 'sendTemplate' || (operation === 'sendButtons' && server === 'evolutionSendV1');
		const instance = onlyBusiness ? 'cap' : 'phone';
		const { status, outputs, error } = await send(operation, contents[operation], {
			server,
			instance,
		});
		expect([status, error?.message]).toEqual(['success', undefined]);
		expect(outputs[0][0].json).toMatchObject({
			provider: 'evolution',
			outcome: 'accepted',
			to: '56912345678',
			messageId: expect.any(String),
		});
	});
});

describe('what is asked before a message', () => {
	/** A server by its answers; what it was asked. */
	async function askedBy(operation: string, given: IDataObject, instances: [number, string]) {
		const asked: string[] = [];
		const server = createServer((request, response) => {
			asked.push(`${request.method} ${request.url}`);
			const isQuestion = request.method === 'GET';
			const [status, body] = isQuestion ? instances : [201, '{"key":{"id":"ABC"}}'];
			response.writeHead(status).end(body);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const node = nodesAt('', { serverUrl: `http://127.0.0.1:${port}` }).evolutionSendV2;
		const parameters = { ...common, operation, instance: located('phone'), ...given };
		const { status } = await runNode(node, parameters, [{}, {}, {}]);
		server.closeAllConnections();
		server.close();
		return { status, asked };
	}

	const question = 'GET /instance/fetchInstances?instanceName=phone';

	test.each(['sendText', 'sendContacts', 'sendLocation', 'sendReaction'])(
		'%s asks nothing',
		async (operation) => {
			const { status, asked } = await askedBy(operation, contents[operation], [500, '']);
			expect([status, asked.filter((each) => each.startsWith('GET'))]).toEqual(['success', []]);
		},
	);

	test('a poll asks once in a run what the instance is', async () => {
		const instances = '[{"name":"phone","integration":"WHATSAPP-BAILEYS"}]';
		const { asked } = await askedBy('sendPoll', contents.sendPoll, [200, instances]);
		expect(asked.filter((each) => each === question)).toHaveLength(1);
	});

	test.each([
		['a refusal, as of version 1 to the token of an instance', 401, '{"status":401}'],
		['an error', 500, '{"error":true}'],
		['no list', 200, '{}'],
	])('%s does not keep it from sending', async (_name, httpStatus, body) => {
		const { status, asked } = await askedBy('sendPoll', contents.sendPoll, [httpStatus, body]);
		expect([status, asked.filter((each) => each !== question)]).toEqual([
			'success',
			Array(3).fill('POST /message/sendPoll/phone'),
		]);
	});
});

describe('what a channel cannot do is said before', () => {
	const link = { fileFrom: 'link', mediaLink: 'https://example.com/a' };
	const url = {
		title: 'T',
		buttons: { button: [{ type: 'url', text: 'U', value: 'https://example.com' }] },
	};
	const bare = {
		...contents.sendList,
		sections: { section: [{ title: 'S1', rows: { row: [{ title: 'R1' }] } }] },
	};

	test.each<[string, string, IDataObject, Setting, string]>([
		['poll', 'sendPoll', contents.sendPoll, { instance: 'cap' }, 'Use Send List or Send Buttons'],
		['poll', 'sendPoll', contents.sendPoll, { instance: 'channel' }, 'Use Send Buttons'],
		['sticker', 'sendSticker', link, { instance: 'cap' }, 'Use Send Media with an image'],
		['template', 'sendTemplate', contents.sendTemplate, {}, 'Use Send Text'],
		['list', 'sendList', contents.sendList, { instance: 'channel' }, 'Use Send Buttons'],
		[
			'buttons on a phone of version 1',
			'sendButtons',
			contents.sendButtons,
			V1,
			'Use Send List or Send Poll',
		],
		[
			'a quote with contact cards',
			'sendContacts',
			{ ...contents.sendContacts, options: { replyTo: '3A1' } },
			{},
			'quote the message with a text',
		],
		[
			'a URL button',
			'sendButtons',
			url,
			{ instance: 'cap' },
			'Set the type of all buttons to Reply',
		],
		[
			'a URL button on version 1',
			'sendButtons',
			url,
			{ ...V1, instance: 'cap' },
			'all buttons to Reply',
		],
		[
			'a row without description',
			'sendList',
			bare,
			{ instance: 'cap' },
			'Enter a description for each row',
		],
		[
			'a list without a text',
			'sendList',
			{ ...contents.sendList, description: '' },
			{ ...V1, instance: 'cap' },
			'Enter the text above the button',
		],
		[
			'removing a reaction on version 1',
			'sendReaction',
			{ ...contents.sendReaction, emoji: '' },
			V1,
			'Enter another emoji',
		],
		[
			'a link without extension',
			'sendMedia',
			{ ...link, mediaType: 'image' },
			{ instance: 'cap' },
			'Use a link that ends like',
		],
		[
			'a file on version 1',
			'sendMedia',
			{ ...FROM_N8N, mediaType: 'document' },
			{ ...V1, instance: 'cap', file: pdf },
			"set 'Take File From' to Link",
		],
		[
			'an image of another type',
			'sendMedia',
			{ ...FROM_N8N, mediaType: 'image' },
			{ instance: 'cap', file: fileOf('GIF89a', 'a.gif', 'image/gif') },
			'Convert it to one of: image/jpeg, image/png',
		],
		[
			'a document as an image, which a phone would send',
			'sendMedia',
			{ ...FROM_N8N, mediaType: 'image' },
			{ file: pdf },
			'Convert it to one of: image/gif, image/jpeg, image/png, image/webp',
		],
		[
			'a quoted voice message on a phone',
			'sendAudio',
			{ ...FROM_N8N, audioType: 'voice', options: { replyTo: '3A1' } },
			{ file: ogg },
			"set 'Audio Type' to File",
		],
		[
			'a large voice message',
			'sendAudio',
			{ ...FROM_N8N, audioType: 'voice' },
			{ instance: 'cap', file: fileOf(Buffer.alloc(5 * 2 ** 20, 'OggS'), 'a.ogg', 'audio/ogg') },
			"Set 'Audio Type' to File",
		],
		[
			'a voice message by link on a channel of one’s own',
			'sendAudio',
			{ fileFrom: 'link', mediaLink: 'https://example.invalid/a.mp3', audioType: 'voice' },
			{ instance: 'channel' },
			"set 'Take File From' to n8n",
		],
	])('%s: %s', async (_name, operation, given, setting, words) => {
		const { error, messages } = await send(operation, given, setting);
		expect(error!.message).toContain(words);
		expect(error!.message).toContain('It was not sent.');
		expect(messages).toEqual([]);
	});
});

describe('recipients', () => {
	const group = '120363021234567890@g.us';

	test.each([
		['a group that is picked', { sendTo: 'group', group: located(group) }, group],
		['a group by its ID', { recipient: group }, group],
		['a LID', { recipient: '123456789012345@lid' }, '123456789012345@lid'],
	])('%s', async (_name, given, to) => {
		const { body, outputs } = await send('sendText', { ...contents.sendText, ...given });
		expect([body.number, outputs[0][0].json.to]).toEqual([to, to]);
	});

	test('what is not a group is refused, and names the field', async () => {
		const { error } = await send('sendText', {
			...contents.sendText,
			sendTo: 'group',
			group: located('+56912345678'),
		});
		expect(error!.message).toContain("'Group' is not the ID of a group");
		expect(error!.message).toContain('(items[0].group)');
	});

	test.each(['sendText', 'sendContacts', 'sendReaction', 'sendTemplate'])(
		'%s: a WhatsApp Business channel would take its digits for a number',
		async (operation) => {
			const given = { ...contents[operation], sendTo: 'group', group: located(group) };
			const { error } = await send(operation, given, { instance: 'cap' });
			expect(error!.message).toContain('which cannot send to groups (items[0].instance)');
		},
	);

	test('Allowed Recipients guards groups too', async () => {
		const { error } = await send('sendText', {
			...contents.sendText,
			sendTo: 'group',
			group: located(group),
			options: { allowedRecipients: '+56912345678' },
		});
		expect(error!.message).toContain('is not among the');
	});
});

describe('what goes with a message', () => {
	const additionalFields = {
		delay: 5,
		presence: 'recording',
		linkPreview: false,
		mentionEveryone: true,
		mentions: '+56 9 1234 5678, 123456789012345@lid, +56912345678',
	};
	const options = { replyTo: ' 3A1 ' };
	const mentioned = ['56912345678', '123456789012345@lid'];

	test.each([
		[
			'v2',
			{
				delay: 5,
				linkPreview: false,
				quoted: { key: { id: '3A1' } },
				mentionsEveryOne: true,
				mentioned,
			},
		],
		[
			'v1',
			{
				options: {
					delay: 5,
					presence: 'recording',
					linkPreview: false,
					quoted: { key: { id: '3A1' } },
					mentions: { everyOne: true, mentioned },
				},
			},
		],
	])('stands where %s looks for it', async (apiVersion, extras) => {
		const { body } = await send(
			'sendText',
			{ ...contents.sendText, apiVersion, additionalFields, options },
			apiVersion === 'v1' ? V1 : {},
		);
		const own = ['number', 'text', 'textMessage'];
		const rest = Object.entries(body).filter(([key]) => !own.includes(key));
		expect(Object.fromEntries(rest)).toEqual(extras);
	});

	test('a mention that is not a number is refused', async () => {
		const { error } = await send('sendText', {
			...contents.sendText,
			additionalFields: { mentions: 'Ada' },
		});
		expect(error!.message).toContain("'Mentions'");
	});
});

describe('files', () => {
	const document = { ...FROM_N8N, mediaType: 'document', caption: 'c' };

	test('version 2 gets the file as a part of a form', async () => {
		const { status, error, messages } = await send(
			'sendMedia',
			{ ...document, options: { replyTo: '3A1' }, additionalFields: { mentions: '+56912345678' } },
			{ file: pdf },
		);
		expect([status, error?.message]).toEqual(['success', undefined]);
		expect(messages[0].request.headers['content-type']).toContain('multipart/form-data');
		expect(messages[0].request.body).toMatchObject({
			number: '56912345678',
			mediatype: 'document',
			caption: 'c',
			fileName: 'invoice.pdf',
			quoted: { key: { id: '3A1' } },
			mentioned: ['56912345678'],
		});
	});

	test.each([
		['with a delay, which a form cannot hold', {}, { additionalFields: { delay: 5 } }],
		['as a sticker', {}, { operation: 'sendSticker' }],
	])('version 2 gets it as base64 %s', async (_name, setting, given) => {
		const { status, body } = await send(
			'sendMedia',
			{ ...document, mediaType: 'image', ...given },
			{ file: png, ...setting },
		);
		expect(status).toBe('success');
		expect(body.media ?? body.sticker).toBe(png.data);
		expect(body).not.toHaveProperty('mediaMessage');
	});

	test('version 1 gets it as base64', async () => {
		const { status, body } = await send('sendMedia', document, { ...V1, file: pdf });
		expect(status).toBe('success');
		expect(body.mediaMessage).toEqual({
			mediatype: 'document',
			media: pdf.data,
			fileName: 'invoice.pdf',
			caption: 'c',
		});
	});

	test.each([
		['the name entered', pdf, 'Oferta.pdf', 'Oferta.pdf'],
		['the extension of the file', pdf, 'Oferta', 'Oferta.pdf'],
		['what n8n says of a file without one', { ...pdf, fileName: 'data' }, '', 'data.pdf'],
	])('the server tells the type by %s', async (_name, file, filename, expected) => {
		const { body } = await send('sendMedia', { ...document, filename }, { ...V1, file });
		expect((body.mediaMessage as IDataObject).fileName).toBe(expected);
	});

	test.each([
		['of the link', 'https://example.com/a/invoice%20%C3%B1.pdf?x=1', '', 'invoice ñ.pdf'],
		['that is entered', 'https://example.com/a/1.pdf', 'Oferta', 'Oferta.pdf'],
	])('a document by link has the name %s', async (_name, mediaLink, filename, expected) => {
		const { body } = await send('sendMedia', {
			mediaType: 'document',
			fileFrom: 'link',
			mediaLink,
			filename,
		});
		expect(body.fileName).toBe(expected);
	});

	test.each([
		['no name of a file', 'document', 'https://example.com/f?sig=a', "'File Name' is empty"],
		['localhost', 'image', 'http://localhost/a.png', 'does not take: "localhost"'],
		['a host without a dot', 'image', 'https://files/a.png', 'does not take: "files"'],
		['a host with _', 'image', 'https://a_b.example.com/a.png', 'does not take: "a_b.example.com"'],
		['a long link', 'image', `https://example.com/${'a'.repeat(2100)}.png`, 'takes only 2083'],
	])('a link with %s is refused', async (_name, mediaType, mediaLink, words) => {
		const { error, messages } = await send('sendMedia', { mediaType, fileFrom: 'link', mediaLink });
		expect(error!.message).toContain(words);
		expect(messages).toEqual([]);
	});

	test('no file, or one that is too large', async () => {
		expect((await send('sendMedia', document)).error!.message).toContain('The item has no file');
		const large = fileOf(Buffer.alloc(17 * 2 ** 20), 'a.png', 'image/png');
		const { error } = await send('sendMedia', { ...document, mediaType: 'image' }, { file: large });
		expect(error!.message).toContain('WhatsApp takes an image of up to 16 MB');
	});
});

describe('audio', () => {
	const voice = { ...FROM_N8N, audioType: 'voice' };

	test('a voice message and an audio file', async () => {
		const sent = await send('sendAudio', voice, { file: ogg });
		expect([sent.status, sent.messages[0].request.path]).toEqual([
			'success',
			'/evolution-v2/message/sendWhatsAppAudio/phone',
		]);
		await sandbox.clear();
		const file = await send('sendAudio', { ...voice, audioType: 'file' }, { file: ogg });
		expect(file.messages[0].request.path).toBe('/evolution-v2/message/sendMedia/phone');
		expect(file.body).toMatchObject({ mediatype: 'audio', fileName: 'voice.ogg' });
	});

	test('version 1 needs options on phones', async () => {
		const { status, body } = await send('sendAudio', voice, { ...V1, file: ogg });
		expect([status, body.options]).toEqual(['success', {}]);
	});

	test('a file that is no audio is not sent: the server could end with it', async () => {
		const { error, messages } = await send('sendAudio', voice, {
			file: { ...pdf, mimeType: 'audio/mpeg' },
		});
		expect(error!.message).toContain('does not begin like any format that is known');
		expect(messages).toEqual([]);
	});
});

describe('contents', () => {
	test.each<[string, string, IDataObject, string]>([
		['one option', 'sendPoll', { pollOptions: 'a' }, "'Poll Options' has 1"],
		['eleven options', 'sendPoll', { pollOptions: 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk' }, 'has 11'],
		['the same option twice', 'sendPoll', { pollOptions: 'a\na' }, 'Two poll options are the same'],
		['too many choices', 'sendPoll', { selectableOptions: 11 }, 'is not a number from 0 to 10'],
		['no emoji', 'sendReaction', { emoji: 'ok' }, "'Emoji' is not one emoji"],
		['two emoji', 'sendReaction', { emoji: '👍👍' }, "'Emoji' is not one emoji"],
		['no message', 'sendReaction', { messageId: ' ' }, "'Message ID' is empty"],
		['a latitude', 'sendLocation', { latitude: '91' }, "'Latitude' is not a valid coordinate"],
		['no buttons', 'sendButtons', { buttons: {} }, "'Buttons' is empty"],
		[
			'four replies',
			'sendButtons',
			{ buttons: { button: ['a', 'b', 'c', 'd'].map((text) => ({ type: 'reply', text })) } },
			'has 4 reply buttons',
		],
		[
			'mixed buttons',
			'sendButtons',
			{
				buttons: {
					button: [
						{ type: 'reply', text: 'a' },
						{ type: 'copy', text: 'b', value: 'c' },
					],
				},
			},
			'cannot be mixed',
		],
		['no sections', 'sendList', { sections: {} }, "'Sections' is empty"],
		[
			'the same row twice',
			'sendList',
			{ sections: { section: [{ title: 'S', rows: { row: [{ title: 'R' }, { title: 'R' }] } }] } },
			'Two row IDs are the same',
		],
		['no text', 'sendText', { messageText: ' ' }, "'Message Text' is empty"],
		['a language', 'sendTemplate', { language: 'english!' }, "'Language' is not a valid"],
	])('%s', async (_name, operation, given, words) => {
		const { error, messages } = await send(operation, { ...contents[operation], ...given });
		expect(error!.message).toContain(words);
		expect(messages).toEqual([]);
	});

	test('buttons, each with its value where version 2 looks for it', async () => {
		const button = [
			{ type: 'url', text: 'Open', value: 'https://example.com' },
			{ type: 'copy', text: 'Copy', value: 'SAVE10' },
			{ type: 'call', text: 'Call', value: '+56 9 1234 5678' },
		];
		const { body } = await send('sendButtons', { title: 'T', buttons: { button } });
		expect(body.buttons).toEqual([
			{ type: 'url', displayText: 'Open', url: 'https://example.com' },
			{ type: 'copy', displayText: 'Copy', copyCode: 'SAVE10' },
			{ type: 'call', displayText: 'Call', phoneNumber: '+56912345678' },
		]);
	});

	test('a reaction in a group names who wrote the message', async () => {
		const { body } = await send('sendReaction', {
			...contents.sendReaction,
			recipient: '120363021234567890@g.us',
			messageAuthor: '+56912345678',
		});
		expect(body.key).toEqual({
			id: '3A1',
			remoteJid: '120363021234567890@g.us',
			fromMe: false,
			participant: '56912345678@s.whatsapp.net',
		});
	});
});
