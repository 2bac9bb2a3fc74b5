import type { IDataObject, JsonValue } from 'n8n-workflow';
import { windowOf, type WindowSearch } from '../../../nodes/Vobiz/conversationWindow';
import type { Lookup } from '../../../nodes/shared/contract/operation';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { located } from '../../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { answeringServer } from '../../support/servers/answeringServer';

const SHOP = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';
const PRIYA = '+919876543210';

describe('the way to the window', () => {
	const HOUR = 3_600_000;
	const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

	const conversation = (hours: number | null, more: IDataObject = {}) => ({
		channel_id: SHOP,
		contact_id: 'c1',
		category: 'service',
		expires_at: hours === null ? null : inHours(hours),
		...more,
	});

	/** Answers by the path, and notes what was asked; what has no answer fails. */
	function walk(answers: Record<string, JsonValue>, recipient = PRIYA) {
		const asked: string[] = [];
		let lookup: Lookup<WindowSearch> | undefined = windowOf(SHOP, recipient, {});
		let found: WindowSearch | undefined;
		while (lookup) {
			const { path }: { path: string } = lookup.request;
			asked.push(path);
			found = (path in answers ? lookup.find(answers[path]) : undefined) ?? lookup.otherwise;
			lookup = lookup.next?.(found!);
		}
		return { asked, window: found?.window };
	}

	const search = (number: string) => `/contacts?search=${encodeURIComponent(number)}&limit=100`;
	const priya = { items: [{ id: 'c1', phone_number: PRIYA }] };
	const known = { [search(PRIYA)]: priya };

	test.each<[string, IDataObject[], string]>([
		['that ends later', [conversation(1)], 'open'],
		['that has ended', [conversation(-1)], 'closed'],
		['of which one ends later', [conversation(-1), conversation(1)], 'open'],
		['without an end', [conversation(null)], 'unknown'],
		['that a template opened', [conversation(1, { category: 'MARKETING' })], 'unknown'],
		['on another channel', [conversation(1, { channel_id: 'x' })], 'closed'],
		['with somebody else', [conversation(1, { contact_id: 'x' })], 'closed'],
		['that there is none of', [], 'closed'],
	])('a conversation %s', (_name, items, window) => {
		expect(walk({ ...known, '/conversations': { items } } as never)).toEqual({
			asked: [search(PRIYA), '/conversations'],
			window,
		});
	});

	test.each<[string, Record<string, JsonValue>]>([
		['contacts that cannot be read', { [search(PRIYA)]: { error: 'x' } }],
		['no answer about contacts', {}],
		['no answer about conversations', known as never],
		['conversations that cannot be read', { ...known, '/conversations': [] } as never],
		[
			'a conversation that cannot be read',
			{ ...known, '/conversations': { items: [{ contact: 'c1' }] } } as never,
		],
		[
			'a list that is cut off',
			{ ...known, '/conversations': { items: [], has_more: true } } as never,
		],
	])('%s: nobody knows', (_name, answers) => {
		expect(walk(answers).window).toBe('unknown');
	});

	test('who is no contact never wrote', () => {
		const other = { items: [{ id: 'c2', phone_number: '+919876543211' }] };
		expect(walk({ [search(PRIYA)]: other })).toEqual({ asked: [search(PRIYA)], window: 'closed' });
	});

	test('all pages are read, until the window is open', () => {
		const answers = {
			...known,
			'/conversations': { items: [conversation(-1)], next_cursor: 'a b' },
			'/conversations?cursor=a%20b': { items: [conversation(1)], next_cursor: 'c' },
		};
		expect(walk(answers as never)).toEqual({
			asked: [search(PRIYA), '/conversations', '/conversations?cursor=a%20b'],
			window: 'open',
		});
	});

	test('a server that always promises more is asked no more than fifty times', () => {
		const endless = new Proxy(known, {
			has: () => true,
			get: (target, path: string) => target[path] ?? { items: [], next_cursor: `${path.length}` },
		});
		const { asked, window } = walk(endless as never);
		expect(window).toBe('unknown');
		expect(asked).toHaveLength(51);
	});

	test('a mobile that WhatsApp writes without its ninth digit is the same person', () => {
		const written = '+555181234567';
		const recipient = '+5551981234567';
		const answers = {
			[search(recipient)]: { items: [] },
			[search(written)]: { items: [{ id: 'c1', phone_number: written }] },
			'/conversations': { items: [conversation(1)] },
		};
		expect(walk(answers as never, recipient)).toEqual({
			asked: [search(recipient), search(written), '/conversations'],
			window: 'open',
		});
	});
});

describe('if the window is closed', () => {
	let sandbox: SandboxProcess;
	let vobiz: ReturnType<typeof nodesAt>['vobizSend'];
	beforeAll(async () => {
		sandbox = await startSandboxProcess();
		vobiz = nodesAt(sandbox.url).vobizSend;
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(async () => await sandbox.clear());

	const send = async (changes: IDataObject, items: IDataObject[] = [{ to: PRIYA }]) => {
		const parameters = {
			operation: 'send',
			channel: located(SHOP),
			recipient: '={{ $json.to }}',
			messageType: 'text',
			messageText: 'Hi',
			additionalFields: {},
			options: {},
			...changes,
		};
		const { outputs, hints, error } = await runNode(vobiz, parameters, items);
		const sent = (await sandbox.messages()).filter(({ direction }) => direction === 'outgoing');
		return {
			error,
			hints,
			receipts: (outputs[0] ?? []).map(({ json }) => json),
			bodies: sent.map(({ request }) => request.body as IDataObject),
		};
	};
	const says = async (from: string) =>
		await sandbox.reply({ provider: 'vobiz', from, type: 'text', text: 'Hello' });

	test('Skip: only who wrote within 24 hours gets it, and the receipts say so', async () => {
		await says(PRIYA);
		const items = [{ to: PRIYA }, { to: '+919876543211' }];
		const { receipts, bodies, hints } = await send({ ifWindowClosed: 'skip' }, items);
		expect(receipts).toMatchObject([
			{ outcome: 'accepted', to: PRIYA },
			{
				outcome: 'skipped',
				to: '+919876543211',
				reason: expect.stringContaining('24-hour window is closed'),
				attempts: 0,
				messageId: null,
			},
		]);
		expect(receipts[0]).not.toHaveProperty('reason');
		expect(bodies).toMatchObject([{ to: PRIYA }]);
		expect(hints).toContainEqual(expect.stringMatching(/^1 accepted, 1 skipped \(The 24-hour/));
	});

	const template = {
		ifWindowClosed: 'sendTemplate',
		template: located('order_cancelled|en_US'),
		variablesAs: 'fields',
		templateVariables: { mappingMode: 'defineBelow', value: { body_1: 'ORD-1' } },
	};

	test('Send This Template Instead: its variables are filled in, and the receipt says so', async () => {
		await says(PRIYA);
		const items = [{ to: PRIYA }, { to: '+919876543211' }];
		const { receipts, bodies } = await send(template, items);
		expect(receipts[0]).not.toHaveProperty('reason');
		expect(receipts[1]).toMatchObject({
			outcome: 'accepted',
			reason: 'The 24-hour window is closed: the template goes instead',
		});
		expect(bodies.find(({ to }) => to === PRIYA)).toMatchObject({ type: 'text' });
		expect(bodies.find(({ to }) => to !== PRIYA)).toMatchObject({
			type: 'template',
			template: {
				name: 'order_cancelled',
				language: { code: 'en_US' },
				components: [{ type: 'body', parameters: [{ type: 'text', text: 'ORD-1' }] }],
			},
		});
	});

	test('a template that lacks a value is refused beforehand, as the text would be', async () => {
		const { error, bodies } = await send({ ...template, template: located('order_cancelled') });
		expect(error!.message).toContain("'Template' lacks its name or its language");
		expect(error!.message).toContain('(items[0].template)');
		expect(bodies).toEqual([]);
	});

	test('where Vobiz does not say, it is sent as asked, and receipt and hint say so', async () => {
		const server = await answeringServer({
			[`GET /contacts?search=%2B${PRIYA.slice(1)}&limit=100`]: { status: 403, body: {} },
			'POST /messages': { status: 201, body: { id: 'm1', status: 'pending' } },
		});
		try {
			const { outputs, hints } = await runNode(
				nodesAt('', { baseUrl: server.url }).vobizSend,
				{
					operation: 'send',
					channel: located(SHOP),
					recipient: PRIYA,
					messageType: 'text',
					messageText: 'Hi',
					ifWindowClosed: 'skip',
					additionalFields: { wabaId: '1' },
					options: {},
				},
				[{}, {}],
			);
			const reason = 'Vobiz did not say whether the 24-hour window is open: it goes as asked';
			for (const { json } of outputs[0])
				expect(json).toMatchObject({ outcome: 'accepted', reason });
			expect(hints).toContainEqual(`2 accepted, 2 with a remark (${reason})`);
			// Asked once for both.
			expect(server.requests().filter((request) => request.startsWith('GET'))).toHaveLength(1);
		} finally {
			await server.stop();
		}
	});

	test('Send Anyway asks nothing, as workflows that were saved before do', async () => {
		for (const changes of [{}, { ifWindowClosed: 'sendAnyway' }]) {
			const { receipts } = await send(changes);
			expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
			expect(receipts[0]).not.toHaveProperty('reason');
		}
	});
});
