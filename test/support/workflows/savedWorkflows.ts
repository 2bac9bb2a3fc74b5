import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowJson } from '../../../scripts/n8n/n8nClient';

/**
 * Workflows as released versions of the package were given to save: n8n's editor leaves out what is
 * at its default. They run for ever; a file that is there is never changed.
 */
export function savedWorkflowsIn(project: string): WorkflowJson[] {
	const folder = join(project, 'test', 'fixtures', 'workflows');
	return readdirSync(folder).flatMap((version) =>
		readdirSync(join(folder, version)).map(
			(file) => JSON.parse(readFileSync(join(folder, version, file), 'utf8')) as WorkflowJson,
		),
	);
}

export const savedWorkflows = savedWorkflowsIn(join(__dirname, '..', '..', '..'));
