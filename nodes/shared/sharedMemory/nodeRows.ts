import type { IExecuteFunctions } from 'n8n-workflow';
import { lookupOf, newToken, type Kind, type NewRow } from './row';

/** Rows that belong to one node of a workflow: the same key of another node is another row. */
export class NodeRows {
	private readonly workflow: { id: string; name: string };

	private readonly nodeId: string;

	constructor(
		node: Pick<IExecuteFunctions, 'getNode' | 'getWorkflow'>,
		private readonly kind: Kind,
	) {
		const { id, name = '' } = node.getWorkflow();
		this.workflow = { id: String(id), name };
		this.nodeId = node.getNode().id;
	}

	lookupOf(key: string): string {
		return lookupOf(this.kind, this.workflow.id, this.nodeId, key);
	}

	/** A row with a token of its own. */
	newRow(key: string, known: Pick<NewRow, 'outcome' | 'to'>): NewRow {
		return {
			kind: this.kind,
			key,
			workflow: this.workflow.name,
			lookup: this.lookupOf(key),
			token: newToken(),
			...known,
		};
	}
}
