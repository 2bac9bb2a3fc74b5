import type { NodeJson } from '../../../scripts/n8n/n8nClient';
import { credentialOf } from '../workflows/credentialOf';
import { node } from '../workflows/deliveryWorkflows';
import type { Arguments } from './standInModel';

/** A value that the model defines. */
export const byAgent = (name: string) => `={{ $fromAI('${name}', '', 'string') }}`;

/** A node of ours, set up as the tool of an agent. */
interface NodeAsTool {
	type: string;
	/** 1, where there is one. */
	typeVersion?: number;
	parameters: Record<string, unknown>;
	/** What the model fills in. */
	filledIn: Arguments;
	/** What arrives then. */
	message: { to: string; [field: string]: unknown };
}

export const vambeChannel = {
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
		type: 'vambeMessage',
		typeVersion: 2,
		parameters: {
			operation: 'sendTemplate',
			channel: { __rl: true, mode: 'phoneNumber', value: '56211111111' },
			recipient: byAgent('Recipient_Phone_Number'),
			templateId: { __rl: true, mode: 'id', value: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
			variablesAs: 'json',
			variablesJson: byAgent('Values'),
			additionalFields: { contactName: byAgent('Contact_Name') },
		},
		filledIn: {
			Recipient_Phone_Number: '+56912345678',
			Values: '["María", "martes"]',
			Contact_Name: 'María',
		},
		message: {
			to: '+56912345678',
			type: 'template',
			text: 'Hola María, confirmamos tu cita para el día martes.',
			contactName: 'María',
		},
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
	{
		type: 'evolutionSend',
		typeVersion: 2,
		parameters: {
			resource: 'message',
			operation: 'sendPoll',
			instance: { __rl: true, mode: 'name', value: 'phone' },
			recipient: byAgent('Recipient_Phone_Number'),
			question: byAgent('Question'),
			pollOptions: byAgent('Poll_Options'),
		},
		filledIn: {
			Recipient_Phone_Number: '+5511977770001',
			Question: 'When shall we come?',
			Poll_Options: 'On Friday\nOn Saturday',
		},
		message: {
			to: '+5511977770001',
			type: 'poll',
			poll: { name: 'When shall we come?', options: ['On Friday', 'On Saturday'] },
		},
	},
];

/** The node as a tool, with the credential that `npm start` creates. */
export function toolOf({
	type,
	typeVersion = 1,
	parameters,
}: Pick<NodeAsTool, 'type' | 'typeVersion' | 'parameters'>): NodeJson {
	const [provider] = /^[a-z]+/.exec(type)!;
	return {
		...node('Tool', '', typeVersion, parameters),
		type: `n8n-nodes-whatsapp-gateways.${type}Tool`,
		credentials: credentialOf(provider),
	};
}
