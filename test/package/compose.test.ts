import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { composeOf, readCompose, VARIABLE, type Compose } from '../support/docker/compose';

/** What Docker reads: no Docker runs here, so that a mistake would only be seen where one does. */
const docker = join(__dirname, '..', '..', 'docker');
const read = (...path: string[]) => readFileSync(join(docker, ...path), 'utf8');

const OWN_IMAGE = /^n8n-whatsapp-gateways(-sandbox)?$/;
const SECRETS = { N8N_ENCRYPTION_KEY: 'a-key', POSTGRES_PASSWORD: 'a-password' };

const files = ['compose.yml', 'sandbox.yml', 'queue/compose.yml', 'queue/sandbox.yml'];
const mainFiles = files.filter((file) => file.endsWith('/compose.yml') || file === 'compose.yml');

/** Those of the file that it adds to, too. */
const servicesBeside = (file: string) =>
	Object.keys({
		...composeOf(join(docker, file)).services,
		...composeOf(join(docker, dirname(file), 'compose.yml')).services,
	});

/** As it is published, of 23 June 2026: github.com/compose-spec/compose-spec, commit 170098b. */
const published = () => {
	const schema = join(__dirname, '..', 'fixtures', 'compose-spec', 'compose-spec.json');
	// The draft that it names, ajv takes without being told.
	const { $schema, ...rules } = JSON.parse(readFileSync(schema, 'utf8')) as Record<string, unknown>;
	expect($schema).toContain('draft-07');
	const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false });
	addFormats(ajv);
	return ajv.compile(rules);
};

/** Services that start a container anew, and not only add to one. */
const wholeServices = ({ services }: Compose) =>
	Object.entries(services).filter(([, { image }]) => image);

describe.each(files)('docker/%s', (file) => {
	const compose = composeOf(join(docker, file));
	const folder = join(docker, dirname(file));

	test('is a compose file', () => {
		const isCompose = published();
		expect({ valid: isCompose(compose), errors: isCompose.errors }).toEqual({
			valid: true,
			errors: null,
		});
	});

	test('its variables have a default, or say what to do', () => {
		const rest = read(file).replace(VARIABLE, '');
		expect(rest).not.toContain('$');
	});

	test('no secret is written down', () => {
		for (const { environment = {} } of Object.values(compose.services)) {
			const secrets = Object.entries(environment).filter(([name]) =>
				/KEY|PASSWORD|SECRET|TOKEN/.test(name),
			);
			expect(secrets.filter(([, value]) => !/^\$\{\w+:\?[^}]+\}$/.test(value))).toEqual([]);
		}
	});

	test('every container starts again by itself and has a healthcheck', () => {
		const whole = wholeServices(compose);
		expect(whole.length).toBeGreaterThan(0);
		for (const [name, { restart, healthcheck }] of whole) {
			expect({ name, restart }).toEqual({ name, restart: 'unless-stopped' });
			expect(healthcheck.test[0]).toBe('CMD');
		}
	});

	test('a container waits for others until they are healthy', () => {
		for (const { depends_on: waits = {} } of Object.values(compose.services)) {
			for (const [name, { condition }] of Object.entries(waits)) {
				expect(servicesBeside(file)).toContain(name);
				expect(condition).toBe('service_healthy');
			}
		}
	});

	test('nothing is open to other machines', () => {
		const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
		expect(ports.length).toBeGreaterThan(0);
		expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
	});

	test('images are built here, or have a version', () => {
		for (const [, { image, build }] of wholeServices(compose)) {
			if (OWN_IMAGE.test(image)) continue;
			expect(build).toBeUndefined();
			expect(image).toMatch(/^[a-z]+:\d+-alpine$/);
		}
	});

	test('what it builds and mounts is there', () => {
		for (const { build, volumes = [], network_mode: mode } of Object.values(compose.services)) {
			if (build) {
				const context = join(folder, build.context);
				expect(existsSync(join(context, 'package.json'))).toBe(true);
				expect(existsSync(join(context, build.dockerfile))).toBe(true);
				if (build.target) expect(read('Dockerfile')).toContain(` AS ${build.target}\n`);
			}
			for (const [source] of volumes.map((volume) => volume.split(':'))) {
				if (source.startsWith('.')) expect(existsSync(join(folder, source))).toBe(true);
				else expect(Object.keys(compose.volumes ?? {})).toContain(source);
			}
			if (mode) expect(servicesBeside(file)).toContain(mode.replace('service:', ''));
		}
	});
});

describe.each(mainFiles)('docker/%s', (file) => {
	const folder = dirname(file);
	const { name, services } = readCompose(join(docker, file), SECRETS);
	const ofN8n = Object.values(services).filter(({ image }) => image === 'n8n-whatsapp-gateways');

	test('n8n may load the nodes, knows its address and keeps files', () => {
		expect(ofN8n.length).toBeGreaterThan(0);
		for (const { environment } of ofN8n) {
			expect(environment).toMatchObject({
				N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
				N8N_WEBHOOK_URL: 'http://localhost:5678/',
				N8N_DEFAULT_BINARY_DATA_MODE: folder === 'queue' ? 'database' : 'filesystem',
				GENERIC_TIMEZONE: 'UTC',
			});
		}
	});

	test('only one service builds an image that several have', () => {
		expect(name).toMatch(/^[a-z\d][a-z\d-]+$/);
		expect(ofN8n.filter(({ build }) => build)).toHaveLength(1);
	});

	test('.env.example has its variables, without a secret', () => {
		const used = new Set([...read(file).matchAll(VARIABLE)].map(([, variable]) => variable));
		const offered = [...read(folder, '.env.example').matchAll(/^(\w+)=(.*)$/gm)];
		expect(offered.map(([, variable]) => variable).sort()).toEqual([...used].sort());
		expect(offered.filter(([, , value]) => value !== '')).toEqual([]);
	});
});

const queue = join(docker, 'queue', 'compose.yml');
const queuePage = readFileSync(join(docker, '..', 'docs', 'queue-mode.md'), 'utf8');

test.each(Object.keys(SECRETS))('queue mode without %s says what to do', (missing) => {
	const message = `${missing} is missing. See docker/queue/.env.example`;
	expect(() => readCompose(queue, { ...SECRETS, [missing]: '' })).toThrow(message);
});

(process.platform === 'win32' ? test.skip : test)(
	'the command in queue/.env.example makes secrets once, that nobody else can read',
	() => {
		const [, command] = /^# {3}(\(umask .*\))$/m.exec(read('queue', '.env.example'))!;
		expect(queuePage).toContain(`\n${command}\n`);
		const made = [0, 1].map(() => {
			const folder = mkdtempSync(join(tmpdir(), 'docker-'));
			mkdirSync(join(folder, 'docker', 'queue'), { recursive: true });
			execFileSync('sh', ['-c', command], { cwd: folder });
			const file = join(folder, 'docker', 'queue', '.env');
			const written = readFileSync(file, 'utf8');
			expect(() => execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'ignore' })).toThrow();
			expect(readFileSync(file, 'utf8')).toBe(written);
			const lines = written.trim().split('\n');
			expect(statSync(file).mode & 0o777).toBe(0o600);
			rmSync(folder, { recursive: true });
			return Object.fromEntries(lines.map((line) => line.split('='))) as Record<string, string>;
		});
		expect(Object.keys(made[0]).sort()).toEqual(Object.keys(SECRETS).sort());
		const values = made.flatMap((each) => Object.values(each));
		expect(new Set(values.filter((value) => /^[\da-f]{48}$/.test(value))).size).toBe(4);
		expect(readCompose(queue, made[0]).services.main.environment).toMatchObject({
			N8N_ENCRYPTION_KEY: made[0].N8N_ENCRYPTION_KEY,
			DB_POSTGRESDB_PASSWORD: made[0].POSTGRES_PASSWORD,
		});
	},
);

test('queue mode: main, two workers and a webhook process, with the settings of docs/queue-mode.md', () => {
	const { main, worker, webhook, postgres } = readCompose(queue, SECRETS).services;
	expect([main, worker, webhook].map(({ command }) => command)).toEqual([
		undefined,
		'worker',
		'webhook',
	]);
	expect(worker.deploy).toEqual({ replicas: 2 });
	expect(worker.environment).toEqual(main.environment);
	expect(webhook.environment).toEqual(main.environment);
	const named = [...queuePage.matchAll(/`(\w+)=(\w+)`/g)].map(([, name, value]) => [name, value]);
	expect(named.length).toBeGreaterThan(0);
	expect(main.environment).toMatchObject(Object.fromEntries(named));
	expect(postgres.environment).toMatchObject({
		POSTGRES_DB: main.environment!.DB_POSTGRESDB_DATABASE,
		POSTGRES_USER: main.environment!.DB_POSTGRESDB_USER,
		POSTGRES_PASSWORD: main.environment!.DB_POSTGRESDB_PASSWORD,
	});
});

test('the image is the n8n that the tests run in', () => {
	const { dependencies } = JSON.parse(
		readFileSync(join(docker, '..', 'host', 'package.json'), 'utf8'),
	) as { dependencies: Record<string, string> };
	expect(read('Dockerfile')).toContain(`\nARG N8N_VERSION=${dependencies.n8n}\n`);
	const page = readFileSync(join(docker, '..', 'docs', 'install.md'), 'utf8');
	expect(page).toContain(`n8nio/n8n:${dependencies.n8n}\n`);
});

test('the image takes from the stage before what is there: Docker looks from its root, not its WORKDIR', () => {
	const dockerfile = read('Dockerfile');
	const [, workdir] = /^WORKDIR (.+)$/m.exec(dockerfile)!;
	const [, packed] = /^RUN mv \S+ (\S+)$/m.exec(dockerfile)!;
	const copied = [...dockerfile.matchAll(/^COPY --from=project (.+) \S+$/gm)].flatMap(
		([, sources]) => sources.split(' '),
	);
	expect(copied).toContain(packed);
	const ofProject = copied.filter((source) => source !== packed);
	expect(ofProject.length).toBeGreaterThan(0);
	for (const source of ofProject) {
		expect(posix.dirname(source)).toBe(`${workdir}/docker`);
		expect(existsSync(join(docker, posix.basename(source)))).toBe(true);
	}
});

test('what is built from has no secret of a .env in it', () => {
	expect(read('Dockerfile.dockerignore').split('\n')).toContain('**/.env');
	expect(readFileSync(join(docker, '..', '.gitignore'), 'utf8').split('\n')).toContain('.env');
});
