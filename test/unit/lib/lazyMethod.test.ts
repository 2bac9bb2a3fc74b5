import { lazyMethod } from '../../../nodes/shared/lib/lazyMethod';

test('loads its code when it is called, and hands over the node and the rest', async () => {
	let loads = 0;
	const method = lazyMethod(async () => {
		loads += 1;
		return async (node: { name: string }, filter?: string) => `${node.name}: ${filter}`;
	});
	expect(loads).toBe(0);
	expect(await method.call({ name: 'Vobiz Send' }, 'main')).toBe('Vobiz Send: main');
	expect(loads).toBe(1);
});
