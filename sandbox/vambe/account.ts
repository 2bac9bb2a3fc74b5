/** The Vambe account that the sandbox plays. */
export const API_KEY = 'vambe-sandbox-key';

/** `answers`: the status with which this channel answers every message, to try out an error. */
interface Channel {
	id: number;
	name: string;
	phone_number: string;
	answers?: number;
}

export const channels: Channel[] = [
	{ id: 1001, name: 'Sales', phone_number: '+56900001001' },
	{ id: 1002, name: 'Support', phone_number: '+56900001002' },
	{ id: 1429, name: 'Quota used up (answers 429)', phone_number: '+56900001429', answers: 429 },
	{ id: 1500, name: 'Out of order (answers 500)', phone_number: '+56900001500', answers: 500 },
	{ id: 1503, name: 'Phone offline (answers 503)', phone_number: '+56900001503', answers: 503 },
];

export const pipelines = [
	{
		id: '0d5b6e52-5a4b-4f0b-8e0f-8f4c57a3a101',
		name: 'Sales',
		description: 'From the first question to the order',
		stages: [
			{ id: 'stage_initial_001', name: 'New lead', description: '' },
			{ id: '550e8400-e29b-41d4-a716-446655440000', name: 'In conversation', description: '' },
			{ id: '7d0c2a7e-36f2-4a8e-9a53-0e6a7c1f5b02', name: 'Won', description: '' },
		],
	},
	{
		id: '0d5b6e52-5a4b-4f0b-8e0f-8f4c57a3a102',
		name: 'Support',
		description: 'Questions of customers',
		stages: [
			{ id: 'c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d11', name: 'New case', description: '' },
			{ id: 'c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d12', name: 'Waiting for customer', description: '' },
			{ id: 'c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d13', name: 'Solved', description: '' },
		],
	},
];

/** Undocumented; Meta's words for what the names in others' clients suggest. */
export const templates = [
	{ id: 'welcome_template', name: 'Welcome', language: 'es', status: 'APPROVED' },
	{ id: 'template_42', name: 'Order shipped', language: 'es', status: 'APPROVED' },
	{ id: 'template_43', name: 'Abandoned cart', language: 'pt_BR', status: 'PENDING' },
];
