import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** The sandbox against recordings of real Evolution servers: the same request, the same answer. */
interface Recording {
	request: {
		method: string;
		path: string;
		headers: Record<string, string>;
		body?: unknown;
		/** Beside the fields of a form, which are the body then. */
		file?: { fileName: string; mimeType: string; base64: string };
	};
	response: { status: number; contentType?: string; body: unknown };
}

let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());

const KEY = 'evolution-sandbox-key';

/** Stands for the addresses of all servers. */
const sandboxHost = 'http://server';

/** Where the sandbox plays a recorded server, and what it calls the instances there. */
const SERVERS: Record<string, { path: string; instances: Record<string, string> }> = {
	'v1.8.6': { path: '/evolution-v1', instances: { cloud: 'cap', phone: 'unpaired' } },
	'v1.8.6-phone-line': { path: '/evolution-v1', instances: { phone: 'phone' } },
	'v2.3.6': { path: '/evolution-v2', instances: {} },
	'v2.3.7': {
		path: '/evolution-v2',
		instances: { cloud: 'cap', phone: 'unpaired', evo: 'channel' },
	},
	'v2.3.7-phone-line': { path: '/evolution-v2', instances: { phone: 'phone' } },
	'v2.4.0-rc2-not-activated': { path: '/evolution-v2/not-activated', instances: {} },
};

const PLAYED = /^\/($|license\/status$|instance\/|message\/|chat\/|group\/|webhook\/(set|find)\/)/;

/** What a file at an address, or in the body, made of it: the sandbox reads none. */
const BY_THE_FILE = /-(link(Refused|Nobody|NoHost)|notAnImage)\.json$/;

/** A number that was looked up before. */
const KNOWN = /knownNumber|cached-only/;

/** A phone that was connected before. */
const LOST = /connectionClosed(?!-knownNumber)|notConnected\.phone/;

/** Of whom nothing but what is in a recording was stored. */
const OWN_CHAT = '56987650001';

const META_CODES: Record<string, number> = { 500: 1, 503: 2 };

/** What happened on the other side of the server, by the name of the recording. */
function faultOf(file: string): object | undefined {
	const [, code] = /graph-(\d+)/.exec(file) ?? [];
	if (code) return { kind: 'meta-refusal', code: META_CODES[code] ?? Number(code) };
	if (/graph-(reset|html)/.test(file)) return { kind: 'out-type-error' };
	if (/SENT-but/.test(file)) return { kind: 'out-not-stored' };
	if (/closed(After|In)Send/.test(file)) return { kind: 'out-connection-closed' };
	if (/timedOutAfterSend/.test(file)) return { kind: 'out-timed-out' };
	return undefined;
}

const folder = join(__dirname, '..', 'fixtures', 'evolution');

const recordings = readdirSync(folder).flatMap((server) =>
	readdirSync(join(folder, server))
		.filter((file) => !BY_THE_FILE.test(file))
		.map((file, index) => {
			const text = readFileSync(join(folder, server, file), 'utf8')
				// Of a chat of its own.
				.replaceAll(OWN_CHAT, String(Number(OWN_CHAT) + index))
				// The numbers that are special in the sandbox: not on WhatsApp, and looked up before.
				.replaceAll('56999123456', '5511000000001')
				.replace(/5531982968010|553182968010(?=@)/g, (number) =>
					KNOWN.test(file) ? '5511000000002' : number,
				)
				.replace(/http:\/\/127\.0\.0\.1:\d+(?=\/manager\/login)/g, sandboxHost);
			return [server, file, JSON.parse(text) as Partial<Recording>] as const;
		})
		.filter((entry): entry is [string, string, Recording] =>
			PLAYED.test(entry[2].request?.path ?? ''),
		),
);

/** What differs from one server and message to the next; all else has to be equal. */
const PATTERNS: Record<string, RegExp> = {
	id: /^(wamid\..+|[0-9a-f-]{36}|cm[0-9a-z]{23}|3EB0[0-9A-F]+|BAE5[0-9A-F]+|\d{15})$/,
	instanceId: /^[0-9a-f-]{36}$/,
	instance_id: /^[0-9a-f-]{36}$/,
	instanceName: /^\w+$/,
	owner: /^\w+$/,
	version: /^\d+\.\d+\.\d+$/,
	messageTimestamp: /^\d{10}$/,
	mediaKeyTimestamp: /^\d{10}$/,
	senderTimestampMs: /^\d{13}$/,
	timestampMs: /^\d{13}$/,
	low: /^\d+$/,
	createdAt: /^\d{4}-.*Z$/,
	updatedAt: /^\d{4}-.*Z$/,
	fbtrace_id: /^[\w-]{23}$/,
	clientName: /./,
	swagger: /^http:.*\/docs$/,
	manager: /^http:.*\/manager$/,
	// A file on WhatsApp's servers, once it is encrypted.
	url: /^https:\/\/mmg\.whatsapp\.net\//,
	directPath: /^\/.+/,
	fileLength: /^\d+$/,
	seconds: /^\d+$/,
	messageParamsJson: /^\{"from":"api","templateId":"[0-9a-f-]{36}"\}$/,
	// By the form of the ID, which a stand-in gave.
	source: /^(web|unknown)$/,
};

const BYTES = ['fileSha256', 'fileEncSha256', 'mediaKey', 'messageSecret'];

/** What only some servers have the libraries for. */
const COMPUTED = ['waveform', 'jpegThumbnail', 'height', 'width'];

/** @param given the request and what was sent before, whose own values come back as they are */
function alike(recorded: unknown, given: string, name = ''): unknown {
	if (BYTES.includes(name)) {
		return typeof recorded === 'string' ? expect.any(String) : expect.any(Object);
	}
	if (Array.isArray(recorded)) return recorded.map((entry) => alike(entry, given));
	if (typeof recorded === 'object' && recorded !== null) {
		return Object.fromEntries(
			Object.entries(recorded)
				.filter(([key]) => !COMPUTED.includes(key))
				.map(([key, value]) => [key, alike(value, given, key)]),
		);
	}
	if (/^Prisma/.test(String(recorded))) return expect.stringMatching(/^PrismaClient\w+Error: \n/);
	// Of a voice message: the number and the time.
	if (/^\d+-\d{13}\.mp3$/.test(String(recorded))) return expect.stringMatching(/^\d+-\d{13}\.mp3$/);
	if (!(name in PATTERNS)) return recorded;
	if (typeof recorded === 'number') return expect.any(Number);
	const isGiven = given.includes(JSON.stringify(recorded));
	return isGiven ? recorded : expect.stringMatching(PATTERNS[name]);
}

/** The fields without their values. */
function shapeOf(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return null;
	return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shapeOf(field)]));
}

test('there are recordings of every server', () => {
	const servers = new Set(recordings.map(([server]) => server));
	expect([...servers]).toEqual(Object.keys(SERVERS));
	expect(recordings.length).toBeGreaterThan(70);
});

const DOT =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const QUESTION = {
	text: 'Do you approve?\nRef: [A-1]',
	textMessage: { text: 'Do you approve?\nRef: [A-1]' },
};

/** With the fields of both versions. */
const BUTTONS = {
	title: 'Please decide',
	description: 'Details of it',
	footer: 'The footer',
	buttons: [
		{ type: 'reply', displayText: 'Yes', id: 'yes-1' },
		{ type: 'reply', displayText: 'No', id: 'no-1' },
	],
	buttonMessage: {
		title: 'Please decide',
		description: 'Details of it',
		footerText: 'The footer',
		buttons: [
			{ buttonText: 'Yes', buttonId: 'yes-1' },
			{ buttonText: 'No', buttonId: 'no-1' },
		],
	},
};

interface Chat {
	instance: string;
	number: string;
}

/** What the server had before, by the name of the recording; and its ID there, or of its file. */
const EARLIER: Array<[RegExp, (url: string, version: 'v1' | 'v2', chat: Chat) => Promise<string>]> =
	[
		[
			/^(updateMessage(-otherChat)?|deleteMessage|getBase64-notMedia)\.json$/,
			async (url) => await sent(url, 'sendText', { text: 'hola', textMessage: { text: 'hola' } }),
		],
		[
			/^getBase64\.json$/,
			async (url, version) => {
				const file = { mediatype: 'document', media: 'JVBERi0xLjQgdGVzdA==', fileName: 'Ñ.pdf' };
				return await sent(
					url,
					'sendMedia',
					version === 'v1' ? { mediaMessage: file } : { ...file, caption: 'c' },
				);
			},
		],
		[
			/^findMessages-byId\./,
			async (url, _version, chat) => await sent(url, 'sendText', QUESTION, chat),
		],
		[
			/^findMessages-(byId-buttons|chat|otherChat)/,
			async (url, _version, chat) => {
				await sent(url, 'sendText', QUESTION, chat);
				return await sent(url, 'sendButtons', BUTTONS, chat);
			},
		],
		[
			/^getBase64\.cloud-full/,
			async (_url, version) => {
				const { message } = await sandbox.reply({
					provider: `evolution-${version}`,
					account: 'cap',
					from: '56912345678',
					type: 'image',
					media: { base64: DOT, mimeType: 'image/png', fileName: 'm1.png' },
				});
				return 'media' in message.content ? message.content.media.id! : '';
			},
		],
	];

async function sent(
	url: string,
	operation: string,
	content: object,
	{ instance, number }: Chat = { instance: 'phone', number: '56912345678' },
): Promise<string> {
	const answer = await fetch(`${url}/message/${operation}/${instance}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', apikey: KEY },
		body: JSON.stringify({ number, options: {}, ...content }),
	});
	return ((await answer.json()) as { key: { id: string } }).key.id;
}

/** With the ID of what was there before in the place of the recorded one. */
function withId(recording: Recording, id: string | undefined): Recording {
	const [named] =
		/(?<="id":")(m1|3EB0[0-9A-F]{18}|wamid\.STANDIN\w+|[0-9a-f-]{36})(?=")/.exec(
			JSON.stringify(recording.request),
		) ?? [];
	if (id === undefined || named === undefined) return recording;
	return JSON.parse(JSON.stringify(recording).replaceAll(named, id)) as Recording;
}

function bodyOf({ body, file }: Recording['request']): BodyInit | undefined {
	if (!file) return typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
	const form = new FormData();
	for (const [name, value] of Object.entries(body as Record<string, string>)) {
		form.append(name, value);
	}
	const { base64, fileName, mimeType: type } = file;
	form.append('file', new File([Buffer.from(base64, 'base64')], fileName, { type }));
	return form;
}

/** Who wrote to the recorded phone before. */
beforeAll(async () => {
	const from = { from: '56912345678', name: 'José' };
	await sandbox.reply({ provider: 'evolution-v2', ...from, type: 'text', text: 'Hi' });
});

test.each(recordings)('%s %s', async (server, file, recording) => {
	const { path, instances } = SERVERS[server];
	const [, before] = EARLIER.find(([name]) => name.test(file)) ?? [];
	const version = path.includes('v1') ? 'v1' : 'v2';
	const id = await before?.(`${sandbox.url}${path}`, version, {
		instance: instances[recording.request.path.split('/').at(-1)!],
		number: /5698765\d{4}/.exec(JSON.stringify(recording.response))?.[0] ?? '',
	});
	const { request, response } = withId(recording, id);
	const fault = faultOf(file);
	await sandbox.misbehave({ faults: fault ? [fault] : [] });

	const ours = request.path.replace(/\w+(?=(\?.*)?$)/, (name) =>
		LOST.test(file) ? 'capbai' : (instances[name] ?? name),
	);
	const { apikey } = request.headers;
	const key = response.status === 401 ? 'wrong' : KEY;
	const answer = await fetch(`${sandbox.url}${path}${ours}`, {
		method: request.method,
		...(request.method !== 'GET' && { body: bodyOf(request) }),
		headers: {
			...(!request.file && request.method !== 'GET' && { 'Content-Type': 'application/json' }),
			...(apikey && { apikey: key }),
		},
	});
	const words = (await answer.text())
		.replaceAll(sandbox.url, sandboxHost)
		.replaceAll(`${path}${ours}`, request.path);
	const body = words && (JSON.parse(words) as unknown);

	if (Array.isArray(response.body) && !request.path.includes('/chat/')) {
		const shapes = (body as unknown[]).map(shapeOf);
		for (const instance of response.body) expect(shapes).toContainEqual(shapeOf(instance));
	} else {
		expect(body).toEqual(alike(response.body, JSON.stringify([request, BUTTONS])));
	}
	expect(answer.status).toBe(response.status);
	if (response.contentType) {
		expect(answer.headers.get('content-type')).toBe(response.contentType);
	}
});
