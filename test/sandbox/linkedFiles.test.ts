import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Media, SandboxMessage } from '../../sandbox/conversations';
import { answeringServer, type AnsweringServer } from '../support/servers/answeringServer';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';
import { receiveWebhooks, type WebhookReceiver } from '../support/sandbox/webhookReceiver';
import { until } from '../support/stack/until';

/** Files that a message links to, where the link leads to this machine, as n8n's own links do. */
let sandbox: SandboxProcess;
let hook: WebhookReceiver;
let server: AnsweringServer;

const file = (type: string, bytes: number, headers = {}) => ({
	headers: { 'content-type': type, ...headers },
	body: Buffer.alloc(bytes, 'x'),
});

const MB = 2 ** 20;

beforeAll(async () => {
	[sandbox, hook, server] = await Promise.all([
		startSandboxProcess(),
		receiveWebhooks(),
		answeringServer({
			'GET /cat.jpg': file('image/jpeg', 700),
			'GET /signed?token=a': file('application/pdf', 15 * MB, {
				'content-disposition': "attachment; filename*=UTF-8''a%C3%B1o.pdf",
			}),
			'GET /gone.jpg': { status: 404 },
			'GET /moved.jpg': { status: 302, headers: { location: '/cat.jpg' } },
			'GET /large.jpg': file('image/jpeg', 5 * MB + 1),
			'GET /full.jpg': file('image/jpeg', 5 * MB),
			'GET /cat.gif': file('image/gif', 700),
		}),
	]);
	await sandbox.enter('aisoule', { url: hook.url });
});
afterAll(async () => {
	await sandbox.stop();
	await Promise.all([hook.stop(), server.stop()]);
});
beforeEach(async () => {
	await sandbox.clear();
	hook.clear();
});

async function send(type: string, path: string, more = {}): Promise<void> {
	const url = path.startsWith('/') ? `${server.url}${path}` : path;
	const response = await fetch(`${sandbox.url}/aisoule/api/messages/send`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': 'aisoule-sandbox-key' },
		body: JSON.stringify({ to: '+919876543210', type, [type]: { url, ...more } }),
	});
	expect(response.status).toBe(200);
}

const mediaOf = ({ content }: SandboxMessage) => (content as { media: Media }).media;

async function fetched(): Promise<Media> {
	await until(5, async () => {
		const [message] = await sandbox.messages();
		return mediaOf(message).fetched?.state !== 'waiting';
	});
	return mediaOf((await sandbox.messages())[0]);
}

test('a picture is fetched once it was accepted, and kept', async () => {
	await send('image', '/cat.jpg');
	expect(mediaOf((await sandbox.messages())[0]).fetched).toEqual({ state: 'waiting' });
	const media = await fetched();
	expect(media).toMatchObject({
		link: `${server.url}/cat.jpg`,
		mimeType: 'image/jpeg',
		size: 700,
		filename: 'cat.jpg',
		fetched: { state: 'kept', link: expect.stringContaining(`${sandbox.url}/inbox/files/`) },
	});
	const { link } = media.fetched as { link: string };
	expect((await (await fetch(link)).arrayBuffer()).byteLength).toBe(700);
	expect(hook.received).toEqual([]);
});

test('a document of 15 MB has the name that its server gives, unless the message has one', async () => {
	await send('document', '/signed?token=a');
	expect(await fetched()).toMatchObject({ filename: 'año.pdf', size: 15 * MB });
	await sandbox.clear();
	await send('document', '/signed?token=a', { filename: 'Invoice 7.pdf' });
	expect(await fetched()).toMatchObject({ filename: 'Invoice 7.pdf', size: 15 * MB });
});

test.each([
	['image', '/gone.jpg', 'could not be downloaded: HTTP 404'],
	['image', '/moved.jpg', 'could not be downloaded: HTTP 302'],
	['image', 'http://127.0.0.1:1/cat.jpg', 'could not be downloaded: ECONNREFUSED'],
	['image', '/large.jpg', 'could not be downloaded: it is larger than 5 MB'],
	['image', '/cat.gif', 'is image/gif: WhatsApp takes image/jpeg, image/png'],
])('%s %s %s: and the provider reports that it failed', async (type, path, problem) => {
	await send(type, path);
	expect((await fetched()).fetched).toEqual({ state: 'failed', problem });
	const [{ raw }] = await hook.first(1);
	const [{ messageId }] = await sandbox.messages();
	expect(JSON.parse(raw.toString())).toMatchObject({
		event: 'message.failed',
		data: { message_id: messageId, error: `Media upload error: the file ${problem}` },
	});
});

test('the largest picture is taken', async () => {
	await send('image', '/full.jpg');
	expect(await fetched()).toMatchObject({ size: 5 * MB, fetched: { state: 'kept' } });
});

test('the web is not asked', async () => {
	await send('image', 'https://example.com/cat.jpg');
	const media = mediaOf((await sandbox.messages())[0]);
	expect(media.fetched).toBeUndefined();
});

test('the header of a card is fetched too; what was refused is not', async () => {
	const before = server.asked.length;
	await sandbox.misbehave({ faults: [{ kind: 'status-400', times: 1 }] });
	const interactive = {
		type: 'button',
		header: { type: 'image', image: { link: `${server.url}/cat.jpg` } },
		body: { text: 'Like it?' },
		action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
	};
	const sendCard = async () =>
		await fetch(`${sandbox.url}/aisoule/api/messages/send`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-api-key': 'aisoule-sandbox-key' },
			body: JSON.stringify({ to: '+919876543210', type: 'interactive', interactive }),
		});
	expect((await sendCard()).status).toBe(400);
	expect((await sendCard()).status).toBe(200);
	await until(5, async () => {
		const [, { content }] = await sandbox.messages();
		const { header } = (content as { card: { header: Media } }).card;
		return header.fetched?.state === 'kept';
	});
	expect(server.asked.length - before).toBe(1);
	await sandbox.misbehave({});
});

test('of this machine any certificate is taken; a sticker is small', async () => {
	const pem = readFileSync(join(__dirname, '..', 'fixtures', 'selfSigned.pem'));
	const secure = createServer({ key: pem, cert: pem }, ({ url }, response) => {
		response.writeHead(200, { 'content-type': 'image/webp' });
		response.end(Buffer.alloc(url === '/small' ? 500 * 1024 : 500 * 1024 + 1));
	}).listen(0, '127.0.0.1');
	await once(secure, 'listening');
	const { port } = secure.address() as AddressInfo;
	const send = async (path: string) => {
		const { items } = await vobiz<{ items: Channel[] }>('channels/whatsapp');
		await vobiz('messages', {
			channel_id: items[0].id,
			waba_id: items[0].waba_id,
			to: '+919876543210',
			type: 'sticker',
			media: { link: `https://127.0.0.1:${port}/${path}` },
		});
		const { fetched: end } = await fetched();
		await sandbox.clear();
		return end;
	};
	try {
		expect(await send('small')).toMatchObject({ state: 'kept' });
		const problem = 'could not be downloaded: it is larger than 500 KB';
		expect(await send('large')).toEqual({ state: 'failed', problem });
	} finally {
		secure.closeAllConnections();
		secure.close();
	}
});

interface Channel {
	id: string;
	waba_id: string;
}

async function vobiz<Answer>(path: string, body?: object): Promise<Answer> {
	const response = await fetch(`${sandbox.url}/vobiz/${path}`, {
		...(body && { method: 'POST', body: JSON.stringify(body) }),
		headers: {
			'content-type': 'application/json',
			'x-auth-id': 'MA_SANDBOX',
			'x-auth-token': 'vobiz-sandbox-token',
		},
	});
	expect(response.ok).toBe(true);
	return (await response.json()) as Answer;
}
