/** The Vambe account that the sandbox plays. */
export const API_KEY = 'vambe-sandbox-key';

/** That the credential of `npm start` has. */
export const WEBHOOK_SECRET = 'vambe-sandbox-secret';

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

/** Of the official API, in the fields that "Send template message" shows. */
export const officialChannel = {
	phone_number: '56211111111',
	client_id: '339e9487-8168-4e14-b1d8-3dce22d07760',
	id: 1951,
	name: 'Store (official API)',
};

/** A contact who wrote to that channel when the sandbox started, so that it may answer at once. */
export const customer = { digits: '56912345678', name: 'Maria Rodriguez' };

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

export const stageOf = (stageId: unknown) =>
	pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);

export const stageNamed = (stageId: unknown) => stageOf(stageId)?.name ?? stageId;

/**
 * Whether the amount of a ticket in this stage is a price, and no custom field. "Update the amount of a
 * ticket" knows both kinds; that Sales has the one and Support the other is ours.
 */
export const hasPrice = (stageId: string) => pipelines[0].stages.some(({ id }) => id === stageId);

interface Template {
	id: string;
	name: string;
	language: string;
	status: 'APPROVED' | 'PENDING';
	body: string;
}

/**
 * The list is undocumented: Meta's words for what the names in others' clients suggest. A scheduled
 * message takes the ID of a template only if it is a UUID.
 */
export const templates: Template[] = [
	{
		id: 'welcome_template',
		name: 'Welcome',
		language: 'es',
		status: 'APPROVED',
		body: 'Hola {{1}}, gracias por escribirnos.',
	},
	{
		id: 'template_42',
		name: 'Order shipped',
		language: 'es',
		status: 'APPROVED',
		body: 'Hola {{1}}, tu pedido va en camino.',
	},
	{
		id: 'template_43',
		name: 'Abandoned cart',
		language: 'pt_BR',
		status: 'PENDING',
		body: 'Olá {{1}}, esqueceu algo?',
	},
	{
		id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
		name: 'Appointment reminder',
		language: 'es',
		status: 'APPROVED',
		body: 'Hola {{1}}, confirmamos tu cita para el día {{2}}.',
	},
	{
		id: '9b2f5e0c-7c1d-4a52-9a44-51c8f7d3b6e2',
		name: 'We are open',
		language: 'es',
		status: 'APPROVED',
		body: '¡Estamos abiertos! Escríbenos cuando quieras.',
	},
];
