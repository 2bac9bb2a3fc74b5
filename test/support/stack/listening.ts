import type { SandboxMessage } from '../../../sandbox/conversations';
import type { N8nClient, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { inboxAt, type Inbox } from '../sandbox/inbox';
import type { OpenStack } from './openStack';
import { enterByHand, productionUrl } from '../workflows/triggerWorkflow';
import { until } from './until';

const SECONDS = 60;

/** A workflow that is active, and the sandbox that it hears of what contacts do. */
export interface Listening extends Inbox {
	n8n: N8nClient;
	workflowId: string;
	/** What was sent, once there is that much of it; fails where there is more. */
	sent(count: number): Promise<SandboxMessage[]>;
	/** Of the executions that failed, once all events were delivered and all executions have ended. */
	errors(): Promise<string[]>;
	stop(): Promise<void>;
}

/** Activates a workflow, and enters by hand what does not register itself. */
export async function listen(
	{ n8n, sandboxUrl }: OpenStack,
	workflowId: string,
): Promise<Listening> {
	const inbox = inboxAt(sandboxUrl);
	const { nodes } = await n8n.rest<WorkflowJson>('GET', `/workflows/${workflowId}`);
	await n8n.activate(workflowId);
	for (const node of nodes.filter(({ webhookId }) => webhookId)) {
		await enterByHand(inbox, node.parameters.provider, productionUrl(n8n.url, node));
	}
	const outgoing = async () =>
		(await inbox.messages()).filter(({ direction }) => direction === 'outgoing');
	const executions = async () => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await n8n.rest<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		return results;
	};
	return {
		...inbox,
		n8n,
		workflowId,
		async sent(count) {
			await until(SECONDS, async () => (await outgoing()).length >= count, `${count} messages`);
			const messages = await outgoing();
			if (messages.length > count) throw new Error(`${messages.length} messages, not ${count}`);
			return messages;
		},
		async errors() {
			const heard = async () =>
				(await inbox.deliveries()).every(({ state }) => state === 'delivered');
			await until(SECONDS, heard, 'the deliveries of all events');
			const ended = async () =>
				(await executions()).every(({ status }) => !['new', 'running', 'waiting'].includes(status));
			await until(SECONDS, ended, 'the end of all executions');
			const failed = (await executions()).filter(({ status }) => status !== 'success');
			return await Promise.all(
				failed.map(async ({ id, status }) => (await n8n.untilEnded(id)).error?.message ?? status),
			);
		},
		async stop() {
			await n8n.deactivate(workflowId);
		},
	};
}
