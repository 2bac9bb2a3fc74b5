import { HookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type IDataObject,
	type INodeExecutionData,
	type IWebhookData,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import { EvolutionServerApi } from '../../../credentials/EvolutionServerApi.credentials';
import { VobizMessagingApi } from '../../../credentials/VobizMessagingApi.credentials';
import { WhatsAppGatewayTrigger } from '../../../nodes/WhatsAppGateway/WhatsAppGatewayTrigger.node';
import { wire, type NodeUnderTest, type Parameters } from './engine';

/** The trigger in n8n's own engine, with the credential of one provider. */
const type = new WhatsAppGatewayTrigger();

export const evolutionTrigger = (serverUrl: string): NodeUnderTest => ({
	type,
	credentialType: new EvolutionServerApi(),
	credential: { serverUrl, apiKey: 'evolution-secret-key' },
});

export const vobizTrigger = (baseUrl: string): NodeUnderTest => ({
	type,
	credentialType: new VobizMessagingApi(),
	credential: { baseUrl, authId: 'MA_1', authToken: 'vobiz-secret-token' },
});

const VERSION = 2;

/** Where n8n takes the calls, of which the ID of the node is a part. */
export const ENDPOINT = 'http://localhost:5678/webhook/here/webhook';

/**
 * Asks the trigger about its webhook, as n8n does when a workflow is activated or deactivated.
 * @returns its answer, and the warnings that it wrote to the log
 */
export async function askHook(
	node: NodeUnderTest,
	hook: 'checkExists' | 'create' | 'delete',
	parameters: Parameters,
	activation: WorkflowActivateMode = 'activate',
) {
	const settings = { typeVersion: VERSION, webhookId: 'here' };
	const { workflow, additionalData } = wire(node, parameters, 'stopWorkflow', settings);
	additionalData.webhookBaseUrl = 'http://localhost:5678/webhook';
	const context = new HookContext(
		workflow,
		workflow.getNode('Node')!,
		additionalData,
		'trigger',
		activation,
		{ isTest: false } as unknown as IWebhookData,
	);
	const warned: string[] = [];
	const warn = jest
		.spyOn(context.logger, 'warn')
		.mockImplementation((message) => void warned.push(message));
	try {
		return { answer: await type.webhookMethods.default[hook].call(context), warned };
	} finally {
		warn.mockRestore();
	}
}

/** The trigger's own part of an execution: what came out of it, and the hints beside. */
export async function passOnInEngine(
	node: NodeUnderTest,
	parameters: Parameters,
	items: INodeExecutionData[],
) {
	const { workflow, additionalData } = wire(node, parameters, 'stopWorkflow', {
		typeVersion: VERSION,
	});
	const run = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: workflow.getNode('Node')!, data: { main: [items] }, source: null },
			],
		},
	});
	const { data } = await new WorkflowExecute(additionalData, 'manual', run).processRunExecutionData(
		workflow,
	);
	const { error, runData } = data.resultData;
	if (error) throw error;
	const [{ data: output, hints = [] }] = runData.Node;
	return {
		items: output!.main[0]!,
		events: output!.main[0]!.map(({ json }) => json) as IDataObject[],
		hints: hints.map(({ message }) => message),
	};
}
