/** Reads values of which nothing is known, since the inbox shows invalid requests too. */
export function valueAt(value: unknown, ...path: string[]): unknown {
	let found = value;
	for (const name of path) {
		if (typeof found !== 'object' || found === null) return undefined;
		found = (found as Record<string, unknown>)[name];
	}
	return found;
}

export function textAt(value: unknown, ...path: string[]): string | null {
	const found = valueAt(value, ...path);
	return typeof found === 'string' ? found : null;
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
	const found = valueAt(value, ...path);
	return Array.isArray(found) ? found : [];
}

export function objectAt(value: unknown, ...path: string[]): Record<string, unknown> {
	const found = valueAt(value, ...path);
	return typeof found === 'object' && found !== null ? { ...found } : {};
}
