import { inTurn } from '../../../nodes/Vobiz/inTurn';
import type { Lookup } from '../../../nodes/shared/contract/operation';

/** Adds its name to what is known. */
const lookup = (name: string, next?: string) => (known: string) =>
	({
		request: { method: 'GET', path: `/${name}` },
		find: () => known + name,
		missing: { code: 'not-found', field: '', reason: '', whatToDo: '' },
		...(next !== undefined && { next: lookup(next) }),
	}) as Lookup<string>;

const walk = (first: Lookup<string> | undefined) => {
	let found = '';
	for (let current = first; current; current = current.next?.(found)) {
		found = current.find(undefined)!;
	}
	return found;
};

test('each is asked with what is known by then, and what it asks itself goes before', () => {
	const others = [lookup('a'), lookup('b', 'c'), () => undefined, lookup('d')];
	expect(walk(inTurn('', ...others))).toBe('abcd');
});

test('nothing to ask is no look-up', () => {
	expect(inTurn('', () => undefined)).toBeUndefined();
	expect(inTurn('')).toBeUndefined();
});
