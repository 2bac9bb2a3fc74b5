import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedSecret } from '../../../nodes/shared/webhook/secrets';
import {
	answeringServer,
	type AnsweringServer,
	type Answers,
} from '../../support/servers/answeringServer';
import { ENDPOINT, askHook, evolutionTrigger } from '../../support/n8n/trigger';

const recorded = (file: string): { status: number; body: unknown } =>
	JSON.parse(
		readFileSync(join(__dirname, '..', '..', 'fixtures', 'evolution', `${file}.json`), 'utf8'),
	).response;

const SECRET = derivedSecret('evolution-secret-key', 'test', '2');

let server: AnsweringServer;
afterEach(async () => await server?.stop());

const parameters = (more: object = {}) => ({
	provider: 'evolution',
	events: ['message.received'],
	registration: 'automatic',
	instance: { __rl: true, mode: 'name', value: 'cloud' },
	...more,
});

/** A server where GET / hangs, as where web.whatsapp.com is out of reach. */
async function hookAt(
	answers: Answers,
	hook: Parameters<typeof askHook>[1] = 'create',
	more: object = {},
) {
	server = await answeringServer(answers);
	return await askHook(evolutionTrigger(server.url), hook, parameters(more));
}

const FIND = 'GET /webhook/find/cloud';
const SET = 'POST /webhook/set/cloud';
const LIST = 'GET /instance/fetchInstances';
const phone = { [LIST]: { body: [{ name: 'cloud', integration: 'WHATSAPP-BAILEYS' }] } };
const set = () => server.asked.find(({ request }) => request === SET)?.body;

const v1 = {
	url: `${ENDPOINT}?secret=${SECRET}`,
	events: ['MESSAGES_UPSERT'],
	enabled: true,
	webhook_by_events: false,
	webhook_base64: false,
};
const v2 = {
	id: 'cmw',
	url: ENDPOINT,
	headers: { 'x-webhook-secret': SECRET },
	enabled: true,
	events: ['MESSAGES_UPSERT'],
	webhookByEvents: false,
	webhookBase64: false,
	instanceId: 'd04d84cf',
};

describe('the version is told by what is registered, and GET / is asked for nothing', () => {
	const nested = {
		webhook: {
			enabled: true,
			url: ENDPOINT,
			headers: { 'x-webhook-secret': SECRET },
			byEvents: false,
			base64: false,
			events: ['MESSAGES_UPSERT'],
		},
	};

	test.each([
		['version 1, nothing registered', recorded('v1.8.6/webhook-find-unset'), v1],
		['version 1, switched off', { body: { ...v1, enabled: false } }, v1],
		['version 1, ours already', { body: v1 }, v1],
		['version 2.3.6, nothing registered', recorded('v2.3.6/webhook-find-unset'), nested],
		['version 2.3.7, nothing registered', recorded('v2.3.7/webhook-find-unset.phone'), nested],
		['version 2, switched off', { body: { ...v2, enabled: false, url: '' } }, nested],
		['version 2, ours already', { body: v2 }, nested],
	])('%s', async (_name, found, expected) => {
		await hookAt({ [FIND]: found, [SET]: { status: 201, body: {} }, ...phone });
		expect(set()).toEqual(expected);
		expect(server.requests()).not.toContain('GET /');
	});

	test.each([
		[v1, true],
		[v2, true],
		[{ ...v2, headers: { 'x-webhook-secret': 'of another key' } }, false],
		[{ ...v1, url: ENDPOINT }, false],
		[{ ...v2, events: ['CALL'] }, false],
		[null, false],
		[{}, false],
	])('%j is there: %p', async (found, expected) => {
		const { answer } = await hookAt({ [FIND]: { body: found } }, 'checkExists');
		expect(answer).toBe(expected);
		expect(server.requests()).toEqual([FIND]);
	});

	test.each([
		[v1, { ...v1, enabled: false, url: ENDPOINT, events: [] }],
		[v2, { webhook: { ...nested.webhook, enabled: false, headers: {}, events: [] } }],
	])('%j is taken away', async (found, expected) => {
		await hookAt({ [FIND]: { body: found }, [SET]: { status: 201, body: {} } }, 'delete');
		expect(set()).toEqual(expected);
		expect(server.requests()).toEqual([FIND, SET]);
	});
});

describe('the events that are subscribed', () => {
	const all = { events: ['*'] };
	const ONLY_V2 = ['LOGOUT_INSTANCE', 'MESSAGES_EDITED', 'SEND_MESSAGE_UPDATE'];
	const events = (body: unknown) => (body as typeof v1).events;
	const nestedEvents = (body: unknown) => (body as { webhook: typeof v1 }).webhook.events;

	test('are those that the version knows', async () => {
		await hookAt({ [FIND]: { body: {} }, [SET]: { status: 201, body: {} } }, 'create', all);
		const ofV1 = events(set());
		await server.stop();
		await hookAt({ [FIND]: { body: null }, [SET]: { body: {} }, ...phone }, 'create', all);
		expect(nestedEvents(set())).toEqual([...ofV1, ...ONLY_V2].sort());
	});

	test('are fewer where an early version 2 refuses the new ones', async () => {
		const answer = (body: unknown) => {
			const index = nestedEvents(body).indexOf('SEND_MESSAGE_UPDATE');
			if (index === -1) return { status: 201, body: {} };
			const words = `webhook.events[${index}] is not one of enum values: APPLICATION_STARTUP,CALL`;
			return { status: 400, body: { status: 400, response: { message: [[words]] } } };
		};
		await hookAt({ [FIND]: { body: null }, [SET]: answer, ...phone }, 'create', all);
		const sets = server.asked.filter(({ request }) => request === SET);
		expect(sets).toHaveLength(2);
		expect(nestedEvents(sets[1].body)).toEqual(
			nestedEvents(sets[0].body).filter((name) => !ONLY_V2.includes(name)),
		);
	});

	test('any other refusal stays one', async () => {
		const refused = { status: 400, body: { response: { message: ['Invalid "url" property'] } } };
		const activation = hookAt({ [FIND]: { body: null }, [SET]: refused });
		await expect(activation).rejects.toThrow(/N8N_WEBHOOK_URL.*reach/);
		expect(server.requests()).toEqual([FIND, SET]);
	});
});

describe('a WhatsApp Business channel of 2.0 to 2.3', () => {
	const registers = { [FIND]: { body: null }, [SET]: { status: 201, body: {} } };
	const instances = recorded('v2.3.7/fetchInstances-global');
	const root = (version: string) => ({ 'GET /': { body: { version } } });
	const MIXED_UP = [expect.stringMatching(/^Node: .*mixes up the senders/)];

	test.each([
		['2.0.10', root('2.0.10'), MIXED_UP],
		['2.3.7', { 'GET /': recorded('v2.3.7/root') }, MIXED_UP],
		['a version that it does not tell', {}, MIXED_UP],
		['2.4.0', root('2.4.0-rc2'), []],
		['2.10.0', root('2.10.0'), []],
		['3.0.0', root('3.0.0'), []],
	])('%s is warned of: %j', async (_version, answers, expected) => {
		const { warned } = await hookAt({ ...registers, [LIST]: instances, ...answers });
		expect(warned).toEqual(expected);
	});

	test.each(['phone', 'evo'])('other channels are not: %s', async (name) => {
		const { warned } = await hookAt(
			{
				[`GET /webhook/find/${name}`]: { body: null },
				[`POST /webhook/set/${name}`]: { status: 201, body: {} },
				[LIST]: instances,
				...root('2.3.7'),
			},
			'create',
			{ instance: { __rl: true, mode: 'name', value: name } },
		);
		expect(warned).toEqual([]);
		expect(server.requests()).not.toContain('GET /');
	});

	test('a server that lists nothing is none', async () => {
		const { warned } = await hookAt({ ...registers, [LIST]: { status: 401, body: {} } });
		expect(warned).toEqual([]);
	});
});

test('a server that is not activated says where to do that', async () => {
	const refused = recorded('v2.4.0-rc2-not-activated/webhook-set-503');
	await expect(hookAt({ [FIND]: refused, [SET]: refused })).rejects.toThrow(
		'http://127.0.0.1:7304/manager/login',
	);
});

test('a server that is down is named, and the credential too', async () => {
	const down = await answeringServer({});
	await down.stop();
	const activation = askHook(evolutionTrigger(down.url), 'create', parameters());
	await expect(activation).rejects.toThrow(
		new RegExp(`could not be reached.*${down.host}.*"My account"`),
	);
});

describe('an instance has one webhook', () => {
	const OTHER = 'https://crm.example/hook';
	const accepted = { [SET]: { status: 201, body: {} }, ...phone };
	const another = { [FIND]: { body: { ...v2, url: `${OTHER}?key=its-secret` } } };
	const ours = { [FIND]: { body: v2 } };

	test('that of somebody else is named without its query, and stays', async () => {
		const activation = hookAt({ ...another, ...accepted });
		await expect(activation).rejects.toMatchObject({
			message: expect.stringContaining(`already calls another address: ${OTHER}.`),
			description: expect.stringContaining('#webhook-in-use'),
		});
		expect(server.requests()).toEqual([FIND]);
		await server.stop();
		await hookAt({ ...another, ...accepted }, 'delete');
		expect(server.requests()).toEqual([FIND]);
	});

	test('it is replaced on request, and where it is switched off', async () => {
		await hookAt({ ...another, ...accepted }, 'create', { replaceWebhook: true });
		expect(set()).toMatchObject({ webhook: { url: ENDPOINT } });
		await server.stop();
		const off = { [FIND]: { body: { ...v2, url: OTHER, enabled: false } } };
		await hookAt({ ...off, ...accepted });
		expect(set()).toMatchObject({ webhook: { url: ENDPOINT } });
	});

	test('a test does not take it away from the active workflow', async () => {
		server = await answeringServer({
			...accepted,
			[FIND]: { body: { ...v2, url: ENDPOINT.replace('webhook/', 'webhook-test/') } },
		});
		const trigger = evolutionTrigger(server.url);
		const activation = askHook(trigger, 'create', parameters(), 'manual');
		await expect(activation).rejects.toThrow('This workflow is active');
		expect(server.requests()).toEqual([FIND]);
		await askHook(trigger, 'create', parameters());
		expect(set()).toMatchObject({ webhook: { url: ENDPOINT } });
	});

	test('files come along where they are to be downloaded', async () => {
		await hookAt({ ...ours, ...accepted }, 'create', { options: { downloadMedia: true } });
		expect(set()).toMatchObject({ webhook: { base64: true } });
	});

	test('version 1 is asked for nothing else, whatever it refuses', async () => {
		await hookAt({ [FIND]: { body: v1 }, ...accepted });
		expect(server.requests()).toEqual([FIND, SET]);
		await server.stop();
		const words = 'events[0] is not one of enum values: CALL';
		const refused = { status: 400, body: { response: { message: [[words]] } } };
		await expect(hookAt({ [FIND]: { body: v1 }, [SET]: refused })).rejects.toThrow();
		expect(server.requests()).toEqual([FIND, SET]);
	});
});
