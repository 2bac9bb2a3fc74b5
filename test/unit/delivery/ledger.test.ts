import type { IDataObject } from 'n8n-workflow';
import { Ledger } from '../../../nodes/shared/delivery/ledger';
import { acmeNode } from '../../support/n8n/acme';

const TO = '+56912345678';

const ledgerOf = (context: IDataObject, run = 0) => {
	const { node } = acmeNode({ context });
	node.evaluateExpression = () => run;
	return new Ledger(node);
};

test('a later try finds what an earlier one wrote, by item and recipient', () => {
	const context = {};
	const ids = { messageId: 'wamid.X==', contactId: 'c' };
	ledgerOf(context).write(3, TO, { outcome: 'accepted', ids });
	const later = ledgerOf(JSON.parse(JSON.stringify(context)) as IDataObject);
	expect(later.find(3, TO)).toEqual({ outcome: 'accepted', ids });
	expect(later.find(3, '+56987654321')).toBeUndefined();
	expect(later.find(2, TO)).toBeUndefined();
});

test('an item is there for its recipient, or for anybody where that cannot be read now', () => {
	const ledger = ledgerOf({});
	ledger.write(0, TO, { outcome: 'inflight', ids: {} });
	expect([ledger.has(0, TO), ledger.has(0, null)]).toEqual([true, true]);
	expect([ledger.has(0, '+56987654321'), ledger.has(1, null)]).toEqual([false, false]);
});

test('the last word counts, and what did not leave is erased', () => {
	const ledger = ledgerOf({});
	ledger.write(0, TO, { outcome: 'inflight', ids: {} });
	ledger.write(0, TO, { outcome: 'unknown', ids: {} });
	expect(ledger.find(0, TO)).toEqual({ outcome: 'unknown', ids: {} });
	ledger.erase(0);
	expect(ledger.find(0, TO)).toBeUndefined();
});

test('each run of the node by itself, and nothing is left of the last that is dropped', () => {
	const context = {};
	const [first, second] = [ledgerOf(context, 0), ledgerOf(context, 1)];
	for (const ledger of [first, second]) ledger.write(0, TO, { outcome: 'unknown', ids: {} });
	first.drop();
	expect(first.find(0, TO)).toBeUndefined();
	expect(second.find(0, TO)).toBeDefined();
	first.drop();
	second.drop();
	expect(context).toEqual({});
});
