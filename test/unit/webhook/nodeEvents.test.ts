import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeEvents } from '../../../nodes/shared/webhook/nodeEvents';
import { MemoryStore } from '../../support/n8n/memoryStore';

const eventsIn = (store: MemoryStore) =>
	new NodeEvents({
		helpers: store.helpers,
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'trigger' }),
	} as unknown as IExecuteFunctions);

test('the first entry of an event says whether it is new', async () => {
	const store = new MemoryStore();
	expect(await eventsIn(store).record([['a'], ['b', 'b later']])).toEqual(new Set(['a', 'b']));
	expect(await eventsIn(store).record([['b'], ['c']])).toEqual(new Set(['c']));
	expect(await eventsIn(store).record([['b later']])).toEqual(new Set());
});

test('a call of more events than are remembered is known as a whole', async () => {
	const store = new MemoryStore();
	const many = Array.from({ length: 2_500 }, (_, index) => [`event ${index}`]);
	expect((await eventsIn(store).record(many)).size).toBe(2_500);
	expect((await eventsIn(store).record(many)).size).toBe(0);
});
