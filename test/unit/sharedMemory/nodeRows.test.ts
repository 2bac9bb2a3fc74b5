import { NodeRows } from '../../../nodes/shared/sharedMemory/nodeRows';

const rowsOf = (workflowId: string, nodeId: string, name?: string) =>
	new NodeRows(
		{
			getWorkflow: () => ({ id: workflowId, name, active: true }),
			getNode: () => ({ id: nodeId }) as never,
		},
		'Send Once key',
	);

test('a row is of its node alone, and says to people which key and which workflow it is of', () => {
	const rows = rowsOf('w1', 'n1', 'Orders');
	const row = rows.newRow('order 17', { outcome: 'sending', to: '+56912345678' });
	expect(row).toEqual({
		kind: 'Send Once key',
		key: 'order 17',
		workflow: 'Orders',
		outcome: 'sending',
		to: '+56912345678',
		lookup: rows.lookupOf('order 17'),
		token: expect.any(String),
	});
	const lookups = [rows, rowsOf('w1', 'n2'), rowsOf('w2', 'n1')].map((own) =>
		own.lookupOf('order 17'),
	);
	expect(new Set(lookups).size).toBe(3);
	expect(rowsOf('w1', 'n1', 'Renamed').lookupOf('order 17')).toBe(lookups[0]);
});

test('each row has a token of its own, and a workflow without a name has none', () => {
	const [one, other] = [1, 2].map(() => rowsOf('w1', 'n1').newRow('a', {}));
	expect(one.token).not.toBe(other.token);
	expect(one.workflow).toBe('');
});
