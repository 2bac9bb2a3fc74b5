import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import type { GatewayEvent, Media } from '../../../nodes/shared/contract/event';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { withFiles } from '../../../nodes/shared/webhook/downloadMedia';
import { acme, acmeNode } from '../../support/n8n/acme';
import { answeringServer, type AnsweringServer } from '../../support/servers/answeringServer';
import { receiveFrom } from '../../support/n8n/receiving';
import { evolutionTrigger, passOnInEngine, vobizTrigger } from '../../support/n8n/trigger';

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
	'base64',
);

const recorded = (file: string) =>
	JSON.parse(
		readFileSync(join(__dirname, '..', '..', 'fixtures', 'evolution', `${file}.json`), 'utf8'),
	);

const servers: Array<{ stop(): Promise<void> }> = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop();
});

const serving = async (...args: Parameters<typeof answeringServer>) => {
	const server = await answeringServer(...args);
	servers.push(server);
	return server;
};

/** The file of an event, or why there is none. */
function outcomeOf({ json, binary }: INodeExecutionData) {
	const { media } = (json as unknown as GatewayEvent).message!;
	const { error } = media as Media & { error?: string };
	return binary ? Buffer.from(binary.data.data, 'base64') : error;
}

const byHand = { provider: 'evolution', registration: 'byHand' };
const options = { downloadMedia: true, maxFileSize: 1 };

describe('what is at an address', () => {
	const eventWith = (...urls: Array<string | null>): INodeExecutionData[] =>
		urls.map((url) => ({
			json: {
				provider: 'vobiz',
				event: 'message.received',
				message: { id: '1', media: { id: 'm1', url, mimeType: 'image/png', fileName: 'a.png' } },
			},
		}));

	const fetched = async (baseUrl: string, ...urls: Array<string | null>) => {
		const parameters = { provider: 'vobiz', options };
		const { items } = await passOnInEngine(vobizTrigger(baseUrl), parameters, eventWith(...urls));
		return items.map(outcomeOf);
	};

	test('comes from the host of the credential, and without its key', async () => {
		const server = await serving({ 'GET /a.png': { body: PNG } });
		expect(await fetched(`${server.url}/api`, `${server.url}/a.png`)).toEqual([PNG]);
		expect(JSON.stringify(server.asked)).not.toMatch(/vobiz-secret-token|MA_1/);
	});

	test('does not come from another port of it, or any other local address', async () => {
		const [own, other] = [await serving({}), await serving({ 'GET /rest': { body: PNG } })];
		const reasons = await fetched(
			own.url,
			`${other.url}/rest`,
			`http://localhost:${other.port}/rest`,
			`http://[::ffff:127.0.0.1]:${other.port}/rest`,
			`http://2130706433:${other.port}/rest`,
		);
		expect(reasons).toEqual(
			Array(4).fill(expect.stringMatching(/^No file: ".*" is in a local network/)),
		);
		expect(other.asked).toEqual([]);
	});

	test('does not come by a redirect to one', async () => {
		const other = await serving({ 'GET /rest': { body: PNG } });
		const own = await serving({
			'GET /a': { status: 302, headers: { location: `${other.url}/rest` } },
		});
		expect(await fetched(own.url, `${own.url}/a`)).toEqual([
			expect.stringContaining(`"${other.host}" is in a local network`),
		]);
		expect(other.asked).toEqual([]);
		expect(own.asked).toHaveLength(1);
	});

	test('comes after five redirects, and no more', async () => {
		const steps = [0, 1, 2, 3, 4, 5].map((step) => [
			`GET /${step}`,
			{ status: 301, headers: { location: `/${step + 1}` } },
		]);
		const server = await serving({ ...Object.fromEntries(steps), 'GET /6': { body: PNG } });
		expect(await fetched(server.url, `${server.url}/1`, `${server.url}/0`)).toEqual([
			PNG,
			'No file: its address was redirected more than 5 times',
		]);
	});

	test.each(['file:///etc/passwd', 'ftp://example.com/a', 'javascript:1', 'no address'])(
		'does not come from %s',
		async (url) => {
			const [reason] = await fetched('http://127.0.0.1:1', url);
			expect(reason).toBe('No file: its address is not a web address');
		},
	);

	test('that is not there, or too large, is told, and none is lost', async () => {
		const server = await serving({
			'GET /gone': { status: 404, body: 'gone' },
			'GET /large': { body: Buffer.alloc(2 ** 20 + 1) },
			'GET /a.png': { body: PNG },
		});
		const urls = ['/gone', '/large', '/a.png'].map((path) => server.url + path);
		expect(await fetched(server.url, ...urls, null)).toEqual([
			'No file: the server answered with HTTP 404',
			'No file: it is larger than 1 MB',
			PNG,
			'No file: Vobiz gave neither its content nor an address',
		]);
		expect(server.requests().filter((request) => request === 'GET /large')).toHaveLength(1);
		expect(server.requests().filter((request) => request === 'GET /gone')).toHaveLength(2);
	});

	test('is fetched by a few at a time', async () => {
		let [open, most] = [0, 0];
		const server = createServer((_request, response) => {
			most = Math.max(most, ++open);
			setTimeout(() => response.end(PNG, () => open--), 5);
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		servers.push({ stop: async () => void server.close() });
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await fetched(url, ...Array.from({ length: 40 }, (_, index) => `${url}/${index}`));
		expect(most).toBeLessThanOrEqual(5);
	});

	test('that goes on for ever ends its connection', async () => {
		let socket: Socket | undefined;
		const server: Server = createServer((_request, response) => {
			socket = response.socket!;
			const more = () =>
				response.write(Buffer.alloc(64 * 1024), (error) => error ?? setImmediate(more));
			more();
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		servers.push({ stop: async () => void (server.closeAllConnections(), server.close()) });
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		expect(await fetched(url, url)).toEqual(['No file: it is larger than 1 MB']);
		if (!socket!.closed) await once(socket!, 'close');
	});
});

describe('what Evolution did not send along', () => {
	const passedOn = async (server: AnsweringServer, file: string) => {
		const { events } = await receiveFrom('evolution', {
			body: recorded(file).body ?? recorded(file),
		});
		const items = events!.map((json) => ({ json: json as unknown as INodeExecutionData['json'] }));
		const node = evolutionTrigger(server.url);
		const { items: passed } = await passOnInEngine(node, { ...byHand, options }, items);
		return passed.map(outcomeOf);
	};

	test('is asked for with the whole message on a WhatsApp Business channel', async () => {
		const path = 'POST /chat/getBase64FromMediaMessage/cloud';
		const { status, body } = recorded('v2.3.7/getBase64.cloud-full').response;
		const server = await serving({ [path]: { status, body } });
		const file = 'v2.3.7/webhook-03-messages.upsert-image';
		expect(await passedOn(server, file)).toEqual([Buffer.from(body.base64, 'base64')]);
		expect(server.asked).toMatchObject([
			{ headers: { apikey: 'evolution-secret-key' }, body: { message: recorded(file).body.data } },
		]);
	});

	test('is asked for by its key on a phone, and an answer without it is told', async () => {
		const path = 'POST /chat/getBase64FromMediaMessage/phone';
		const { status, body } = recorded('v2.3.7/getBase64.phone').response;
		const server = await serving({ [path]: { status, body } });
		const file = 'v2.3.7-phone-line/14-image';
		expect(await passedOn(server, file)).toEqual([
			'No file: Evolution did not give it (HTTP 400, "Message not found")',
		]);
		expect(server.asked).toMatchObject([{ body: { message: { key: recorded(file).data.key } } }]);
		expect(Object.keys((server.asked[0].body as { message: object }).message)).toEqual(['key']);
	});

	test('is asked for where its address is known in the network of the server alone', async () => {
		const path = 'POST /chat/getBase64FromMediaMessage/cloud';
		const { status, body } = recorded('v2.3.7/getBase64.cloud-full').response;
		const server = await serving({ [path]: { status, body } });
		const event = recorded('v2.3.7/webhook-03-messages.upsert-image').body;
		event.data.message.mediaUrl = 'http://minio:9000/evolution/a.png';
		const { items } = await receiveFrom('evolution', { body: event });
		const node = evolutionTrigger(server.url);
		const { items: passed } = await passOnInEngine(node, { ...byHand, options }, items);
		expect(passed.map(outcomeOf)).toEqual([Buffer.from(body.base64, 'base64')]);
	});

	test('is left where it is too large, and no key comes back', async () => {
		const path = 'POST /chat/getBase64FromMediaMessage/phone';
		const large = await serving({ [path]: { body: { base64: 'A'.repeat(3 * 2 ** 20) } } });
		expect(await passedOn(large, 'v2.3.7-phone-line/14-image')).toEqual([
			'No file: it is larger than 1 MB',
		]);
		const echo = await serving({
			[path]: { status: 500, body: { message: 'evolution-secret-key?' } },
		});
		expect(await passedOn(echo, 'v2.3.7-phone-line/14-image')).toEqual([
			'No file: Evolution did not give it (HTTP 500, "[hidden]?")',
		]);
	});
});

describe('what came with its event', () => {
	const inbound = { provider: acme } as Inbound;

	const filesOf = async (media: object | null, maxBytes = 1000) => {
		const { node } = acmeNode();
		node.helpers.prepareBinaryData = async (bytes, fileName, mimeType) => ({
			data: (bytes as Buffer).toString('base64'),
			fileName,
			mimeType: mimeType!,
		});
		const json = { message: { media } } as never;
		const [{ json: made, binary }] = await withFiles(node, inbound, [{ json }], maxBytes);
		return { media: (made.message as { media: object }).media, file: binary?.data };
	};

	const named = { id: 'm', url: null, mimeType: 'image/png', fileName: 'a.png' };

	test('is a file, and stays in the item only as one', async () => {
		const { media, file } = await filesOf({ ...named, base64: PNG.toString('base64') });
		expect(file).toEqual({
			data: PNG.toString('base64'),
			fileName: 'a.png',
			mimeType: 'image/png',
		});
		expect(media).toEqual(named);
	});

	test('is left where it is too large', async () => {
		const { media, file } = await filesOf({ ...named, base64: PNG.toString('base64') }, 10);
		expect(media).toEqual({ ...named, error: 'No file: it is larger than 0 MB' });
		expect(file).toBeUndefined();
	});

	test('is nothing where there is none', async () => {
		expect(await filesOf(null)).toEqual({ media: null, file: undefined });
	});
});
