import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../../scripts/n8n/communityPackage';
import { N8nProcess } from '../../scripts/n8n/n8nProcess';
import { ensureN8n, host } from '../../scripts/n8n/n8nVersions';
import { freePort } from '../../scripts/ports';
import { packEarlier } from '../support/package/earlierVersion';
import { startNpmRegistry, type NpmRegistry } from '../support/package/npmRegistry';

/** n8n's own way to install, as Settings → Community nodes and the environment take it. */
const project = join(__dirname, '..', '..');
const { name, version: CURRENT } = JSON.parse(
	readFileSync(join(project, 'package.json'), 'utf8'),
) as { name: string; version: string };
const EARLIER = '0.0.9';
const PATH = '/community-packages';
const FORBIDDEN = /Installation of unverified community packages is forbidden/;

let folder: string;
let registry: NpmRegistry;
let n8n: N8nProcess | undefined;

beforeAll(async () => {
	await ensureN8n();
	folder = mkdtempSync(join(tmpdir(), 'n8n-installs-'));
	const current = await pack(project, join(folder, 'packed'));
	mkdirSync(join(folder, 'earlier'));
	const earlier = await packEarlier(current, EARLIER, join(folder, 'earlier'));
	registry = await startNpmRegistry(
		name,
		{ [EARLIER]: earlier, [CURRENT]: current },
		join(folder, 'npm'),
	);
});
afterEach(async () => await n8n?.stop());
afterAll(async () => {
	await registry?.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function start(data: string, env: Record<string, string | undefined>) {
	await n8n?.stop();
	n8n = await N8nProcess.start({
		host,
		userFolder: join(folder, data),
		port: await freePort(),
		brokerPort: await freePort(),
		// Not the list of verified packages, which is on a server of n8n.
		env: { ...registry.env(host), N8N_VERIFIED_PACKAGES_ENABLED: 'false', ...env },
	});
	const { client } = n8n;
	await client.signIn();
	return {
		async install(version: string) {
			await client.rest('POST', PATH, { name: `${name}@${version}` });
		},
		async update() {
			await client.rest('PATCH', PATH, { name });
		},
		async uninstall() {
			await client.rest('DELETE', `${PATH}?name=${name}`);
		},
		/** The version that n8n says is installed, and whether it knows a node of it. */
		async state() {
			const installed = await client.rest<Array<{ installedVersion: string }>>('GET', PATH);
			const nodeInfos = [{ name: `${name}.vobizSend`, version: 1 }];
			const { ok } = await client.ask('POST', '/rest/node-types', { nodeInfos });
			return { version: installed[0]?.installedVersion, isLoaded: ok };
		},
	};
}

const GONE = { version: undefined, isLoaded: false };
const loaded = (version: string) => ({ version, isLoaded: true });

test.each([undefined, 'true'])(
	'N8N_UNVERIFIED_PACKAGES_ENABLED=%s: n8n installs, updates and uninstalls it',
	async (enabled) => {
		const packages = await start(`enabled-${enabled}`, {
			N8N_UNVERIFIED_PACKAGES_ENABLED: enabled,
		});
		await packages.install(EARLIER);
		expect(await packages.state()).toEqual(loaded(EARLIER));
		await packages.update();
		expect(await packages.state()).toEqual(loaded(CURRENT));
		await packages.uninstall();
		expect(await packages.state()).toEqual(GONE);
	},
);

test('N8N_UNVERIFIED_PACKAGES_ENABLED=false: what is installed loads in n8n 2; nothing is installed or updated', async () => {
	const before = await start('disabled', {});
	await before.install(EARLIER);
	const packages = await start('disabled', { N8N_UNVERIFIED_PACKAGES_ENABLED: 'false' });
	expect(await packages.state()).toEqual(loaded(EARLIER));
	await expect(packages.update()).rejects.toThrow(FORBIDDEN);
	expect(await packages.state()).toEqual(loaded(EARLIER));
	await packages.uninstall();
	expect(await packages.state()).toEqual(GONE);
	await expect(packages.install(CURRENT)).rejects.toThrow(FORBIDDEN);
});

describe('N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV', () => {
	const managed = (list: object[], enabled = 'true') => ({
		N8N_UNVERIFIED_PACKAGES_ENABLED: enabled,
		N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV: 'true',
		N8N_COMMUNITY_PACKAGES: JSON.stringify(list),
	});

	test('n8n installs, updates and removes what the list says, at its start and in no other way', async () => {
		const packages = await start('managed', managed([{ name, version: EARLIER }]));
		expect(await packages.state()).toEqual(loaded(EARLIER));
		for (const change of [packages.update, packages.uninstall]) {
			await expect(change()).rejects.toThrow(/managed via environment variables/);
		}
		const updated = await start('managed', managed([{ name, version: CURRENT }]));
		expect(await updated.state()).toEqual(loaded(CURRENT));
		const removed = await start('managed', managed([]));
		expect(await removed.state()).toEqual(GONE);
	});

	test('where unverified packages are not enabled, n8n starts only if the list has the checksum', async () => {
		await expect(start('checked', managed([{ name, version: CURRENT }], 'false'))).rejects.toThrow(
			/no checksum available for .* and unverified packages are disabled/,
		);
		const checksum = registry.integrityOf(CURRENT);
		const packages = await start(
			'checked',
			managed([{ name, version: CURRENT, checksum }], 'false'),
		);
		expect(await packages.state()).toEqual(loaded(CURRENT));
	});
});
