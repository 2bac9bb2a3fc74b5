/** "Vambe, Vobiz and Evolution". Not by Intl.ListFormat: to load it takes longer than all our files. */
export function inWords(named: ReadonlyArray<{ displayName: string }>, word: 'and' | 'or'): string {
	const names = named.map(({ displayName }) => displayName);
	const last = names.pop() ?? '';
	return names.length > 0 ? `${names.join(', ')} ${word} ${last}` : last;
}
