import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../../support/n8n/parameters';
import { located } from '../../support/n8n/located';
import type { DocumentExample } from '../provider';
import { contactIdOf } from '../../../sandbox/vambe/contacts';

const fields = (pairs: IDataObject) => ({
	fields: Object.entries(pairs).map(([key, value]) => ({ key, value })),
});

const text = (messageText: string) => ({ firstMessage: 'text', messageText, aiGenerated: false });

const HEADERS = { 'content-type': 'application/json', 'x-api-key': '[hidden]' };

/** What the node always sends, beyond an example. */
const always = { contact_metadata: {}, ticket_metadata: {}, integration_data: {} };

const ticket = (
	example: string,
	parameters: Parameters,
	body: object,
	page = 'Open a new ticket for web whatsapp',
): DocumentExample => ({
	title: `"${page}", ${example}`,
	sender: 'vambeTicket',
	parameters: {
		operation: 'open',
		channel: located('1001'),
		recipient: '+56912345678',
		stage: located('stage_initial_001'),
		firstMessage: 'none',
		additionalFields: {},
		...parameters,
	},
	request: {
		path:
			parameters.channelType === 'whatsapp'
				? '/vambe/api/public/ticket/open/whatsapp/1951'
				: '/vambe/api/public/ticket/open/web-whatsapp/1001',
		headers: HEADERS,
		body: {
			...always,
			to_phone_number: '+56912345678',
			stage_id: 'stage_initial_001',
			...body,
		},
	},
});

const HELLO = 'Hola Maria! Hemos recibido tu consulta sobre facturación. ¿En qué podemos ayudarte?';
const SOON = 'Hola Maria! Hemos recibido tu mensaje y te responderemos pronto.';
const CONFIRMED =
	'¡Hola Maria! Tu pedido #77 ha sido confirmado y será enviado pronto. Total: $19990';
const ESCALATED =
	'Hola Maria, hemos escalado tu caso a soporte técnico. Un agente te contactará pronto.';
const AT = '2026-11-20T12:00:00.000Z';

const company = { company: 'Acme Corp', plan: 'Premium', source: 'website_form' };
const billing = { issue_type: 'billing', priority: 'high', order_id: 'ORD-12345' };
const form = { form_source: 'contact_page', submission_date: AT };
const question = { subject: 'Precio', message: '¿Cuánto cuesta?' };
const customer = { customer_since: '2020-01-01', lifetime_value: '150000' };
const order = { order_id: '77', order_total: '19990', items: '2', payment_method: 'card' };
const shop = { shopify_order_id: '450789469', tracking_number: 'CL123' };
const escalation = {
	escalation_reason: 'unsolved',
	priority: 'urgent',
	original_system: 'zendesk',
	escalated_at: AT,
};

const CHANNEL = '56211111111';
const TEMPLATE = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const STAGE = '550e8400-e29b-41d4-a716-446655440000';

const message = (
	title: string,
	parameters: Parameters,
	request: { path: string; body: object },
): DocumentExample => ({
	title,
	sender: 'vambeMessage',
	parameters: { channel: located(''), additionalFields: {}, ...parameters },
	request: { headers: HEADERS, ...request },
});

const session = (example: string, parameters: Parameters, body: object) =>
	message(
		`"Send a free-form WhatsApp session message", ${example}`,
		{ operation: 'sendText', messageText: 'Hola', pauseAssistant: true, ...parameters },
		{
			path: '/vambe/api/public/whatsapp/message/session',
			body: { message: 'Hola', type: 'text', pause_assistant: true, ...body },
		},
	);

const variables = (...values: string[]) => ({
	variablesAs: 'fields',
	templateVariables: { variable: values.map((value) => ({ value })) },
});

/** The contact wrote when the sandbox started. */
const official: DocumentExample[] = [
	ticket(
		'"phoneId must be a numeric ID"',
		{ channelType: 'whatsapp', channel: located('1951') },
		{},
		'Open a new ticket for whatsapp',
	),
	session(
		'contact_id',
		{ recipientBy: 'contactId', contactId: contactIdOf('56912345678'), pauseAssistant: false },
		{ contact_id: contactIdOf('56912345678'), pause_assistant: false },
	),
	session(
		'phone',
		{
			channel: located(CHANNEL),
			recipientBy: 'phone',
			recipient: '+56912345678',
			options: { replyTo: 'wamid.HBgL' },
		},
		{ phone: '+56912345678', from_phone_number: CHANNEL, reply_message_id: 'wamid.HBgL' },
	),
	message(
		'"Send a template message", the fields that are required',
		{
			operation: 'sendTemplate',
			recipient: '+56912345678',
			templateId: located('welcome_template'),
			...variables('<string>'),
		},
		{
			path: '/vambe/api/public/whatsapp/message/send/%2B56912345678/template/welcome_template',
			body: { variables: ['<string>'], meta_data: {}, toPhoneNumber: '+56912345678' },
		},
	),
	message(
		'"Send a template message", all fields',
		{
			operation: 'sendTemplate',
			channel: located(CHANNEL, 'list'),
			recipient: '+56912345678',
			templateId: located(TEMPLATE, 'list'),
			variablesAs: 'json',
			variablesJson: '["Carlos", "Martes 15"]',
			additionalFields: {
				agentId: '7d0c2a7e-36f2-4a8e-9a53-0e6a7c1f5b02',
				carouselVariables: '[{"variables": ["Poleras"]}]',
				contactName: 'Carlos',
				email: 'carlos@example.com',
				metadata: fields({ cliente_id: 'CLI-999' }),
				stage: located(STAGE),
			},
		},
		{
			path: `/vambe/api/public/whatsapp/message/send/%2B56912345678/template/${TEMPLATE}?from-phone-number=${CHANNEL}`,
			body: {
				variables: ['Carlos', 'Martes 15'],
				meta_data: { cliente_id: 'CLI-999' },
				toPhoneNumber: '+56912345678',
				contactName: 'Carlos',
				email: 'carlos@example.com',
				stageId: STAGE,
				agent_id: '7d0c2a7e-36f2-4a8e-9a53-0e6a7c1f5b02',
				carouselVariables: [{ variables: ['Poleras'] }],
			},
		},
	),
	message(
		'Vambe\'s Academy, "Programar Mensajes", at a time to come',
		{
			operation: 'scheduleMessage',
			channel: located(CHANNEL),
			recipient: '56912345678',
			scheduledDate: '2099-12-25T09:00:00Z',
			templateId: located(TEMPLATE),
			...variables(),
			additionalFields: {
				isSmart: true,
				metadata: fields({ nombre: 'Cliente Ejemplo', producto: 'Servicio Premium' }),
				stage: located(STAGE),
			},
		},
		{
			path: '/vambe/api/public/whatsapp/message/programmed/create',
			body: {
				scheduledDate: '2099-12-25T09:00:00Z',
				templateId: TEMPLATE,
				contactIdentifier: '+56912345678',
				channel: 'whatsapp',
				content: [],
				isSmart: true,
				fromPhoneNumber: CHANNEL,
				stageId: STAGE,
				meta_data: { nombre: 'Cliente Ejemplo', producto: 'Servicio Premium' },
			},
		},
	),
];

export const documents: DocumentExample[] = [
	...official,
	ticket(
		'Example Request',
		{
			stage: located('550e8400-e29b-41d4-a716-446655440000'),
			...text(HELLO),
			additionalFields: {
				contactName: 'Maria Rodriguez',
				email: 'maria.rodriguez@example.com',
				contactMetadata: fields(company),
				ticketMetadata: fields(billing),
			},
		},
		{
			stage_id: '550e8400-e29b-41d4-a716-446655440000',
			contact_name: 'Maria Rodriguez',
			email: 'maria.rodriguez@example.com',
			contact_metadata: company,
			ticket_metadata: billing,
			message: { content: HELLO, ai_generated: false },
		},
	),
	ticket(
		'1. Create Ticket from Contact Form',
		{
			...text(SOON),
			additionalFields: {
				contactName: 'Maria',
				email: 'maria@example.com',
				contactMetadata: fields(form),
				ticketMetadata: fields(question),
			},
		},
		{
			contact_name: 'Maria',
			email: 'maria@example.com',
			contact_metadata: form,
			ticket_metadata: question,
			message: { content: SOON, ai_generated: false },
		},
	),
	ticket(
		'2. E-commerce Order Ticket',
		{
			...text(CONFIRMED),
			additionalFields: {
				contactName: 'Maria',
				email: 'maria@example.com',
				contactMetadata: fields(customer),
				ticketMetadata: fields(order),
				integrationData: fields(shop),
			},
		},
		{
			contact_name: 'Maria',
			email: 'maria@example.com',
			contact_metadata: customer,
			ticket_metadata: order,
			integration_data: shop,
			message: { content: CONFIRMED, ai_generated: false },
		},
	),
	ticket(
		'3. Support Escalation',
		{
			stage: located('c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d11'),
			...text(ESCALATED),
			additionalFields: {
				contactName: 'Maria',
				email: 'maria@example.com',
				ticketMetadata: fields(escalation),
			},
		},
		{
			stage_id: 'c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d11',
			contact_name: 'Maria',
			email: 'maria@example.com',
			ticket_metadata: escalation,
			message: { content: ESCALATED, ai_generated: false },
		},
	),
	ticket(
		'4. Create Ticket Without Initial Message',
		{ stage: located('stage_initial_001', 'list') },
		{},
	),
	ticket(
		'5. Using Smart Templates',
		{
			firstMessage: 'template',
			templateId: 'template_42',
			templateVariable: 'Maria',
			aiGenerated: false,
			additionalFields: { contactName: 'Maria' },
		},
		{
			contact_name: 'Maria',
			message: { templateId: 'template_42', content: 'Maria', ai_generated: false },
		},
	),
	...[
		['With country code', '+56912345678'],
		['String format', '56912345678'],
		['Number format', '={{ 56912345678 }}'],
	].map(([format, recipient]) => ticket(`Phone Number Format: ${format}`, { recipient }, {})),
	ticket(
		'Option 1: AI-Generated Messages',
		{
			recipient: '+1234567890',
			additionalFields: {
				contactName: 'John Doe',
				contactMetadata: fields({ source: 'api', priority: 'normal' }),
				ticketMetadata: fields({ topic: 'product_inquiry' }),
			},
		},
		{
			to_phone_number: '+1234567890',
			contact_name: 'John Doe',
			contact_metadata: { source: 'api', priority: 'normal' },
			ticket_metadata: { topic: 'product_inquiry' },
		},
		'Send QR message',
	),
	{
		title: '"Send QR message", Option 2: Manual Message Control',
		sender: 'vambeQrMessage',
		parameters: {
			operation: 'send',
			channel: located('1001'),
			stage: located('stage_initial_001'),
			recipient: '+1234567890',
			contactName: 'John Doe',
			messageText: 'Hello! This is a custom message from Vambe.',
			additionalFields: {},
		},
		request: {
			path: '/vambe/api/public/web-whatsapp-message/send/1001/message',
			headers: HEADERS,
			body: {
				message: 'Hello! This is a custom message from Vambe.',
				stage: 'stage_initial_001',
				toPhoneNumber: '+1234567890',
				contactName: 'John Doe',
				metaData: {},
			},
		},
	},
];
