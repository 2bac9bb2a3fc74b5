import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loginOf } from '../../scripts/n8n/dataFolder';
import { N8nClient } from '../../scripts/n8n/n8nClient';
import { runCommand } from '../../scripts/setup/command';
import { expectFirstMessages } from '../support/docker/firstMessages';
import { inboxAt } from '../support/sandbox/inbox';

const project = join(__dirname, '..', '..');

/** Until all containers are healthy, the image being built already. */
const START_SECONDS = 600;

/** Containers, volumes and a .env of their own, beside those that a person has. */
const ENV = 'N8N_ENCRYPTION_KEY=docker-test\nPOSTGRES_PASSWORD=docker-test\n';

test.each([
	{ folder: 'docker', sandboxUrl: 'http://127.0.0.1:4010' },
	{ folder: 'docker/queue', sandboxUrl: 'http://proxy:4010' },
])('$folder: the first messages go out, and an answer comes in', async ({ folder, sandboxUrl }) => {
	const data = mkdtempSync(join(tmpdir(), 'docker-'));
	const envFile = join(data, '.env');
	writeFileSync(envFile, ENV);
	const files = ['compose.yml', 'sandbox.yml'].flatMap((file) => ['-f', `${folder}/${file}`]);
	const own = ['-p', 'n8n-whatsapp-gateways-test', '--env-file', envFile];
	const compose = async (...args: string[]) =>
		await runCommand('docker', ['compose', ...own, ...files, ...args], { cwd: project });
	try {
		await compose('build');
		await compose('up', '--detach', '--wait', '--wait-timeout', String(START_SECONDS)).catch(
			async (error: Error) => {
				throw new Error(`${error.message}\n${await compose('logs', '--tail', '50')}`);
			},
		);
		const n8n = new N8nClient('http://127.0.0.1:5678', loginOf(data));
		await expectFirstMessages(n8n, inboxAt('http://127.0.0.1:4010'), sandboxUrl);
	} finally {
		await compose('down', '--volumes');
		rmSync(data, { recursive: true });
	}
});
