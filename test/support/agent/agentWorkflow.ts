import type { NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { node, workflowOf } from '../workflows/deliveryWorkflows';

export const AGENT = 'AI Agent';

interface AgentParts {
	/** What the agent is asked, and what it is told beforehand. */
	parameters: { text: string; options?: { systemMessage: string } };
	tools: NodeJson[];
	/** What tells the conversations apart that it remembers; without it, it remembers nothing. */
	memoryKey?: string;
	/** What follows the agent. */
	then?: NodeJson[];
}

/**
 * A workflow in which n8n's agent works with the stand-in model.
 * @param before the agent, from the trigger on
 */
export function agentWorkflow(
	name: string,
	before: NodeJson[],
	{ parameters, tools, memoryKey, then = [] }: AgentParts,
): WorkflowJson {
	const agent = langchain(AGENT, 'agent', 3.1, {
		promptType: 'define',
		options: {},
		...parameters,
	});
	const chatModel = {
		...langchain('OpenAI Chat Model', 'lmChatOpenAi', 1.3, {
			model: { __rl: true, mode: 'id', value: 'stand-in' },
			options: {},
		}),
		credentials: { openAiApi: { name: 'Stand-in model' } },
	};
	const memory = langchain('Memory', 'memoryBufferWindow', 1.3, {
		sessionIdType: 'customKey',
		sessionKey: memoryKey,
	});
	const parts = [
		{ part: chatModel, as: 'ai_languageModel' },
		...tools.map((part) => ({ part, as: 'ai_tool' })),
		...(memoryKey === undefined ? [] : [{ part: memory, as: 'ai_memory' }]),
	];
	const { nodes, connections, ...workflow } = workflowOf(name, [...before, agent, ...then]);
	return {
		...workflow,
		nodes: [...nodes, ...parts.map(({ part }) => part)],
		connections: {
			...connections,
			...Object.fromEntries(
				parts.map(({ part, as }) => [part.name, { [as]: [[{ node: AGENT, type: as, index: 0 }]] }]),
			),
		},
	};
}

const langchain = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: NodeJson['parameters'],
): NodeJson => ({
	...node(name, '', typeVersion, parameters),
	type: `@n8n/n8n-nodes-langchain.${type}`,
});
