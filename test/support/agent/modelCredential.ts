import type { N8nClient, WorkflowJson } from '../../../scripts/n8n/n8nClient';

const TYPE = 'openAiApi';
const NAME = 'Stand-in model';

/** Creates the credential of the stand-in model; returns it by its type. */
export async function saveModelCredential(
	n8n: N8nClient,
	modelUrl: string,
): Promise<Record<string, string>> {
	return { [TYPE]: await n8n.saveCredential(NAME, TYPE, { apiKey: 'stand-in', url: modelUrl }) };
}

/** Chooses it in the model of an imported workflow, as a person does whom n8n asks for one. */
export async function chooseModelCredential(
	n8n: N8nClient,
	workflowId: string,
	{ [TYPE]: id }: Record<string, string>,
): Promise<void> {
	const workflow = await n8n.rest<WorkflowJson & { versionId: string }>(
		'GET',
		`/workflows/${workflowId}`,
	);
	const nodes = workflow.nodes.map((node) =>
		node.type.endsWith('.lmChatOpenAi')
			? { ...node, credentials: { [TYPE]: { id, name: NAME } } }
			: node,
	);
	await n8n.rest('PATCH', `/workflows/${workflowId}`, { ...workflow, nodes });
}
