import type { N8nClient } from '../../../scripts/n8n/n8nClient';
import { TABLE_NAME } from '../../../nodes/shared/sharedMemory/dataTable';
import type { Row } from '../../../nodes/shared/sharedMemory/row';

interface Tables {
	data: Array<{ id: string; name: string; projectId: string }>;
}

/** The rows of waiting questions, as n8n's Data tables page has them. */
export async function waitingQuestions(n8n: N8nClient): Promise<Row[]> {
	const { data } = await n8n.rest<Tables>('GET', '/data-tables-global');
	const table = data.find(({ name }) => name === TABLE_NAME);
	if (!table) return [];
	const path = `/projects/${table.projectId}/data-tables/${table.id}/rows`;
	const { data: rows } = await n8n.rest<{ data: Row[] }>('GET', path);
	return rows.filter(({ kind }) => kind === 'Waiting question');
}
