import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/setup/command';
import { ensureInstalled } from '../../scripts/setup/install';

jest.mock('../../scripts/setup/command', () => ({ runCommand: jest.fn() }));

const manifest = {
	name: 'project',
	scripts: { start: 'node .' },
	dependencies: { acme: '1.0.0' },
};

let folder: string;

const write = (file: string, value: object) =>
	writeFileSync(join(folder, file), JSON.stringify(value));

async function installs(): Promise<boolean> {
	jest.mocked(runCommand).mockClear();
	await ensureInstalled(folder, { title: 'Installing' });
	return jest.mocked(runCommand).mock.calls.length > 0;
}

beforeEach(async () => {
	jest.spyOn(console, 'log').mockImplementation();
	folder = mkdtempSync(join(tmpdir(), 'install-'));
	mkdirSync(join(folder, 'node_modules'));
	write('package.json', manifest);
	write('package-lock.json', { lockfileVersion: 3 });
	expect(await installs()).toBe(true);
});
afterEach(() => {
	jest.restoreAllMocks();
	rmSync(folder, { recursive: true });
});

test('what is installed is not installed again', async () => {
	expect(await installs()).toBe(false);
});

test.each([
	['scripts', { start: 'node other.js' }],
	['n8n', { nodes: ['dist/nodes/Acme/AcmeSend.node.js'] }],
	['description', 'Other words'],
])('another value of %s needs no installation', async (field, value) => {
	write('package.json', { ...manifest, [field]: value });
	expect(await installs()).toBe(false);
});

test.each([
	'dependencies',
	'devDependencies',
	'optionalDependencies',
	'peerDependencies',
	'overrides',
])('another value of %s needs an installation, once', async (field) => {
	write('package.json', { ...manifest, [field]: { acme: '2.0.0' } });
	expect(await installs()).toBe(true);
	expect(await installs()).toBe(false);
});

test.each([
	['ci', () => {}],
	['install', () => rmSync(join(folder, 'package-lock.json'))],
])('npm %s: the one that leaves a lock as it is, or makes one', async (command, prepare) => {
	rmSync(join(folder, 'node_modules', '.installed-from'));
	prepare();
	jest.mocked(runCommand).mockImplementationOnce(async () => {
		write('package-lock.json', { lockfileVersion: 3 });
		return '';
	});
	expect(await installs()).toBe(true);
	expect(runCommand).toHaveBeenCalledWith(
		'npm',
		expect.arrayContaining([command]),
		expect.anything(),
	);
	expect(await installs()).toBe(false);
});

test('another lock needs an installation', async () => {
	write('package-lock.json', { lockfileVersion: 2 });
	expect(await installs()).toBe(true);
});
