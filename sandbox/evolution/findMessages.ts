import { textAt, valueAt } from '../lib/jsonAccess';
import { EvolutionError } from './evolutionError';
import type { StoredMessage } from './messageStore';

/** As measured of version 1.8.6, which keeps its messages in files: it looks at the ID alone. */
export function foundInFiles(newestFirst: StoredMessage[], query: unknown): object[] {
	const id = textAt(query, 'where', 'key', 'id');
	const limit = valueAt(query, 'limit') as number | undefined;
	return newestFirst
		.map(({ told }) => told)
		.filter(({ key }) => id === null || key.id === id)
		.slice(0, limit);
}

/** As measured of version 2.3.7: page by page, out of a database. */
export function foundInPages(
	newestFirst: StoredMessage[],
	query: unknown,
	recordOf: (stored: StoredMessage) => object,
): object {
	const page = wholeNumber(query, 'page') || 1;
	const offset = wholeNumber(query, 'offset') || 50;
	const found = newestFirst.map(recordOf).filter((record) => isWanted(record, query));
	return {
		messages: {
			total: found.length,
			pages: Math.ceil(found.length / offset),
			currentPage: page,
			records: found.slice((page - 1) * offset, page * offset),
		},
	};
}

function wholeNumber(query: unknown, name: string): number {
	const value = valueAt(query, name) ?? 0;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
	const words = '\nInvalid `this.prismaRepository.message.findMany()` invocation';
	throw new EvolutionError(500, words);
}

/** `fromMe: false` is taken for no filter. */
function isWanted(record: object, query: unknown): boolean {
	const wanted = (...path: string[]) => valueAt(query, 'where', ...path);
	const fits = (...path: string[]) =>
		!wanted(...path) || wanted(...path) === valueAt(record, ...path);
	return (
		fits('key', 'id') && fits('key', 'fromMe') && fits('key', 'remoteJid') && fits('messageType')
	);
}
