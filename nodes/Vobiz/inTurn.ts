import type { Lookup } from '../shared/contract/operation';

type Next<Known> = (known: Known) => Lookup<Known> | undefined;

/** Asks one after the other, each with what is known by then. */
export function inTurn<Known>(known: Known, ...[first, ...others]: Array<Next<Known>>) {
	if (!first) return undefined;
	const then: Next<Known> = (found) => inTurn(found, ...others);
	const lookup = first(known);
	return lookup ? followedBy(lookup, then) : then(known);
}

/** What a look-up itself asks next goes before. */
const followedBy = <Known>(lookup: Lookup<Known>, then: Next<Known>): Lookup<Known> => ({
	...lookup,
	next(found) {
		const own = lookup.next?.(found);
		return own ? followedBy(own, then) : then(found);
	},
});
