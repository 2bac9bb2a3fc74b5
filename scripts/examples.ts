import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowJson } from './n8n/n8nClient';

const folder = join(__dirname, '..', 'examples');

/** The file names of the example workflows. */
export const exampleFiles = (): string[] =>
	readdirSync(folder).filter((file) => file.endsWith('.json'));

/** Where the sandbox is in the examples that name its address outside a credential. */
const USUAL_SANDBOX = 'http://127.0.0.1:4010';

/** Reads an example, whose first node is its trigger. */
export const readExample = (file: string, sandboxUrl = USUAL_SANDBOX) =>
	JSON.parse(
		readFileSync(join(folder, file), 'utf8').replaceAll(USUAL_SANDBOX, sandboxUrl),
	) as WorkflowJson;
