import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answeringServer } from '../../support/answeringServer';
import { receiveFrom } from '../../support/receiving';
import { evolutionTrigger, passOnInEngine } from '../../support/trigger';

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
