import type { NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { credentialOf } from '../workflows/credentialOf';
import { ASK, asker, startedBy } from '../workflows/askingWorkflow';
import { after } from '../workflows/triggerWorkflow';
import { byAgent, toolOf } from './agentTools';
import { agentWorkflow } from './agentWorkflow';

/** What the agent does, once a person approves it. */
export const OFFER = 'Send_an_offer';

/** Who gets offers, and who approves them. */
export const [CUSTOMER, BOSS] = ['+12025550143', '+56912345678'];

/** An agent that may send an offer only if the boss approves it on WhatsApp. */
export function reviewedAgent(path: string, options: object = {}): WorkflowJson {
	const offer: NodeJson = {
		...toolOf({
			type: 'aisouleSend',
			parameters: {
				operation: 'send',
				recipient: CUSTOMER,
				messageType: 'text',
				messageText: byAgent('Offer'),
			},
		}),
		name: OFFER,
	};
	const review: NodeJson = {
		...asker({
			recipient: BOSS,
			message: '=May I send this offer? {{ $tool.parameters.Offer }}',
			options,
		}),
		type: 'n8n-nodes-whatsapp-gateways.aisouleSendHitlTool',
		credentials: credentialOf('aisoule'),
	};
	const workflow = agentWorkflow(`Reviewed ${path}`, [startedBy(path)], {
		parameters: { text: 'Send an offer.' },
		tools: [review],
		then: [after()],
	});
	return {
		...workflow,
		nodes: [...workflow.nodes, offer],
		connections: {
			...workflow.connections,
			[OFFER]: { ai_tool: [[{ node: ASK, type: 'ai_tool', index: 0 }]] },
		},
	};
}
