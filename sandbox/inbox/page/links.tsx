/** Up to a blank, or to what no address has in it. */
const ADDRESS = /https?:\/\/[^\s<>"“”„«»]+/gi;

/** What ends the sentence around an address, and not the address. */
const ENDS = /[.,;:!?'’…*]+$/;
const ENDS_AND_BRACKETS = /[.,;:!?'’…*)\]}]+$/;

/** A text whose addresses of the web open in a new tab. */
export const Linked = ({ text }: { text: string }) => (
	<>
		{partsOf(text).map((part, index) =>
			typeof part === 'string' ? (
				part
			) : (
				<a key={index} href={part.href} target="_blank" rel="noreferrer noopener">
					{part.href}
				</a>
			),
		)}
	</>
);

function partsOf(text: string): Array<string | { href: string }> {
	const parts: Array<string | { href: string }> = [];
	let end = 0;
	for (const { 0: found, index } of text.matchAll(ADDRESS)) {
		const href = withoutEnd(found);
		if (!URL.canParse(href)) continue;
		parts.push(text.slice(end, index), { href });
		end = index + href.length;
	}
	return [...parts, text.slice(end)];
}

const withoutEnd = (address: string) =>
	address.replace(address.includes('(') ? ENDS : ENDS_AND_BRACKETS, '');
