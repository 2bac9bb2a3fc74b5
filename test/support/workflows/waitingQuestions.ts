import { TABLE_NAME } from '../../../nodes/shared/sharedMemory/dataTable';
import type { Row } from '../../../nodes/shared/sharedMemory/row';
import type { N8nClient } from '../../../scripts/n8n/n8nClient';
import { dataTableRows } from '../n8n/dataTableRows';

/** The rows of waiting questions, as n8n's Data tables page has them. */
export async function waitingQuestions(n8n: N8nClient): Promise<Row[]> {
	const rows = await dataTableRows<Row>(n8n, TABLE_NAME);
	return rows.filter(({ kind }) => kind === 'Waiting question');
}
