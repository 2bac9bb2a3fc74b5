import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providers } from '../../sandbox/providers';
import { givenReply } from '../../sandbox/replies/reply';
import { webhookSettings } from '../../sandbox/webhooks/settings';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';

let sandbox: SandboxProcess;
let hook: WebhookReceiver;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	hook = await receiveWebhooks();
	await sandbox.enter('vambe', { url: `${hook.url}/vambe` });
	await sandbox.enter('aisoule', { url: `${hook.url}/aisoule` });
	await call('/vobiz/webhooks', { url: `${hook.url}/vobiz`, secret: 's' });
	for (const instance of ['cap', 'phone']) {
		const webhook = { enabled: true, url: `${hook.url}/${instance}`, events: [] };
		await call(`/evolution-v2/webhook/set/${instance}`, { webhook });
		await call(`/evolution-v1/webhook/set/${instance}`, webhook);
	}
});
afterAll(async () => {
	await sandbox.stop();
	await hook.stop();
});
beforeEach(async () => {
	await sandbox.deliver({});
	await sandbox.clear();
	hook.clear();
});

const KEYS = {
	'x-api-key': 'aisoule-sandbox-key',
	'x-auth-id': 'MA_SANDBOX',
	'x-auth-token': 'vobiz-sandbox-token',
	apikey: 'evolution-sandbox-key',
};

async function call(path: string, body: object, keys: Record<string, string> = KEYS) {
	const response = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...keys },
		body: JSON.stringify(body),
	});
	return JSON.parse(await response.text()) as Record<string, unknown>;
}

const FROM = { from: '+15550100002', name: 'Ada' };

async function bodyOf(reply: object) {
	const answer = await sandbox.reply({ ...FROM, ...reply });
	const [{ raw }] = await hook.first(1);
	hook.clear();
	return { ...answer, body: JSON.parse(raw.toString()) };
}

const vobizMessage = (body: {
	payload: { entry: Array<{ changes: Array<{ value: { messages: object[] } }> }> };
}) => body.payload.entry[0].changes[0].value.messages[0];

describe('what a contact can say, in the words of each provider', () => {
	const file = { base64: Buffer.from('Hello').toString('base64'), mimeType: 'text/plain' };
	const link = 'https://example.com/a/voice.ogg';
	const kinds: Record<
		string,
		{
			said: object;
			vobiz: object;
			aisoule: object;
			vambe: object;
			cloud: object;
			phone: object;
			/** Where version 2 differs. */
			phoneOf2?: object;
			/** Where version 1 differs; `null`: it tells nothing of that. */
			cloudOf1?: object | null;
		}
	> = {
		document: {
			said: { type: 'document', text: 'My file', media: { ...file, fileName: 'é 1.txt' } },
			vobiz: {
				type: 'document',
				document: {
					caption: 'My file',
					filename: 'é 1.txt',
					mime_type: 'text/plain',
					id: expect.stringMatching(/^\d+$/),
					url: expect.stringContaining('/inbox/files/'),
				},
			},
			aisoule: {
				type: 'document',
				text: 'My file',
				document: { caption: 'My file', filename: 'é 1.txt', mime_type: 'text/plain' },
			},
			vambe: {
				messageType: 'document',
				message: 'My file',
				mediaUrl: expect.stringContaining('/inbox/files/'),
			},
			cloud: {
				messageType: 'documentMessage',
				message: { documentMessage: { mime_type: 'text/plain', caption: 'My file' } },
			},
			phone: {
				messageType: 'documentMessage',
				message: { documentMessage: { mimetype: 'text/plain', fileName: 'é 1.txt' } },
			},
		},
		audio: {
			said: { type: 'audio', media: { link } },
			vobiz: { type: 'audio', audio: { mime_type: 'audio/ogg; codecs=opus', url: link } },
			aisoule: { type: 'audio', text: null, audio: { url: link, filename: 'voice.ogg' } },
			vambe: { messageType: 'audio', mediaUrl: link },
			cloud: { messageType: 'audioMessage', message: { mediaUrl: link } },
			phone: { messageType: 'audioMessage', message: { mediaUrl: link } },
		},
		location: {
			said: { type: 'location', location: { latitude: -33.4, longitude: -70.6, name: 'Home' } },
			vobiz: { type: 'location', location: { latitude: -33.4, longitude: -70.6, name: 'Home' } },
			aisoule: { type: 'location', location: { latitude: -33.4 } },
			vambe: { messageType: 'location', message: '-33.4,-70.6' },
			cloud: { message: { locationMessage: { degreesLatitude: -33.4, name: 'Home' } } },
			phone: { message: { locationMessage: { degreesLongitude: -70.6 } } },
		},
		contacts: {
			said: { type: 'contacts', contacts: [{ name: 'Bo Li', phone: '+15550100003' }] },
			vobiz: {
				type: 'contacts',
				contacts: [
					{
						name: { formatted_name: 'Bo Li', first_name: 'Bo', last_name: 'Li' },
						phones: [{ phone: '+15550100003', wa_id: '15550100003' }],
					},
				],
			},
			aisoule: { type: 'contacts', contacts: [{ name: 'Bo Li' }] },
			vambe: { messageType: 'contacts', message: 'Bo Li +15550100003' },
			cloud: { message: { contactMessage: { displayName: 'Bo Li' } } },
			phone: {
				message: {
					contactMessage: { vcard: expect.stringContaining('waid=15550100003:+15550100003') },
				},
			},
		},
		'button of an interactive message': {
			said: { type: 'button', button: { id: 'yes', title: 'Yes' }, context: 'wamid.Q' },
			vobiz: {
				type: 'interactive',
				interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
				context: { id: 'wamid.Q' },
			},
			aisoule: {
				type: 'interactive',
				text: 'Yes',
				interactive: { button_reply: { id: 'yes' } },
				context: { id: 'wamid.Q' },
			},
			vambe: { messageType: 'button', message: 'Yes' },
			cloud: {
				messageType: 'interactiveMessage',
				message: { conversation: 'Yes' },
				contextInfo: { stanzaId: 'wamid.Q' },
			},
			cloudOf1: {
				messageType: 'conversation',
				message: { conversation: 'Yes', contextInfo: { stanzaId: 'wamid.Q' } },
			},
			phone: { message: { buttonsResponseMessage: { selectedButtonId: 'yes' } } },
			phoneOf2: {
				messageType: 'interactiveResponseMessage',
				message: {
					interactiveResponseMessage: {
						body: { text: 'Yes' },
						nativeFlowResponseMessage: {
							name: 'quick_reply',
							paramsJson: '{"id":"yes"}',
							version: 3,
						},
						contextInfo: { stanzaId: 'wamid.Q' },
					},
				},
				contextInfo: { stanzaId: 'wamid.Q' },
			},
		},
		'button of a template': {
			said: { type: 'button', button: { title: 'Show me', payload: 'SHOW' } },
			vobiz: { type: 'button', button: { payload: 'SHOW', text: 'Show me' } },
			aisoule: { type: 'button', text: 'Show me', button: { payload: 'SHOW' } },
			vambe: { messageType: 'button', message: 'Show me' },
			cloud: { messageType: 'buttonMessage', message: { conversation: 'Show me' } },
			cloudOf1: null,
			phone: { message: { templateButtonReplyMessage: { selectedId: 'SHOW' } } },
		},
		list: {
			said: { type: 'list', row: { id: 'r1', title: 'Red', description: 'The colour' } },
			vobiz: {
				type: 'interactive',
				interactive: {
					type: 'list_reply',
					list_reply: { id: 'r1', title: 'Red', description: 'The colour' },
				},
			},
			aisoule: { type: 'interactive', interactive: { list_reply: { id: 'r1' } } },
			vambe: { messageType: 'list', message: 'Red' },
			cloud: { messageType: 'interactiveMessage', message: { conversation: 'Red' } },
			cloudOf1: { messageType: 'conversation', message: { conversation: 'Red' } },
			phone: { message: { listResponseMessage: { singleSelectReply: { selectedRowId: 'r1' } } } },
		},
		reaction: {
			said: { type: 'reaction', emoji: '👍', context: 'wamid.Q' },
			vobiz: { type: 'reaction', reaction: { message_id: 'wamid.Q', emoji: '👍' } },
			aisoule: { type: 'reaction', reaction: { message_id: 'wamid.Q' } },
			vambe: { messageType: 'reaction', message: '👍' },
			cloud: { message: { reactionMessage: { key: { id: 'wamid.Q' }, text: '👍' } } },
			phone: { messageType: 'reactionMessage' },
		},
	};

	test.each(Object.entries(kinds))('%s', async (_, expected) => {
		const { said } = expected;
		const vobiz = await bodyOf({ provider: 'vobiz', ...said });
		expect(vobizMessage(vobiz.body)).toMatchObject(expected.vobiz);
		const aisoule = await bodyOf({ provider: 'aisoule', ...said });
		expect(aisoule.body.data).toMatchObject(expected.aisoule);
		const vambe = await bodyOf({ provider: 'vambe', ...said });
		expect(vambe.body.data).toMatchObject(expected.vambe);
		const { cloud, cloudOf1 = cloud, phone, phoneOf2 = phone } = expected;
		const evolution: Array<[string, string, object | null]> = [
			['evolution-v1', 'cap', cloudOf1],
			['evolution-v1', 'phone', phone],
			['evolution-v2', 'cap', cloud],
			['evolution-v2', 'phone', phoneOf2],
		];
		for (const [provider, account, data] of evolution) {
			const reply = { provider, account, ...said };
			if (data) expect((await bodyOf(reply)).body.data).toMatchObject(data);
			else await expect(sandbox.reply({ ...FROM, ...reply })).rejects.toThrow('tells nothing');
		}
	});
});

test('a reply stands in the inbox, and counts as no message that was sent', async () => {
	const { message } = await sandbox.reply({
		...FROM,
		provider: 'vobiz',
		account: 'Support',
		type: 'text',
		text: 'Hello',
	});
	expect(await sandbox.messages()).toEqual([message]);
	expect(message).toMatchObject({
		id: expect.any(Number),
		direction: 'incoming',
		messageId: expect.stringMatching(/^wamid\./),
		accepted: true,
		content: { to: '+15550100002', contactName: 'Ada', sender: 'Support', text: 'Hello' },
	});
	const counts = await (await fetch(`${sandbox.url}/inbox/counts`)).json();
	expect(counts.vobiz.accepted).toBe(0);
});

test('an uploaded file is served as it came, and as no page of the sandbox', async () => {
	const media = { base64: 'PGgxPkhpPC9oMT4=', mimeType: 'text/html', fileName: 'page.html' };
	const { body } = await bodyOf({ provider: 'aisoule', type: 'document', media });
	const response = await fetch(body.data.document.url);
	expect(await response.text()).toBe('<h1>Hi</h1>');
	expect(response.headers.get('content-security-policy')).toBe('sandbox');
});

test.each<[object, string]>([
	[{ type: 'text' }, 'text: Required'],
	[{ type: 'poem', text: 'a' }, "type: Invalid discriminator value. Expected 'text' | 'image'"],
	[{ type: 'text', text: 'a', colour: 'red' }, 'colour: there is no such field'],
	[{ type: 'text', text: 'a', from: 'Ada' }, 'from: must be a phone number, unlike "Ada"'],
	[{ type: 'text', text: 'a', from: '1@lid' }, 'from: Vobiz Messaging API knows numbers alone'],
	[{ type: 'text', text: 'a', group: '1@g.us' }, 'group: Vobiz Messaging API knows no groups'],
	[{ type: 'text', text: 'a', fromMe: true }, 'fromMe: Vobiz tells nothing'],
	[{ type: 'text', text: 'a', account: 'x' }, 'account: must be one of 0a8f3feb'],
	[{ type: 'text', text: 'a', context: 99 }, 'context: there is no message 99 in the inbox'],
	[{ type: 'text', text: 'a', provider: 'x' }, 'provider: must be one of vambe, vobiz'],
	[
		{ type: 'video' },
		'media: the sandbox has a picture and a voice message of its own, and no video',
	],
	[{ type: 'image', media: { base64: 'a b' } }, 'media: must have a link'],
	[{ type: 'reaction', emoji: '👍' }, 'context: '],
])('refuses %o', async (reply, words) => {
	await expect(sandbox.reply({ ...FROM, provider: 'vobiz', ...reply })).rejects.toThrow(
		JSON.stringify(words).slice(1, -1),
	);
	expect(await sandbox.messages()).toEqual([]);
	expect(await sandbox.deliveries()).toEqual([]);
});

describe('what becomes of a message', () => {
	const CHANNEL = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae2';

	test('Vobiz names it by its wamid, which the 201 does not have', async () => {
		const answer = await call('/vobiz/messages', {
			channel_id: CHANNEL,
			waba_id: '223456789012345',
			to: '+15550100002',
			type: 'text',
			text: { body: 'Hi' },
		});
		expect(answer.meta_message_id).toBeNull();
		const [{ id, messageId }] = await sandbox.messages();
		await sandbox.status({ id, value: 'failed', error: { code: 131047, message: 'Too late' } });
		const [{ raw, headers }] = await hook.first(1);
		expect(headers['x-webhook-event']).toBe('message.status');
		const [{ changes }] = JSON.parse(raw.toString()).payload.entry;
		expect(changes[0].value).toMatchObject({
			metadata: { display_phone_number: '919000000002' },
			statuses: [
				{
					id: messageId,
					status: 'failed',
					recipient_id: '15550100002',
					errors: [{ code: 131047, title: 'Too late' }],
				},
			],
		});
		expect(messageId).toMatch(/^wamid\./);
		expect(await sandbox.deliveries()).toMatchObject([{ about: id, value: 'failed' }]);
	});

	test.each(['sent', 'delivered', 'read', 'failed'])('AIsoule: message.%s', async (value) => {
		const answer = await call('/aisoule/api/messages/send', {
			to: '+15550100002',
			type: 'text',
			text: 'Hi',
		});
		const [{ id }] = await sandbox.messages();
		await sandbox.status({ id, value });
		const [{ raw }] = await hook.first(1);
		expect(JSON.parse(raw.toString())).toMatchObject({
			event: `message.${value}`,
			data: {
				message_id: (answer.data as { message_id: string }).message_id,
				to: '+15550100002',
				whatsapp_account_id: 'sales',
				...(value === 'failed' && { error: 'Message undeliverable' }),
			},
		});
	});

	test.each([
		['sent', 'SERVER_ACK'],
		['delivered', 'DELIVERY_ACK'],
		['read', 'READ'],
		['failed', 'ERROR'],
	])('Evolution on a phone: %s is %s', async (value, status) => {
		await call('/evolution-v2/message/sendContact/phone', {
			number: '15550100002',
			contact: [{ fullName: 'Bo', phoneNumber: '+15550100003', wuid: '15550100003' }],
		});
		const [{ id }] = await sandbox.messages();
		await sandbox.status({ id, value });
		const [{ raw }] = await hook.first(1);
		expect(JSON.parse(raw.toString()).data).toMatchObject({ status, fromMe: true });
	});

	test('Vambe has none, and says so', async () => {
		const ticket = {
			to_phone_number: '+15550100002',
			stage_id: 'stage_initial_001',
			contact_metadata: {},
			ticket_metadata: {},
			integration_data: {},
		};
		const key = { 'x-api-key': 'vambe-sandbox-key' };
		await call('/vambe/api/public/ticket/open/web-whatsapp/1001', ticket, key);
		const [{ id, messageId }] = await sandbox.messages();
		expect(messageId).toBeNull();
		await expect(sandbox.status({ id, value: 'read' })).rejects.toThrow(
			'Vambe has no status events',
		);
	});

	test('only messages that went out have one', async () => {
		const { message } = await sandbox.reply({
			...FROM,
			provider: 'aisoule',
			type: 'text',
			text: 'a',
		});
		await expect(sandbox.status({ id: message.id, value: 'read' })).rejects.toThrow(
			'came from the contact',
		);
		await expect(sandbox.status({ id: 99, value: 'read' })).rejects.toThrow('no message 99');
		await call('/aisoule/api/messages/send', { type: 'text' });
		const refused = (await sandbox.messages()).at(-1)!;
		await expect(sandbox.status({ id: refused.id, value: 'read' })).rejects.toThrow('not accepted');
	});
});

describe('everything else that a provider tells', () => {
	test.each([
		[
			'vambe',
			'ticket.created',
			{ type: 'ticket.created', data: { ticket_id: expect.any(String) } },
		],
		[
			'vambe',
			'stage.changed',
			{ type: 'stage.changed', data: { new_stage_id: expect.any(String) } },
		],
		['vambe', 'contact.created', { aiContactId: expect.any(String) }],
		['vobiz', 'call.connect', { event_type: 'call.connect' }],
		['aisoule', 'contact.created', { data: { phone: '+15550100002' } }],
		['evolution-v2', 'messages.delete', { data: { remoteJid: '15550100002@s.whatsapp.net' } }],
		['evolution-v2', 'contacts.upsert', { data: [{ pushName: 'Ada' }] }],
		['evolution-v1', 'connection.update', { data: { instance: 'cap', state: 'close' } }],
	])('%s: %s', async (provider, event, body) => {
		await sandbox.event({ ...FROM, provider, event });
		const [{ raw }] = await hook.first(1);
		expect(JSON.parse(raw.toString())).toMatchObject(body);
	});

	test('Vambe’s stage.changed in the form of production code', async () => {
		await sandbox.deliver({ forms: { vambe: 'topic' } });
		await sandbox.event({ ...FROM, provider: 'vambe', event: 'stage.changed' });
		const [{ raw }] = await hook.first(1);
		expect(JSON.parse(raw.toString())).toMatchObject({
			topic: 'stage.changed',
			event_type: 'stage_changed',
			entity_name: 'contact',
			entity_data: { ai_contact: { phone: '15550100002' }, pipeline_id: expect.any(String) },
		});
	});

	test('data replaces the sample field by field, and makes up an event that nobody knows', async () => {
		await sandbox.event({ provider: 'aisoule', event: 'campaign.completed', data: { sent: 7 } });
		await sandbox.event({ provider: 'aisoule', event: 'planet.discovered', data: { name: 'X' } });
		const bodies = (await hook.first(2)).map(({ raw }) => JSON.parse(raw.toString()));
		expect(bodies).toMatchObject(
			expect.arrayContaining([
				expect.objectContaining({
					data: expect.objectContaining({ sent: 7, name: 'Spring sale' }),
				}),
				expect.objectContaining({ event: 'planet.discovered', data: { name: 'X' } }),
			]),
		);
		await expect(sandbox.event({ provider: 'aisoule', event: 'planet.lost' })).rejects.toThrow(
			'knows contact.created, contact.updated, campaign.completed, transfer.created',
		);
	});
});

const pageOf = (file: string) => readFileSync(join(__dirname, '..', '..', 'docs', file), 'utf8');

const unnamedIn = (page: string, names: string[]) =>
	names.filter((name) => !page.includes(`\`${name}\``));

const { forms, ...settings } = webhookSettings(providers).parse({});

test.each(providers.map(({ name, inbound }) => [name, inbound] as const))(
	'the page of the docs about %s names its events and its setting',
	(name, { samples }) => {
		const [provider] = name.split('-');
		const names = [...Object.keys(samples), ...(name in forms ? [`forms.${name}`] : [])];
		expect(unnamedIn(pageOf(`nodes/${provider}-trigger.md`), names)).toEqual([]);
	},
);

test('there are events to be named', () => {
	const events = providers.flatMap(({ inbound: { samples } }) => Object.keys(samples));
	expect(events.length).toBeGreaterThan(20);
});

test('the page of the sandbox names every setting and field', () => {
	const types = givenReply.options.flatMap(({ shape }) => Object.keys(shape));
	const names = [...Object.keys(settings), ...types];
	expect(names.length).toBeGreaterThan(20);
	expect(unnamedIn(pageOf('sandbox.md'), names)).toEqual([]);
});

test('Vambe reports what is sent through it, when asked to', async () => {
	const path = '/vambe/api/public/web-whatsapp-message/send/1002/message';
	const sent = {
		message: 'Good news',
		stage: 'stage_initial_001',
		toPhoneNumber: '+15550100002',
		contactName: 'Ada',
		metaData: {},
	};
	const send = async () =>
		await fetch(`${sandbox.url}${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-api-key': 'vambe-sandbox-key' },
			body: JSON.stringify(sent),
		});
	await send();
	expect(await sandbox.deliveries()).toEqual([]);
	await sandbox.deliver({ tellOfSent: true });
	await send();
	const [{ raw }] = await hook.first(1);
	expect(JSON.parse(raw.toString())).toMatchObject({
		type: 'message.sent',
		data: { fromNumber: '15550100002', message: 'Good news' },
	});
});

describe('a conversation', () => {
	/** The id in the inbox of a text that was sent on a phone, and WhatsApp's. */
	async function sentOn(version: 'v1' | 'v2', instance: 'cap' | 'phone') {
		const text = version === 'v1' ? { textMessage: { text: 'Open?' } } : { text: 'Open?' };
		const path = `/evolution-${version}/message/sendText/${instance}`;
		const { key } = await call(path, { number: '15550100002', ...text });
		const messages = await sandbox.messages();
		return { id: messages.at(-1)!.id, messageId: (key as { id: string }).id };
	}

	test.each(['v1', 'v2'] as const)('%s: a quote is as a phone reports it', async (version) => {
		const { id, messageId } = await sentOn(version, 'phone');
		const { body, message } = await bodyOf({
			provider: `evolution-${version}`,
			account: 'phone',
			type: 'text',
			text: 'Until six',
			context: id,
		});
		const contextInfo = {
			stanzaId: messageId,
			participant: '551155550000@s.whatsapp.net',
			quotedMessage: { conversation: 'Open?' },
		};
		expect(body.data).toMatchObject(
			version === 'v1'
				? {
						messageType: 'extendedTextMessage',
						message: { extendedTextMessage: { text: 'Until six', contextInfo } },
						contextInfo,
					}
				: { messageType: 'conversation', message: { conversation: 'Until six' }, contextInfo },
		);
		expect(message.content.quoted).toBe(messageId);
	});

	test('a quote of their own message has them as its author', async () => {
		const first = await sandbox.reply({ ...FROM, provider: 'vobiz', type: 'text', text: 'Hello' });
		await hook.first(1);
		hook.clear();
		const again = { type: 'text', text: 'Anybody?', context: first.message.messageId };
		const { body } = await bodyOf({ provider: 'vobiz', ...again });
		expect(vobizMessage(body)).toMatchObject({
			context: { from: '15550100002', id: first.message.messageId },
		});
		const theirs = await sandbox.reply({
			...FROM,
			provider: 'evolution-v2',
			account: 'phone',
			type: 'image',
		});
		await hook.first(1);
		hook.clear();
		const picture = { provider: 'evolution-v2', account: 'phone', type: 'image' };
		const quoting = await bodyOf({ ...picture, context: theirs.message.id });
		expect(quoting.body.data.message.imageMessage.contextInfo).toEqual({
			stanzaId: theirs.message.messageId,
			participant: '15550100002@s.whatsapp.net',
			quotedMessage: { imageMessage: expect.objectContaining({ mimetype: 'image/png' }) },
		});
	});

	test('on the Cloud API of version 1 the id is in the message alone', async () => {
		const quote = { provider: 'evolution-v1', account: 'cap', type: 'text', text: 'Six' };
		const { body } = await bodyOf({ ...quote, context: 'wamid.Q' });
		const contextInfo = { stanzaId: 'wamid.Q' };
		expect(body.data.message).toEqual({ conversation: 'Six', contextInfo });
		expect(body.data).not.toHaveProperty('contextInfo');
	});

	test('on the Cloud API a quote is an id', async () => {
		const { id, messageId } = await sentOn('v2', 'cap');
		const quote = { provider: 'evolution-v2', account: 'cap', type: 'text', text: 'Six' };
		const { body } = await bodyOf({ ...quote, context: id });
		const contextInfo = { stanzaId: messageId };
		// As recorded of a button.
		expect(body.data).toMatchObject({ message: { conversation: 'Six', contextInfo }, contextInfo });
	});

	test('a reaction names the message and whose it is, and quotes none', async () => {
		const { id, messageId } = await sentOn('v2', 'phone');
		const reaction = { provider: 'evolution-v2', type: 'reaction', emoji: '👍' };
		const { body, message } = await bodyOf({ ...reaction, account: 'phone', context: id });
		expect(body.data.message.reactionMessage.key).toEqual({
			remoteJid: '15550100002@s.whatsapp.net',
			fromMe: true,
			id: messageId,
		});
		expect(body.data).not.toHaveProperty('contextInfo');
		expect(message.content).toMatchObject({ type: 'reaction', about: messageId, text: '👍' });
		expect(message.content).not.toHaveProperty('quoted');
		const taken = await bodyOf({ ...reaction, emoji: '', account: 'phone', context: id });
		expect(taken.body.data.message.reactionMessage.text).toBe('');
	});

	test('a voice message is told from an attached audio', async () => {
		const audio = { type: 'audio', voice: true };
		const vobiz = await bodyOf({ provider: 'vobiz', ...audio });
		expect(vobizMessage(vobiz.body)).toMatchObject({ audio: { voice: true } });
		expect(vobiz.message.content).toMatchObject({ media: { voice: true, filename: 'sample.ogg' } });
		const cloud = await bodyOf({ provider: 'evolution-v2', account: 'cap', ...audio });
		expect(cloud.body.data.message.audioMessage).toMatchObject({ voice: true, ptt: true });
		const phone = await bodyOf({ provider: 'evolution-v1', account: 'phone', ...audio });
		expect(phone.body.data.message.audioMessage).toMatchObject({ ptt: true });
		const attached = await bodyOf({ provider: 'evolution-v1', account: 'phone', type: 'audio' });
		expect(attached.body.data.message.audioMessage).toMatchObject({ ptt: false });
	});

	describe('polls', () => {
		const OPTIONS = ['Pizza', 'Sushi', 'Salad'];

		async function pollOn(version: 'v1' | 'v2') {
			const poll = { name: 'Lunch?', selectableCount: 2, values: OPTIONS };
			const { key } = await call(`/evolution-${version}/message/sendPoll/phone`, {
				number: '15550100002',
				...(version === 'v1' ? { pollMessage: poll } : poll),
			});
			return (key as { id: string }).id;
		}

		const voters = (...chosen: string[]) =>
			OPTIONS.map((name) => ({
				name,
				voters: chosen.includes(name) ? ['15550100002@s.whatsapp.net'] : [],
			}));

		const vote = (version: string, context: string, ...options: string[]) => ({
			provider: `evolution-${version}`,
			account: 'phone',
			type: 'vote',
			context,
			options,
		});

		test('version 2 reports a vote as a message', async () => {
			const poll = await pollOn('v2');
			const { body, message } = await bodyOf(vote('v2', poll, 'Pizza', 'Salad'));
			expect(body).toMatchObject({
				event: 'messages.upsert',
				data: {
					messageType: 'pollUpdateMessage',
					message: {
						pollUpdateMessage: {
							pollCreationMessageKey: { id: poll, fromMe: true },
							vote: { selectedOptions: ['Pizza', 'Salad'] },
						},
					},
					pollUpdates: voters('Pizza', 'Salad'),
				},
			});
			expect(message.content).toMatchObject({
				type: 'vote',
				about: poll,
				options: ['Pizza', 'Salad'],
				text: 'Pizza, Salad',
			});
		});

		test('version 1 reports it as an update', async () => {
			const poll = await pollOn('v1');
			const { body } = await bodyOf(vote('v1', poll));
			expect(body).toMatchObject({
				event: 'messages.update',
				data: { id: poll, fromMe: true, pollUpdates: voters() },
			});
		});

		test.each([
			[{ provider: 'vobiz' }, 'type: Vobiz Messaging API knows no polls'],
			[
				{ provider: 'evolution-v2', account: 'cap' },
				'type: instance cap is on the Cloud API, which has no polls',
			],
		])('%j has none', async (gateway, words) => {
			const asked = { ...FROM, type: 'vote', context: 'P1', options: [], ...gateway };
			await expect(sandbox.reply(asked)).rejects.toThrow(words);
			expect(await sandbox.messages()).toEqual([]);
		});
	});
});
