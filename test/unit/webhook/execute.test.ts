import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { emitEvents } from '../../../nodes/shared/webhook/execute';
import { acme, acmeNode } from '../../support/n8n/acme';
import { answeringServer } from '../../support/servers/answeringServer';
import { receiveFrom } from '../../support/n8n/receiving';
import { evolutionTrigger, passOnInEngine } from '../../support/n8n/trigger';

const recorded = (file: string) =>
	JSON.parse(
		readFileSync(join(__dirname, '..', '..', 'fixtures', 'evolution', `${file}.json`), 'utf8'),
	);

const byHand = { provider: 'evolution', registration: 'byHand' };

test('without the option nothing is fetched', async () => {
	const server = await answeringServer({});
	const { items } = await passOnInEngine(evolutionTrigger(server.url), { ...byHand, options: {} }, [
		{ json: { message: { media: { url: `${server.url}/a` } } } },
	]);
	expect(items).toHaveLength(1);
	await server.stop();
	expect(server.asked).toEqual([]);
});

describe('who wrote on a WhatsApp Business channel', () => {
	const hintsOf = async (file: string, headers: Record<string, string> = {}) => {
		const { body } = recorded(file);
		const { items } = await receiveFrom('evolution', { body: [body].flat()[0], headers });
		const node = evolutionTrigger('http://127.0.0.1:1');
		const passed = await passOnInEngine(node, { ...byHand, options: {} }, items);
		expect(passed.items.map((item) => Object.keys(item).sort())).toEqual(
			items.map(() => ['json', 'pairedItem']),
		);
		return passed.hints;
	};

	test.each(['v2.3.6/webhook-03-messages.upsert', 'v2.3.7/webhook-02-messages.upsert-text'])(
		'may be somebody else, and the execution says so: %s',
		async (file) =>
			expect(await hintsOf(file)).toEqual([expect.stringContaining('mixes up the senders')]),
	);

	test('is right since 2.4, which names itself, and was in version 1', async () => {
		const named = { 'x-instance-id': 'd04d84cf' };
		expect(await hintsOf('v2.3.7/webhook-02-messages.upsert-text', named)).toEqual([]);
		expect(await hintsOf('v1.8.6/webhook-03-messages.upsert')).toEqual([]);
	});

	test('is not asked of statuses', async () => {
		expect(await hintsOf('v2.3.6/webhook-06-messages.update')).toEqual([]);
	});
});

describe('an execution', () => {
	const inbound = { provider: acme } as Inbound;

	const event = (id: string): INodeExecutionData => ({
		json: { provider: 'acme', event: 'message.received', eventId: id, message: { id } },
	});

	const emitting = (mode: 'manual' | 'webhook') => {
		const { node, hints } = acmeNode({ mode, items: [{ options: {} }] });
		const emit = async (...items: INodeExecutionData[]) => {
			node.getInputData = () => items;
			const emitted = await emitEvents(node, inbound);
			return emitted?.[0].map(({ json }) => (json.message as IDataObject).id);
		};
		return { emit, hints };
	};

	test('goes on with what is new, and not where nothing is', async () => {
		const { emit } = emitting('webhook');
		expect(await emit(event('1'), event('2'))).toEqual(['1', '2']);
		expect(await emit(event('2'), event('3'))).toEqual(['3']);
		expect(await emit(event('3'))).toBeUndefined();
	});

	test('by hand remembers nothing', async () => {
		const { emit } = emitting('manual');
		expect(await emit(event('1'))).toEqual(['1']);
		expect(await emit(event('1'))).toEqual(['1']);
	});

	test('says once what several calls showed', async () => {
		const { emit, hints } = emitting('webhook');
		const careful = (id: string) => ({ ...event(id), caution: 'Mind this' });
		await emit(careful('1'), careful('2'), event('3'));
		expect(hints).toEqual(['Mind this']);
	});
});
