import { createHmac } from 'node:crypto';
import type { JsonValue } from 'n8n-workflow';
import { inbound as vobiz } from '../../../nodes/Vobiz/inbound';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { at, listOf } from '../../../nodes/shared/lib/jsonAccess';
import { buttonId } from '../../../nodes/shared/lib/resumeReference';
import { receive } from '../../../nodes/shared/webhook/receive';
import { derivedSecret } from '../../../nodes/shared/webhook/secrets';
import { onlyEvent } from '../../support/n8n/onlyEvent';
import { receiveFrom, type Call } from '../../support/n8n/receiving';

/** A provider whose call may tell of several things, each with the body as it would be alone. */
const several: Inbound = {
	provider: vobiz.provider,
	verifications: vobiz.verifications,
	read: (body) => ({
		events: listOf(at(body, 'entries')).map((entry) => ({
			event: 'other' as const,
			raw: { kind: at(body, 'kind'), entries: [entry] } as JsonValue,
			...(at(entry, 'file') !== undefined && {
				message: { media: { id: null, url: null, mimeType: null, fileName: null, base64: FILE } },
			}),
		})),
	}),
};

const FILE = 'T2dnUwACAAAAAAAAAAA=';

const received = async (body: object | string, inbound = several) =>
	await receiveFrom(
		'vobiz',
		{ body, credential: { authToken: 'a secret token' } },
		async (node) => await receive(node, inbound),
	);

test('each event of a call has the body as it would be with it alone, less secrets', async () => {
	const { events } = await received({
		kind: 'a secret token',
		entries: [{ id: 1, says: 'a secret token' }, { id: 2 }],
	});
	expect(events!.map(({ raw }) => raw)).toEqual([
		{ kind: '[hidden]', entries: [{ id: 1, says: '[hidden]' }] },
		{ kind: '[hidden]', entries: [{ id: 2 }] },
	]);
});

test('a file stands in its message alone', async () => {
	const { events } = await received({ kind: 'files', entries: [{ file: FILE }, { id: 2 }] });
	expect(events![0].message?.media?.base64).toBe(FILE);
	expect(events!.map(({ raw }) => raw)).toEqual([
		{ kind: 'files', entries: [{ file: '[hidden]' }] },
		{ kind: 'files', entries: [{ id: 2 }] },
	]);
});

test('what comes out grows with the body, not with its square', async () => {
	const sizeOf = async (entries: number) => {
		const body = { entries: Array.from({ length: entries }, (_, id) => ({ id })) };
		return JSON.stringify((await received(body)).events).length;
	};
	const [small, large] = [await sizeOf(50), await sizeOf(5000)];
	expect(large).toBeLessThan(110 * small);
});

describe('a byte order mark before the JSON', () => {
	const MARK = '\uFEFF';
	const body = `${MARK}{"event_id":"1","event_type":"message.inbound","payload":{"messages":[{"id":"1","from":"56912345678","type":"text","text":{"body":"नमस्ते ${MARK}🙏"}}]}}`;

	test('does no harm', async () => {
		const { events } = await received(body, vobiz);
		expect(events).toMatchObject([
			{ event: 'message.received', message: { text: `नमस्ते ${MARK}🙏` } },
		]);
	});

	test('is signed with the rest', async () => {
		const secret = derivedSecret('token', 'workflow', 'node');
		const call = async (signed: string) =>
			await receiveFrom('vobiz', {
				body,
				headers: {
					'x-webhook-signature': createHmac('sha256', secret).update(signed).digest('hex'),
				},
				credential: { authToken: 'token' },
				parameters: { 'options.acceptUnsigned': false },
			});
		expect((await call(body)).events).toHaveLength(1);
		expect((await call(body.slice(1))).status).toBe(401);
	});
});

test('what has to be known of an event goes along with it', async () => {
	const careful: Inbound = {
		...several,
		caution: ({ raw }, headers) =>
			headers['x-version'] === undefined && at(raw, 'entries')
				? `Mind ${JSON.stringify(at(raw, 'kind'))}`
				: undefined,
	};
	const { items } = await received({ kind: 'this', entries: [{}, {}] }, careful);
	expect(items.map(({ caution }) => caution)).toEqual(['Mind "this"', 'Mind "this"']);
	const { items: plain } = await received({ kind: 'this', entries: [{}] });
	expect(Object.keys(plain[0])).toEqual(['json']);
});

describe('secrets', () => {
	test('never come back: of the credential, of the URL, of the instance', async () => {
		const credential = { apiKey: 'the-api-key', webhookSecret: 'the-webhook-secret' };
		const body = {
			event: 'messages.upsert',
			destination: 'https://n8n/webhook/1/webhook?secret=the-webhook-secret',
			apikey: 'the-instance-token',
			data: {
				key: { remoteJid: 'x' },
				message: { conversation: 'my key is the-api-key' },
				token: 'the-other-token',
			},
		};
		const received = await receiveFrom('evolution', { body, credential });
		for (const secret of [
			'the-api-key',
			'the-webhook-secret',
			'the-instance-token',
			'the-other-token',
		]) {
			expect(JSON.stringify(received)).not.toContain(secret);
		}
		expect(received.events).toMatchObject([{ message: { text: 'my key is [hidden]' } }]);
	});

	test('a file stands in the message, not in raw a second time', async () => {
		const base64 = Buffer.from('a file of some length').toString('base64');
		const data = { key: { id: '1' }, message: { imageMessage: {}, base64 } };
		const event = await onlyEvent('evolution', { body: { event: 'messages.upsert', data } });
		expect(event.message!.media!.base64).toBe(base64);
		expect(JSON.stringify(event.raw)).not.toContain(base64);
	});
});

test('a link or a button of ours that comes back answers nothing for who sees it', async () => {
	const signature = 'ab'.repeat(32);
	const link = (query: string) => `https://n8n.example/webhook-waiting/7/node?${query}`;
	const id = buttonId({ execution: '7', node: 'node', choice: '0', round: '0', signature });
	const short = Buffer.from(signature, 'hex').toString('base64url');
	const { events } = await received({
		kind: 'sent',
		entries: [{ text: link(`c=abcdefgh&r=0&signature=${signature}`), id }],
	});
	const [{ raw }] = events!;
	expect(JSON.stringify(raw)).not.toContain(short);
	expect(raw).toMatchObject({
		entries: [
			{
				text: link('c=abcdefgh&r=0&signature=[hidden]'),
				id: id.replace(short, '[hidden]'),
			},
		],
	});
});

test("somebody else's link stays as it is", async () => {
	const text = `https://shop.example/order?id=1&signature=${'ab'.repeat(32)}`;
	const { events } = await received({ kind: 'sent', entries: [{ text }] });
	expect(events![0].raw).toMatchObject({ entries: [{ text }] });
});

test('an event without an ID of its own is known by its bytes', async () => {
	const idOf = async (body: object) => (await received(body)).events![0].eventId;
	const [one, again, other] = [{ entries: [1] }, { entries: [1] }, { entries: [2] }];
	expect(await idOf(one)).toMatch(/^[\da-f]{64}$/);
	expect(await idOf(again)).toBe(await idOf(one));
	expect(await idOf(other)).not.toBe(await idOf(one));
});

test.each([
	[16 * 2 ** 20, undefined],
	[16 * 2 ** 20 + 1, 401],
])('a body of %d bytes is refused: %s', async (bytes, status) => {
	const body = `{"entries":[1],"pad":"`;
	const call = await received(`${body}${'x'.repeat(bytes - body.length - 2)}"}`);
	expect(call.status).toBe(status);
	expect(call.events?.length).toBe(status ? undefined : 1);
});

describe('answers to questions', () => {
	let executions = 0;
	beforeEach(() => void executions++);

	const inbound: Inbound = {
		...several,
		read: (body) => ({
			events: listOf(at(body, 'says')).map((said) => ({
				event: 'message.received' as const,
				contact: { phone: '+56912345678' },
				message:
					said === 'tap'
						? {
								id: 'm1',
								type: 'button',
								reply: { kind: 'button', id: idOf(), title: 'Yes', values: null },
							}
						: { id: 'm2', type: 'text', text: String(said) },
			})),
		}),
	};

	const idOf = () =>
		buttonId({
			execution: String(executions),
			node: 'node',
			choice: '0',
			round: '0',
			signature: 'ab'.repeat(32),
		});

	const call = async (says: string[], more: Partial<Call> = {}) =>
		await receiveFrom(
			'vobiz',
			{ body: { says }, ...more },
			async (node) => await receive(node, inbound),
		);

	const taken = { statusCode: 200, body: '{"state":"taken"}' };

	test('start no workflow, the rest of the call does', async () => {
		const { events, status } = await call(['Hi', 'tap'], { waiting: taken });
		expect(status).toBeUndefined();
		expect(events!.map(({ message }) => message!.text)).toEqual(['Hi']);
		expect(await call(['tap'], { waiting: taken })).toMatchObject({ items: [], status: undefined });
	});

	test('are taken whatever the filters say', async () => {
		const none = { parameters: { events: ['message.status'] } };
		const { logged, status } = await call(['tap'], {
			...none,
			waiting: { ...taken, statusCode: 401 },
		});
		expect(status).toBeUndefined();
		expect(logged.join()).toContain('forged');
	});

	test('have the provider call again, with all of it, where the execution cannot be reached', async () => {
		const { events, status, logged } = await call(['Hi', 'tap']);
		expect({ events, status }).toEqual({ events: undefined, status: 503 });
		expect(logged.at(-1)).toBe(
			'Trigger: an answer, or what may be one, could not be handed to the execution that waits for it, so that the provider is asked to send it again',
		);
		expect((await call(['Hi', 'tap'], { waiting: taken })).events).toHaveLength(1);
	});

	test('are not looked up for a call that nothing proves, which anybody may have made', async () => {
		const asking: Inbound = {
			...several,
			read: () => ({
				events: [
					{
						event: 'message.received',
						message: { type: 'text', text: '1' },
						questionRequest: { method: 'GET', path: '/messages/1' },
					},
				],
			}),
		};
		const key = 'a webhook secret';
		const says = async (secret: string) => {
			const signature = createHmac('sha256', secret).update('{}').digest('hex');
			return await receiveFrom(
				'vobiz',
				{
					body: '{}',
					headers: { 'x-webhook-signature': signature },
					credential: { webhookSecret: key },
				},
				async (node) => await receive(node, asking),
			);
		};
		const [proven, other] = [await says(key), await says('another')];
		// The provider cannot be reached here.
		expect(proven.logged.join()).toContain('could not find out whether a message answers');
		expect(other.logged).toEqual([]);
		for (const { events } of [proven, other]) expect(events).toHaveLength(1);
	});

	describe('in words that quote nothing', () => {
		const key = 'a webhook secret';
		const says = async ({
			secret = key,
			sharedMemory = true,
			through = inbound,
			text = 'Yes',
		} = {}) => {
			const body = JSON.stringify({ says: [text] });
			const { events, logged } = await receiveFrom(
				'vobiz',
				{
					body,
					headers: {
						'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex'),
					},
					credential: { webhookSecret: key },
					parameters: { 'options.sharedMemory': sharedMemory },
					waiting: taken,
				},
				async (node) => await receive(node, through),
			);
			// The credential has no address of n8n.
			const isLookedUp = logged.some((line) =>
				line.startsWith('Trigger: could not find out whether a message answers a question: '),
			);
			return { isLookedUp, events };
		};

		test('are looked up in the shared memory', async () => {
			const { isLookedUp, events } = await says();
			expect(isLookedUp).toBe(true);
			expect(events!.map(({ message }) => message!.text)).toEqual(['Yes']);
		});

		test('are not, without the option', async () => {
			expect((await says({ sharedMemory: false })).isLookedUp).toBe(false);
		});

		test('are not, where nothing proves the call', async () => {
			expect((await says({ secret: 'another' })).isLookedUp).toBe(false);
		});

		test('are not, where they may come from another person', async () => {
			const through: Inbound = { ...inbound, caution: () => 'Mind the sender' };
			expect((await says({ through })).isLookedUp).toBe(false);
		});

		test('are not what a tap says', async () => {
			const { isLookedUp, events } = await says({ text: 'tap' });
			expect({ isLookedUp, events }).toEqual({ isLookedUp: false, events: undefined });
		});
	});

	test('are not looked at before the call is proven', async () => {
		const parameters = { 'options.acceptUnsigned': false };
		const { status, logged } = await call(['tap'], { parameters });
		expect(status).toBe(401);
		expect(logged).toEqual([expect.stringContaining('refused a call')]);
	});
});
