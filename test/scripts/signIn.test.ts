import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOGIN_FILE, loginOf } from '../../scripts/n8n/dataFolder';
import { N8nClient } from '../../scripts/n8n/n8nClient';

let folder: string;
/** An n8n whose owner has this password. */
let password: string;
let server: Server;
let url: string;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const given = body ? (JSON.parse(body) as Record<string, string>) : {};
			const answer = (status: number, data: unknown) =>
				response.writeHead(status).end(JSON.stringify({ data }));
			switch (`${request.method} ${request.url}`) {
				case 'GET /rest/settings':
					return answer(200, { userManagement: { showSetupOnFirstLoad: false } });
				case 'POST /rest/login':
					return answer(given.password === password ? 200 : 401, {});
				case 'PATCH /rest/me/password':
					if (given.currentPassword !== password) return answer(400, {});
					password = given.newPassword;
					return answer(200, {});
				default:
					return answer(404, {});
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
	rmSync(folder, { recursive: true });
	await new Promise((resolve) => server.close(resolve));
});

test('a data folder keeps its login, which is like no other and for its owner alone', () => {
	const login = loginOf(folder);
	expect(loginOf(folder)).toEqual(login);
	expect(login.password).toMatch(/^(?=.*[A-Z])(?=.*\d).{20,}$/);
	const another = mkdtempSync(join(tmpdir(), 'n8n-data-'));
	expect(loginOf(another).password).not.toBe(login.password);
	rmSync(another, { recursive: true });
	if (process.platform === 'win32') return;
	expect(statSync(join(folder, LOGIN_FILE)).mode & 0o777).toBe(0o600);
	expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('it signs in with the password of the data folder', async () => {
	const login = loginOf(folder);
	({ password } = login);
	await new N8nClient(url, login).signIn();
	expect(password).toBe(login.password);
});

test('a data folder of an earlier version gets a password of its own', async () => {
	password = 'Sandbox-2026';
	const login = loginOf(folder);
	await new N8nClient(url, login).signIn();
	expect(password).toBe(login.password);
});

test('a password that was changed in n8n: says where to enter it', async () => {
	password = 'of-the-persons-own-1A';
	await expect(new N8nClient(url, loginOf(folder)).signIn()).rejects.toThrow(
		'n8n does not accept the password of owner@example.com in login.json of its data folder. If you changed it in n8n, enter the new one there too.',
	);
});
