/** "Vambe, Vobiz and Evolution". Not by Intl.ListFormat: to load it takes longer than all our files. */
export function inWords(names: readonly string[], word: 'and' | 'or'): string {
	const most = names.slice(0, -1).join(', ');
	return [most, ...names.slice(-1)].filter(Boolean).join(` ${word} `);
}
