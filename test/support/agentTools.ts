import type { WorkflowJson } from '../../scripts/n8nClient';
import { sandboxCredentials } from '../../scripts/sandboxCredentials';
import type { Arguments } from './standInModel';

/** A value that the model defines. */
const byAgent = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;

/** A node of ours, set up as the tool of an agent. */
interface NodeAsTool {
	type: string;
	parameters: Record<string, unknown>;
	/** What the model fills in. */
	filledIn: Arguments;
	/** What arrives then. */
	message: object;
}

const vambeChannel = {
	channel: { __rl: true, mode: 'id', value: '1001' },
	stage: { __rl: true, mode: 'id', value: 'stage_initial_001' },
};

export const nodesAsTools: NodeAsTool[] = [
	{
		type: 'vambeTicket',
		parameters: {
			operation: 'open',
			...vambeChannel,
			recipient: byAgent('Recipient_Phone_Number'),
			firstMessage: 'text',
			messageText: byAgent('Message_Text'),
			additionalFields: { contactName: byAgent('Contact_Name') },
		},
		filledIn: {
			Recipient_Phone_Number: '+56912345678',
			Message_Text: 'Hola!',
			Contact_Name: 'María',
		},
		message: { to: '+56912345678', type: 'text', text: 'Hola!', contactName: 'María' },
	},
	{
		type: 'vambeQrMessage',
		parameters: {
			...vambeChannel,
			recipient: byAgent('Recipient_Phone_Number'),
			contactName: byAgent('Contact_Name'),
			messageText: byAgent('Message_Text'),
		},
		filledIn: {
			Recipient_Phone_Number: '+56912345678',
			Message_Text: 'Hola!',
			Contact_Name: 'María',
		},
		message: { to: '+56912345678', type: 'text', text: 'Hola!', contactName: 'María' },
	},
	{
		type: 'vobizSend',
		parameters: {
			operation: 'sendTemplate',
			channel: { __rl: true, mode: 'id', value: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1' },
			recipient: byAgent('Recipient_Phone_Number'),
			template: { __rl: true, mode: 'name', value: byAgent('Template') },
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { body_1: byAgent('Order'), body_2: byAgent('Day') },
				schema: [],
			},
		},
		filledIn: {
			Recipient_Phone_Number: '+919876543210',
			Template: 'order_confirmation|en_US',
			Order: 'ORD-1001',
			Day: 'Friday',
		},
		message: {
			to: '+919876543210',
			type: 'template',
			text: 'Your order ORD-1001 is confirmed. It arrives on Friday.',
		},
	},
	{
		type: 'aisouleSend',
		parameters: {
			operation: 'sendInteractive',
			recipient: byAgent('Recipient_Phone_Number'),
			interactiveType: 'button',
			bodyText: byAgent('Body'),
			buttons: {
				button: [
					{ title: byAgent('First_Button'), id: 'first' },
					{ title: byAgent('Second_Button'), id: 'second' },
				],
			},
		},
		filledIn: {
			Recipient_Phone_Number: '+12025550143',
			Body: 'Shall we deliver tomorrow?',
			First_Button: 'Yes',
			Second_Button: 'No',
		},
		message: {
			to: '+12025550143',
			type: 'interactive',
			text: 'Shall we deliver tomorrow?',
			card: { buttons: [{ label: 'Yes' }, { label: 'No' }] },
		},
	},
	{
		type: 'evolutionSendContact',
		parameters: {
			operation: 'send',
			instance: { __rl: true, mode: 'name', value: 'phone' },
			recipient: byAgent('Recipient_Phone_Number'),
			contacts: {
				contact: [{ fullName: byAgent('Full_Name'), phoneNumber: byAgent('Phone_Number') }],
			},
		},
		filledIn: {
			Recipient_Phone_Number: '+5511977770001',
			Full_Name: 'Ada Lovelace',
			Phone_Number: '+55 31 99999-8888',
		},
		message: { to: '+5511977770001', type: 'contacts', contacts: [{ name: 'Ada Lovelace' }] },
	},
];

const CREDENTIALS: Record<string, string> = {
	vambe: 'vambeApi',
	vobiz: 'vobizMessagingApi',
	aisoule: 'aisouleApi',
	evolution: 'evolutionServerApi',
};

export const START = 'When clicking ‘Execute workflow’';

/** A workflow with an agent that has this node as its only tool. */
export function agentWith({ type, parameters }: NodeAsTool): WorkflowJson {
	const [provider] = /^[a-z]+/.exec(type)!;
	const credential = CREDENTIALS[provider];
	const { name } = sandboxCredentials('').find((known) => known.type === credential)!;
	const into = (node: string, connection: string) => ({
		[connection]: [[{ node, type: connection, index: 0 }]],
	});
	return {
		name: `An agent with ${type}`,
		nodes: [
			{
				name: START,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'AI Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3.1,
				position: [224, 0],
				parameters: { promptType: 'define', text: 'Send it.', options: {} },
			},
			{
				name: 'OpenAI Chat Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.3,
				position: [160, 224],
				parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
				credentials: { openAiApi: { name: 'Stand-in model' } },
			},
			{
				name: 'Tool',
				type: `n8n-nodes-whatsapp-gateways.${type}Tool`,
				typeVersion: 1,
				position: [384, 224],
				parameters,
				credentials: { [credential]: { name } },
			},
		],
		connections: {
			[START]: into('AI Agent', 'main'),
			'OpenAI Chat Model': into('AI Agent', 'ai_languageModel'),
			Tool: into('AI Agent', 'ai_tool'),
		},
		settings: { executionOrder: 'v1' },
	};
}
