import { WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type INode,
	type IRunExecutionData,
	type IWebhookData,
} from 'n8n-workflow';
import { wire, type NodeUnderTest, type Parameters } from './engine';

/** A call of the address of a node that waits. */
export interface WaitingCall {
	method: 'GET' | 'POST';
	address: string;
	/** As n8n parses it. */
	body?: IDataObject;
	headers?: Record<string, string>;
}

export const WAITING_WEBHOOKS = 'http://localhost:5678/webhook-waiting';

/** What the node says, and what comes out of it where it goes on. */
interface Said {
	status: number;
	said?: unknown;
	wentOn?: { status: string; output: IDataObject[] };
}

/** A node that asks and waits, in n8n's own engine, as built. */
export async function askInEngine(
	node: NodeUnderTest,
	parameters: Parameters,
	items: IDataObject[],
	settings: Partial<INode> = {},
) {
	const { workflow, additionalData } = wire(node, parameters, 'stopWorkflow', settings);
	Object.assign(additionalData, { executionId: '7', webhookWaitingBaseUrl: WAITING_WEBHOOKS });
	const asking = workflow.getNode('Node')!;

	const inWebhook = (method: WaitingCall['method'], data: IRunExecutionData) =>
		new WebhookContext(
			workflow,
			asking,
			additionalData,
			'trigger',
			{
				webhookDescription: node.type.description.webhooks!.find(
					({ httpMethod }) => httpMethod === method,
				)!,
			} as IWebhookData,
			[],
			data,
		);

	const execute = async (data: IRunExecutionData) =>
		await new WorkflowExecute(additionalData, 'trigger', data).processRunExecutionData(workflow);

	const begun = await execute(
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{
						node: workflow.getNode('Start')!,
						data: { main: [items.map((json) => ({ json }))] },
						source: null,
					},
				],
			},
		}),
	);
	/** As n8n keeps it in its database meanwhile. */
	const stored = JSON.stringify(begun.data);
	const kept = () => JSON.parse(stored) as IRunExecutionData;

	/** Goes on, and gives what comes out of the node. */
	async function goOn(data: IRunExecutionData) {
		const { status, data: ended } = await execute(data);
		const [output] = ended.resultData.runData.Node.at(-1)!.data!.main;
		return { status, output: output!.map(({ json }) => json) };
	}

	return {
		begun,
		stored,

		/** The address that n8n signs for these. */
		signed: (given: Record<string, string>) => inWebhook('POST', kept()).getSignedResumeUrl(given),

		/** What n8n does once the limit of the wait is over. */
		timeOut: async () => await goOn(kept()),

		async call({ method, address, body = {}, headers = {} }: WaitingCall): Promise<Said> {
			const { signature, ...signed } = Object.fromEntries(new URL(address).searchParams);
			let status = 200;
			let said: unknown;
			const response = {
				set: () => response,
				status(code: number) {
					status = code;
					return response;
				},
				send(page: string) {
					said = page;
				},
			};
			Object.assign(additionalData, {
				httpRequest: { method, query: { ...signed, signature }, headers, body, params: {} },
				httpResponse: response,
			});
			const data = kept();
			const context = inWebhook(method, data);
			// n8n compares signatures: the same are made of the same alone.
			if (context.getSignedResumeUrl(signed) !== address) return { status: 401 };
			const { workflowData, webhookResponse } = await node.type.webhook!.call(context);
			const answer = { status, said: said ?? webhookResponse };
			if (!workflowData) return answer;
			data.executionData!.nodeExecutionStack[0].data.main = workflowData;
			return { ...answer, wentOn: await goOn(data) };
		},
	};
}
