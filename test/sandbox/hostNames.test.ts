import { request } from 'node:http';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

let sandbox: SandboxProcess;
let port: string;

beforeAll(async () => {
	sandbox = await startSandboxProcess();
	({ port } = new URL(sandbox.url));
});
afterAll(async () => await sandbox.stop());

interface Answer {
	status: number;
	text: string;
}

/** Asks as a browser does that took another name for this machine. */
const ask = async (host: string, method: string, path: string, body?: object, url = sandbox.url) =>
	await new Promise<Answer>((resolve, reject) => {
		const headers = { host, 'content-type': 'application/json', 'x-api-key': 'vambe-sandbox-key' };
		const asked = request(`${url}${path}`, { method, headers }, (response) => {
			let text = '';
			response.on('data', (chunk: Buffer) => (text += chunk.toString()));
			response.on('end', () => resolve({ status: response.statusCode!, text }));
		});
		asked.on('error', reject);
		asked.end(body && JSON.stringify(body));
	});

const reply = { provider: 'vobiz', from: '+56912345678', type: 'text', text: 'Hello' };

test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('answers as %s', async (name) => {
	expect((await ask(`${name}:${port}`, 'GET', '/inbox/messages')).status).toBe(200);
});

test.each([
	() => `evil.example:${port}`,
	() => 'evil.example',
	() => 'localhost',
	() => `localhost:${Number(port) + 1}`,
	() => `localhost:${port}.evil.example`,
	() => `192.168.0.10:${port}`,
])('%#: refuses every other host, and says where it answers', async (host) => {
	for (const [method, path, body] of [
		['GET', '/'],
		['GET', '/inbox/messages'],
		['POST', '/inbox/replies', reply],
		[
			'POST',
			'/vambe/api/public/ticket/open/web-whatsapp/1001',
			{ to_phone_number: '+56912345678' },
		],
		['GET', '/nowhere'],
	] as Array<[string, string, object?]>) {
		const { status, text } = await ask(host(), method, path, body);
		expect({ path, status }).toEqual({ path, status: 421 });
		expect(text).toContain(`The sandbox answers only at http://127.0.0.1:${port}`);
	}
	expect(await sandbox.messages()).toEqual([]);
});

test('where it listens at another host, it answers to that too, and to nobody else', async () => {
	const container = await startSandboxProcess({ SANDBOX_HOST: '0.0.0.0' });
	const { port: its } = new URL(container.url);
	const status = async (host: string) =>
		(await ask(`${host}:${its}`, 'GET', '/inbox/messages', undefined, container.url)).status;
	expect(container.url).toBe(`http://127.0.0.1:${its}`);
	expect(await status('0.0.0.0')).toBe(200);
	expect(await status('localhost')).toBe(200);
	expect(await status('evil.example')).toBe(421);
	await container.stop();
});

test('a host that has a name is shown by it', async () => {
	const named = await startSandboxProcess({ SANDBOX_HOST: 'localhost' });
	expect(named.url).toMatch(/^http:\/\/localhost:\d+$/);
	await named.stop();
});
