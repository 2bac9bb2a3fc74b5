import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { listAt } from '../lib/jsonAccess';

/** The events that a version knows, as its document lists them. */
export function webhookEvents(specification: string): string[] {
	const document: unknown = parse(readFileSync(join(__dirname, specification), 'utf8'));
	return listAt(document, 'components', 'schemas', 'Events', 'items', 'enum').map(String);
}
