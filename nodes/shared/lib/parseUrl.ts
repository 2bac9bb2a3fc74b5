/**
 * `undefined` where a text is not an address. `URL.canParse` is not asked: in Node.js 20 its compiled
 * form, once it was called often, takes no letters with accents.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
