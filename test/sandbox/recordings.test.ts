import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** The sandbox against recordings of real Evolution servers: the same request, the same answer. */
interface Recording {
	request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
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
	'v2.3.6': { path: '/evolution-v2', instances: {} },
	'v2.3.7': {
		path: '/evolution-v2',
		instances: { cloud: 'cap', phone: 'unpaired', evo: 'channel' },
	},
	'v2.3.7-phone-line': { path: '/evolution-v2', instances: { phone: 'phone' } },
	'v2.4.0-rc2-not-activated': { path: '/evolution-v2/not-activated', instances: {} },
};

const PLAYED =
	/^\/($|license\/status$|instance\/|message\/(sendContact|sendText)\/|webhook\/(set|find)\/)/;

/** A number that was looked up before. */
const KNOWN = /knownNumber/;

/** A phone that was connected before. */
const LOST = /500-connectionClosed/;

/** The sandbox has no members in its groups. */
const NOT_PLAYED = /group-mentions/;

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
		.filter((file) => !NOT_PLAYED.test(file))
		.map((file) => {
			const text = readFileSync(join(folder, server, file), 'utf8')
				// The numbers that are special in the sandbox: not on WhatsApp, and looked up before.
				.replaceAll('56999123456', '5511000000001')
				.replace(/5531982968010/g, (number) => (KNOWN.test(file) ? '5511000000002' : number))
				.replace(/http:\/\/127\.0\.0\.1:\d+(?=\/manager\/login)/g, sandboxHost);
			return [server, file, JSON.parse(text) as Partial<Recording>] as const;
		})
		.filter((entry): entry is [string, string, Recording] =>
			PLAYED.test(entry[2].request?.path ?? ''),
		),
);

/** What differs from one server and message to the next; all else has to be equal. */
const PATTERNS: Record<string, RegExp> = {
	id: /^(wamid\..+|[0-9a-f-]{36}|cm[0-9a-z]{23}|3EB0[0-9A-F]+)$/,
	instanceId: /^[0-9a-f-]{36}$/,
	instance_id: /^[0-9a-f-]{36}$/,
	instanceName: /^\w+$/,
	owner: /^\w+$/,
	version: /^\d+\.\d+\.\d+$/,
	messageTimestamp: /^\d{10}$/,
	low: /^\d+$/,
	createdAt: /^\d{4}-.*Z$/,
	updatedAt: /^\d{4}-.*Z$/,
	fbtrace_id: /^[\w-]{23}$/,
	clientName: /./,
	swagger: /^http:.*\/docs$/,
	manager: /^http:.*\/manager$/,
};

function alike(recorded: unknown, name = ''): unknown {
	if (Array.isArray(recorded)) return recorded.map((entry) => alike(entry));
	if (typeof recorded === 'object' && recorded !== null) {
		return Object.fromEntries(
			Object.entries(recorded).map(([key, value]) => [key, alike(value, key)]),
		);
	}
	if (/^Prisma/.test(String(recorded))) return expect.stringMatching(/^PrismaClient\w+Error: \n/);
	if (!(name in PATTERNS)) return recorded;
	return typeof recorded === 'number' ? expect.any(Number) : expect.stringMatching(PATTERNS[name]);
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

test.each(recordings)('%s %s', async (server, file, { request, response }) => {
	const { path, instances } = SERVERS[server];
	const fault = faultOf(file);
	await sandbox.misbehave({ faults: fault ? [fault] : [] });

	const ours = request.path.replace(/\w+$/, (name) =>
		LOST.test(file) ? 'capbai' : (instances[name] ?? name),
	);
	const { apikey } = request.headers;
	const key = response.status === 401 ? 'wrong' : KEY;
	const answer = await fetch(`${sandbox.url}${path}${ours}`, {
		method: request.method,
		...(request.method === 'POST' && {
			body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body),
		}),
		headers: { 'Content-Type': 'application/json', ...(apikey && { apikey: key }) },
	});
	const body = JSON.parse((await answer.text()).replaceAll(sandbox.url, sandboxHost)) as unknown;

	if (Array.isArray(response.body)) {
		const shapes = (body as unknown[]).map(shapeOf);
		for (const instance of response.body) expect(shapes).toContainEqual(shapeOf(instance));
	} else {
		expect(body).toEqual(alike(response.body));
	}
	expect(answer.status).toBe(response.status);
	if (response.contentType) {
		expect(answer.headers.get('content-type')).toBe(response.contentType);
	}
});
