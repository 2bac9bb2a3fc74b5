import { isDeepStrictEqual } from 'node:util';

/** What a case expects: a part of what is seen, with matchers in it. */
export type Expectation = unknown;

type Matcher = (argument: unknown, seen: unknown) => boolean;

const textOf = (seen: unknown) => (typeof seen === 'string' ? seen : String(JSON.stringify(seen)));

const has: Matcher = (text, seen) => String(JSON.stringify(seen)).includes(String(text));

const MATCHERS: Record<string, Matcher> = {
	$re: (pattern, seen) => new RegExp(String(pattern)).test(textOf(seen)),
	$not: (expected, seen) => differences(expected, seen).length > 0,
	$absent: (_, seen) => seen === undefined,
	$notNull: (_, seen) => seen !== undefined && seen !== null,
	$has: has,
	$hasNot: (text, seen) => !has(text, seen),
	$len: (length, seen) => (seen as ArrayLike<unknown> | undefined)?.length === length,
};

/** Where what is seen is not what is expected; a list is compared whole, an object by the keys given. */
export function differences(expected: Expectation, seen: unknown, path = ''): string[] {
	if (typeof expected !== 'object' || expected === null) {
		return isDeepStrictEqual(expected, seen) ? [] : [difference(path, expected, seen)];
	}
	if (Array.isArray(expected)) {
		if (!Array.isArray(seen) || seen.length !== expected.length) {
			return [difference(path, expected, seen)];
		}
		return expected.flatMap((each, index) => differences(each, seen[index], `${path}[${index}]`));
	}
	return Object.entries(expected).flatMap(([key, value]: [string, unknown]) => {
		if (key === 'anyOf') return ofAny(value as Expectation[], seen, path);
		if (key.startsWith('$')) {
			const matcher = MATCHERS[key];
			if (!matcher) throw new Error(`${path || 'expected'}: there is no matcher ${key}`);
			return matcher(value, seen) ? [] : [difference(path, { [key]: value }, seen)];
		}
		const found = (seen as Record<string, unknown> | null | undefined)?.[key];
		return differences(value, found, path ? `${path}.${key}` : key);
	});
}

function ofAny(choices: Expectation[], seen: unknown, path: string): string[] {
	const all = choices.map((choice) => differences(choice, seen, path));
	return all.some((each) => each.length === 0) ? [] : all.flat();
}

const difference = (path: string, expected: unknown, seen: unknown) =>
	`${path || 'all'}: expected ${JSON.stringify(expected)}, seen ${String(JSON.stringify(seen))}`;
