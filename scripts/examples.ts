import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowJson } from './n8nClient';

const folder = join(__dirname, '..', 'examples');

/** The file names of the example workflows. */
export const exampleFiles = (): string[] =>
	readdirSync(folder).filter((file) => file.endsWith('.json'));

/** Reads an example, whose first node is its trigger. */
export const readExample = (file: string) =>
	JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowJson;
