import type { INodeProperties } from 'n8n-workflow';

export const sendButtonsFields: INodeProperties[] = [
	{
		displayName:
			'WhatsApp Business channels send the title and reply buttons only. Phones connected by QR code send buttons in a form that WhatsApp does not document: not every app shows them, so try it with your recipients first.',
		name: 'buttonsNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Shall we deliver tomorrow?',
		description: 'Text above the buttons. Phones show it in bold.',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Between 9 and 12',
		description: 'Text below the title. WhatsApp Business channels leave it out.',
	},
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add button',
		default: { button: [{ type: 'reply', text: '' }] },
		description: 'Up to three reply buttons, or buttons of the other types',
		options: [
			{
				displayName: 'Button',
				name: 'button',
				values: [
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [
							{ name: 'Call', value: 'call', description: 'Calls a number' },
							{ name: 'Copy', value: 'copy', description: 'Copies a code' },
							{ name: 'Reply', value: 'reply', description: 'Answers with its text' },
							{ name: 'URL', value: 'url', description: 'Opens a page' },
						],
						default: 'reply',
						description: 'What the button does. Reply cannot be mixed with the others.',
					},
					{
						displayName: 'Text',
						name: 'text',
						type: 'string',
						default: '',
						placeholder: 'e.g. Yes',
						description: 'Label of the button. WhatsApp Business takes up to 20 characters.',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://example.com/order/1001',
						description:
							'Number to call, code to copy, or page to open. Of a reply, the ID that your workflow receives when the button is tapped: if empty, the text.',
					},
				],
			},
		],
	},
	{
		displayName: 'Footer',
		name: 'footer',
		type: 'string',
		default: '',
		placeholder: 'e.g. Answer by 6 p.m.',
		description: 'Small text below the message. WhatsApp Business channels leave it out.',
	},
];
