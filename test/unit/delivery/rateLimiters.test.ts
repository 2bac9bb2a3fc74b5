import { rateLimiterOf, slotRegisterOf } from '../../../nodes/shared/delivery/rateLimiters';
import { openAccount } from '../../../nodes/shared/http/account';
import type { SharedMemory } from '../../../nodes/shared/sharedMemory/sharedMemory';
import { acme, acmeNode } from '../../support/n8n/acme';
import { MemoryTable } from '../../support/n8n/memoryTable';

const accountOf = async (apiKey: string) =>
	await openAccount(
		acmeNode({ credential: { baseUrl: 'https://acme.example', apiKey } }).node,
		acme,
	);

const memoryIn = (table: MemoryTable, id = 'memory') =>
	({ id, hurried: table }) as unknown as SharedMemory;

test('executions share the limiter of an account, if they share their memory too', async () => {
	const [one, other] = [await accountOf('key-1'), await accountOf('key-2')];
	const memory = memoryIn(new MemoryTable());
	expect(rateLimiterOf(acme, one)).toBe(rateLimiterOf(acme, { ...one }));
	expect(rateLimiterOf(acme, one)).not.toBe(rateLimiterOf(acme, other));
	expect(rateLimiterOf(acme, one)).not.toBe(rateLimiterOf({ ...acme, name: 'other' }, one));
	const shared = rateLimiterOf(acme, one, memory);
	expect(shared).not.toBe(rateLimiterOf(acme, one));
	expect(shared).toBe(rateLimiterOf(acme, one, { ...memory }));
	expect(shared).not.toBe(rateLimiterOf(acme, one, { ...memory, id: 'another' }));
});

test('an account has one row, which people can read, without its key', async () => {
	const table = new MemoryTable();
	const memory = memoryIn(table);
	const change = async (apiKey: string) => {
		const register = slotRegisterOf(acme, await accountOf(apiKey), memory);
		await register.change((state) => ({ state, result: undefined }));
	};
	await change('key-1');
	await change('key-1');
	expect(table.rows).toMatchObject([{ kind: 'Rate limit', key: 'Acme, My account' }]);
	await change('key-2');
	expect(table.rows).toHaveLength(2);
	expect(JSON.stringify(table.rows)).not.toContain('key-1');
});
