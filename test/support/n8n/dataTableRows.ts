import type { N8nClient } from '../../../scripts/n8n/n8nClient';

interface Tables {
	data: Array<{ id: string; name: string; projectId: string }>;
}

/** All rows of a data table, as n8n's Data tables page has them, the oldest first; none where there is no table. */
export async function dataTableRows<Row = Record<string, unknown>>(
	n8n: N8nClient,
	name: string,
): Promise<Row[]> {
	const { data: tables } = await n8n.rest<Tables>('GET', '/data-tables-global');
	const table = tables.find((each) => each.name === name);
	if (!table) return [];
	const path = `/projects/${table.projectId}/data-tables/${table.id}/rows?sortBy=id:asc`;
	return (await n8n.rest<{ data: Row[] }>('GET', path)).data;
}
