import type { INodeProperties } from 'n8n-workflow';

export const sendListFields: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Delivery',
		description: 'Heading of the message',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. When shall we deliver?',
		description: 'Text above the button of the list. Required on WhatsApp Business channels.',
	},
	{
		displayName: 'List Button',
		name: 'listButton',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Choose',
		description: 'Label of the button that opens the list',
	},
	{
		displayName: 'Sections',
		name: 'sections',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add section',
		default: {},
		description: 'Rows of the list, in one or more sections',
		options: [
			{
				displayName: 'Section',
				name: 'section',
				values: [
					{
						displayName: 'Title',
						name: 'title',
						type: 'string',
						default: '',
						placeholder: 'e.g. Tomorrow',
						description: 'Heading of the section',
					},
					{
						displayName: 'Rows',
						name: 'rows',
						type: 'fixedCollection',
						typeOptions: { multipleValues: true, sortable: true },
						placeholder: 'Add row',
						default: {},
						options: [
							{
								displayName: 'Row',
								name: 'row',
								values: [
									{
										displayName: 'Title',
										name: 'title',
										type: 'string',
										default: '',
										placeholder: 'e.g. In the morning',
										description: 'Label of the row',
									},
									{
										displayName: 'ID',
										name: 'id',
										type: 'string',
										default: '',
										placeholder: 'e.g. morning',
										description:
											'ID that your workflow receives when the row is tapped. If empty, the title.',
									},
									{
										displayName: 'Description',
										name: 'description',
										type: 'string',
										default: '',
										placeholder: 'e.g. Between 9 and 12',
										description:
											'Second line of the row. Required on WhatsApp Business channels with version 2 of the Evolution API, which cuts it after 72 characters.',
									},
								],
							},
						],
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
		placeholder: 'e.g. We deliver every day.',
		description: 'Small text below the message',
	},
];
