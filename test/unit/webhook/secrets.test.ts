import { derivedSecret } from '../../../nodes/shared/webhook/secrets';

test('a derived secret is the same for a node, and another one for another', () => {
	const secret = derivedSecret('key', 'workflow', 'node');
	expect(secret).toMatch(/^[\da-f]{64}$/);
	expect(derivedSecret('key', 'workflow', 'node')).toBe(secret);
	for (const other of [
		derivedSecret('key2', 'workflow', 'node'),
		derivedSecret('key', 'workflow2', 'node'),
		derivedSecret('key', 'workflow', 'node2'),
	]) {
		expect(other).not.toBe(secret);
	}
});
