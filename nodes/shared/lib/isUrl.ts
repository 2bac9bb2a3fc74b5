/**
 * Whether a text is an address. `URL.canParse` is not asked: in Node.js 20 its compiled form, once it was
 * called often, takes no letters with accents.
 */
export function isUrl(text: string, base?: string): boolean {
	try {
		new URL(text, base);
		return true;
	} catch {
		return false;
	}
}
