import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { additionalFields, resourceLocator } from '../shared/descriptions/fieldBuilders';
import {
	dataOptions,
	deliveryOptions,
	metadataField,
	replyToOption,
} from '../shared/descriptions/fields';
import { sendAndWaitOperation, sendAndWaitWebhooks } from '../shared/descriptions/sendAndWait';
import { sharedMemoryCredential } from '../shared/descriptions/sharedMemory';
import { lazyMethod } from '../shared/lib/lazyMethod';
import { sharedMemoryTest } from '../shared/sharedMemory/methods';
import { stageField } from './descriptions/fields';
import { questionFields, questionOptions } from './descriptions/sendAndWait';
import { sendTextFields } from './descriptions/sendText';
import { templateFields, variablesOnOneLineOption } from './descriptions/template';

export class VambeMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vambe Message',
		name: 'vambeMessage',
		icon: { light: 'file:vambe.svg', dark: 'file:vambe.dark.svg' },
		group: ['output'],
		version: 2,
		subtitle:
			'={{ { cancelScheduled: "cancel scheduled message", scheduleMessage: "schedule message", sendAndWait: "send and wait", sendTemplate: "send template", sendText: "send text" }[$parameter["operation"]] }}',
		description:
			'Sends WhatsApp texts, replies, templates and scheduled templates through a number of the official WhatsApp API in Vambe',
		defaults: { name: 'Vambe Message' },
		usableAsTool: true,
		sensitiveOutputFields: ['response.api_key'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		webhooks: sendAndWaitWebhooks,
		credentials: [
			{ name: 'vambeApi', required: true, testedBy: 'vambeApiTest' },
			{ ...sharedMemoryCredential },
		],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Cancel Scheduled Message',
						value: 'cancelScheduled',
						action: 'Cancel a scheduled message',
						description: 'Cancel a message that was scheduled and is not sent yet',
					},
					{
						name: 'Schedule Message',
						value: 'scheduleMessage',
						action: 'Schedule a message',
						description: 'Have Vambe send an approved template at a later time',
					},
					{ ...sendAndWaitOperation },
					{
						name: 'Send Template',
						value: 'sendTemplate',
						action: 'Send a template',
						description: 'Send an approved template, even outside the 24-hour window',
					},
					{
						name: 'Send Text',
						value: 'sendText',
						action: 'Send a text',
						description:
							'Send a text to a contact who wrote within the last 24 hours, or reply to a message',
					},
				],
				default: 'sendText',
			},
			{
				displayName: 'Channel',
				name: 'channel',
				...resourceLocator('officialNumbers', {
					modes: [
						{
							displayName: 'By Phone Number',
							name: 'phoneNumber',
							type: 'string',
							placeholder: 'e.g. 56211111111',
						},
					],
				}),
				displayOptions: { hide: { operation: ['cancelScheduled'] } },
				description:
					'Number to send from, of the official WhatsApp API. Required if the account has more than one.',
			},
			...sendTextFields,
			...templateFields,
			...questionFields,
			{
				displayName: 'Scheduled Message ID',
				name: 'scheduledMessageId',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { operation: ['cancelScheduled'] } },
				placeholder: 'e.g. 4c1f6de2-6b0a-4d6f-8a4e-5f0f3f0c9d11',
				description:
					"The messageId in the receipt of Schedule Message. How to cancel is known from one example in Vambe's Academy only: if it fails, cancel the message in Vambe.",
			},
			{
				...additionalFields(
					{
						displayName: 'Agent ID',
						name: 'agentId',
						type: 'string',
						default: '',
						displayOptions: { show: { '/operation': ['sendTemplate'] } },
						placeholder: 'e.g. 7d0c2a7e-36f2-4a8e-9a53-0e6a7c1f5b02',
						description: 'ID of the agent in Vambe to assign the contact to',
					},
					{
						displayName: 'Carousel Variables (JSON)',
						name: 'carouselVariables',
						type: 'json',
						default: '[]',
						displayOptions: { show: { '/operation': ['sendTemplate'] } },
						description:
							"Variables of the cards of a carousel template, as a list of objects in the form of Vambe's guide",
					},
					{
						displayName: 'Contact Name',
						name: 'contactName',
						type: 'string',
						default: '',
						placeholder: 'e.g. María Rodríguez',
						description: 'Full name of the contact',
					},
					{
						displayName: 'Email',
						name: 'email',
						type: 'string',
						default: '',
						displayOptions: { show: { '/operation': ['sendTemplate'] } },
						placeholder: 'e.g. maria@example.com',
						description: 'Email address of the contact',
					},
					metadataField(
						'Metadata',
						'metadata',
						'Data about the person, which Vambe stores in the custom fields of the contact',
						'company',
					),
					{
						...stageField,
						required: false,
						description: 'Pipeline stage to put the contact into',
					},
					{
						displayName: 'Smart Template',
						name: 'isSmart',
						type: 'boolean',
						default: false,
						displayOptions: { show: { '/operation': ['scheduleMessage'] } },
						description:
							"Whether Vambe's AI makes the variables of the template from the values given here. If off, they are used as they are.",
					},
				),
				displayOptions: { show: { operation: ['scheduleMessage', 'sendTemplate'] } },
			},
			{
				...deliveryOptions(
					{ ...replyToOption, displayOptions: { show: { '/operation': ['sendText'] } } },
					variablesOnOneLineOption,
				),
				displayOptions: { hide: { operation: ['cancelScheduled', 'sendAndWait'] } },
			},
			questionOptions,
			{ ...dataOptions(), displayOptions: { show: { operation: ['cancelScheduled'] } } },
		],
	};

	methods = {
		credentialTest: {
			...sharedMemoryTest,
			vambeApiTest: lazyMethod(async () => (await import('./credentialTest')).testVambe),
		},
		listSearch: {
			officialNumbers: lazyMethod(async () => (await import('./listSearch')).listOfficialNumbers),
			stages: lazyMethod(async () => (await import('./listSearch')).listStages),
			templates: lazyMethod(async () => (await import('./listSearch')).listTemplates),
		},
	};

	async execute(this: IExecuteFunctions) {
		const { messageOperations } = await import('./messageOperations');
		return await messageOperations[this.getNodeParameter('operation', 0)](this);
	}

	async webhook(this: IWebhookFunctions) {
		const { answerQuestion } = await import('../shared/sendAndWait/webhook');
		return await answerQuestion(this);
	}
}
