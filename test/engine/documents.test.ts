import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode, type NodeUnderTest, type Parameters } from '../support/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

/**
 * Every request example of the provider documents, made by a node from what a person picks and
 * types, as it arrives at the sandbox: path, headers and body. What the nodes always send beyond an
 * example stands in `always`.
 */
let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const located = (value: string, mode = 'id') => ({ __rl: true, mode, value });
const fields = (pairs: IDataObject) => ({
	fields: Object.entries(pairs).map(([key, value]) => ({ key, value })),
});

async function send(node: NodeUnderTest, parameters: Parameters) {
	const { status, error } = await runNode(node, { options: {}, ...parameters }, [{}]);
	const messages = await sandbox.messages();
	expect(messages).toHaveLength(1);
	const [{ request, accepted }] = messages;
	return { status, message: error?.message, request, accepted };
}

describe('Vambe, "Open a new ticket for web whatsapp"', () => {
	const PATH = '/vambe/api/public/ticket/open/web-whatsapp/1001';
	const always = { contact_metadata: {}, ticket_metadata: {}, integration_data: {} };
	const open = async (parameters: Parameters) => {
		const { request, ...outcome } = await send(nodes.vambeTicket, {
			operation: 'open',
			channel: located('1001'),
			firstMessage: 'none',
			additionalFields: {},
			...parameters,
		});
		expect(outcome).toEqual({ status: 'success', accepted: true });
		expect(request).toMatchObject({
			method: 'POST',
			path: PATH,
			headers: { 'content-type': 'application/json', 'x-api-key': '[hidden]' },
		});
		return request.body;
	};
	const text = (messageText: string) => ({
		firstMessage: 'text',
		messageText,
		aiGenerated: false,
	});

	test('Example Request', async () => {
		const body = await open({
			recipient: '+56912345678',
			stage: located('550e8400-e29b-41d4-a716-446655440000'),
			...text(
				'Hola Maria! Hemos recibido tu consulta sobre facturación. ¿En qué podemos ayudarte?',
			),
			additionalFields: {
				contactName: 'Maria Rodriguez',
				email: 'maria.rodriguez@example.com',
				contactMetadata: fields({ company: 'Acme Corp', plan: 'Premium', source: 'website_form' }),
				ticketMetadata: fields({ issue_type: 'billing', priority: 'high', order_id: 'ORD-12345' }),
			},
		});
		expect(body).toEqual({
			...always,
			to_phone_number: '+56912345678',
			stage_id: '550e8400-e29b-41d4-a716-446655440000',
			contact_name: 'Maria Rodriguez',
			email: 'maria.rodriguez@example.com',
			contact_metadata: { company: 'Acme Corp', plan: 'Premium', source: 'website_form' },
			ticket_metadata: { issue_type: 'billing', priority: 'high', order_id: 'ORD-12345' },
			message: {
				content:
					'Hola Maria! Hemos recibido tu consulta sobre facturación. ¿En qué podemos ayudarte?',
				ai_generated: false,
			},
		});
	});

	test('1. Create Ticket from Contact Form', async () => {
		const submission_date = '2026-11-20T12:00:00.000Z';
		const body = await open({
			recipient: '+56912345678',
			stage: located('stage_initial_001'),
			...text('Hola Maria! Hemos recibido tu mensaje y te responderemos pronto.'),
			additionalFields: {
				contactName: 'Maria',
				email: 'maria@example.com',
				contactMetadata: fields({ form_source: 'contact_page', submission_date }),
				ticketMetadata: fields({ subject: 'Precio', message: '¿Cuánto cuesta?' }),
			},
		});
		expect(body).toEqual({
			...always,
			to_phone_number: '+56912345678',
			stage_id: 'stage_initial_001',
			contact_name: 'Maria',
			email: 'maria@example.com',
			contact_metadata: { form_source: 'contact_page', submission_date },
			ticket_metadata: { subject: 'Precio', message: '¿Cuánto cuesta?' },
			message: {
				content: 'Hola Maria! Hemos recibido tu mensaje y te responderemos pronto.',
				ai_generated: false,
			},
		});
	});

	test('2. E-commerce Order Ticket', async () => {
		const content =
			'¡Hola Maria! Tu pedido #77 ha sido confirmado y será enviado pronto. Total: $19990';
		const ticket_metadata = {
			order_id: '77',
			order_total: '19990',
			items: '2',
			payment_method: 'card',
		};
		const integration_data = { shopify_order_id: '450789469', tracking_number: 'CL123' };
		const body = await open({
			recipient: '+56912345678',
			stage: located('stage_initial_001'),
			...text(content),
			additionalFields: {
				contactName: 'Maria',
				email: 'maria@example.com',
				contactMetadata: fields({ customer_since: '2020-01-01', lifetime_value: '150000' }),
				ticketMetadata: fields(ticket_metadata),
				integrationData: fields(integration_data),
			},
		});
		expect(body).toEqual({
			to_phone_number: '+56912345678',
			stage_id: 'stage_initial_001',
			contact_name: 'Maria',
			email: 'maria@example.com',
			contact_metadata: { customer_since: '2020-01-01', lifetime_value: '150000' },
			ticket_metadata,
			integration_data,
			message: { content, ai_generated: false },
		});
	});

	test('3. Support Escalation', async () => {
		const content =
			'Hola Maria, hemos escalado tu caso a soporte técnico. Un agente te contactará pronto.';
		const ticket_metadata = {
			escalation_reason: 'unsolved',
			priority: 'urgent',
			original_system: 'zendesk',
			escalated_at: '2026-11-20T12:00:00.000Z',
		};
		const body = await open({
			recipient: '+56912345678',
			stage: located('c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d11'),
			...text(content),
			additionalFields: {
				contactName: 'Maria',
				email: 'maria@example.com',
				ticketMetadata: fields(ticket_metadata),
			},
		});
		expect(body).toEqual({
			...always,
			to_phone_number: '+56912345678',
			stage_id: 'c3a1f6de-6b0a-4d6f-8a4e-5f0f3f0c9d11',
			contact_name: 'Maria',
			email: 'maria@example.com',
			ticket_metadata,
			message: { content, ai_generated: false },
		});
	});

	test('4. Create Ticket Without Initial Message', async () => {
		const body = await open({
			recipient: '+56912345678',
			stage: located('stage_initial_001', 'list'),
		});
		expect(body).toEqual({
			...always,
			to_phone_number: '+56912345678',
			stage_id: 'stage_initial_001',
		});
	});

	test('5. Using Smart Templates', async () => {
		const body = await open({
			recipient: '+56912345678',
			stage: located('stage_initial_001'),
			firstMessage: 'template',
			templateId: 'template_42',
			templateVariable: 'Maria',
			aiGenerated: false,
			additionalFields: { contactName: 'Maria' },
		});
		expect(body).toEqual({
			...always,
			to_phone_number: '+56912345678',
			stage_id: 'stage_initial_001',
			contact_name: 'Maria',
			message: { templateId: 'template_42', content: 'Maria', ai_generated: false },
		});
	});

	test('"Send QR message", Option 1: AI-Generated Messages', async () => {
		const body = await open({
			recipient: '+1234567890',
			stage: located('stage_initial_001'),
			additionalFields: {
				contactName: 'John Doe',
				contactMetadata: fields({ source: 'api', priority: 'normal' }),
				ticketMetadata: fields({ topic: 'product_inquiry' }),
			},
		});
		expect(body).toEqual({
			...always,
			to_phone_number: '+1234567890',
			contact_name: 'John Doe',
			stage_id: 'stage_initial_001',
			contact_metadata: { source: 'api', priority: 'normal' },
			ticket_metadata: { topic: 'product_inquiry' },
		});
	});

	test.each([
		['With country code', '+56912345678'],
		['String format', '56912345678'],
		['Number format', '={{ 56912345678 }}'],
	])('Phone Number Format: %s', async (_name, recipient) => {
		const body = await open({ recipient, stage: located('stage_initial_001') });
		expect(body).toMatchObject({ to_phone_number: '+56912345678' });
	});
});

test('Vambe, "Send QR message", Option 2: Manual Message Control', async () => {
	const { request, accepted } = await send(nodes.vambeQrMessage, {
		operation: 'send',
		channel: located('1001'),
		stage: located('stage_initial_001'),
		recipient: '+1234567890',
		contactName: 'John Doe',
		messageText: 'Hello! This is a custom message from Vambe.',
		additionalFields: {},
	});
	expect(accepted).toBe(true);
	expect(request).toMatchObject({
		method: 'POST',
		path: '/vambe/api/public/web-whatsapp-message/send/1001/message',
		headers: { 'content-type': 'application/json', 'x-api-key': '[hidden]' },
	});
	expect(request.body).toEqual({
		message: 'Hello! This is a custom message from Vambe.',
		stage: 'stage_initial_001',
		toPhoneNumber: '+1234567890',
		contactName: 'John Doe',
		metaData: {},
	});
});

describe('Vobiz, "Send Message API"', () => {
	const envelope = {
		channel_id: '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1',
		waba_id: '123456789012345',
		to: '+919876543210',
	};
	const vobiz = async (parameters: Parameters) => {
		const { request, accepted } = await send(nodes.vobizSend, {
			operation: 'send',
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			recipient: '+919876543210',
			additionalFields: {},
			...parameters,
		});
		expect(accepted).toBe(true);
		expect(request).toMatchObject({
			method: 'POST',
			path: '/vobiz/messages',
			headers: {
				'content-type': 'application/json',
				'x-auth-id': 'MA_SANDBOX',
				'x-auth-token': '[hidden]',
			},
		});
		return request.body;
	};

	test('Sending Text Messages', async () => {
		const body = await vobiz({ messageType: 'text', messageText: 'Hello from Vobiz!' });
		expect(body).toEqual({ ...envelope, type: 'text', text: { body: 'Hello from Vobiz!' } });
	});

	test('Sending Media Messages, image example', async () => {
		const body = await vobiz({
			messageType: 'image',
			mediaFrom: 'link',
			mediaLink: 'https://example.com/photo.jpg',
			caption: 'Check this out!',
		});
		expect(body).toEqual({
			...envelope,
			type: 'image',
			media: { link: 'https://example.com/photo.jpg', caption: 'Check this out!' },
		});
	});

	test('Sending Media Messages, document example', async () => {
		const body = await vobiz({
			messageType: 'document',
			mediaFrom: 'link',
			mediaLink: 'https://example.com/invoice.pdf',
			filename: 'invoice.pdf',
			caption: 'Your invoice',
		});
		expect(body).toEqual({
			...envelope,
			type: 'document',
			media: {
				link: 'https://example.com/invoice.pdf',
				filename: 'invoice.pdf',
				caption: 'Your invoice',
			},
		});
	});

	test('Sending Template Messages', async () => {
		const body = await vobiz({
			operation: 'sendTemplate',
			template: located('order_confirmation|en_US', 'list'),
			variablesAs: 'fields',
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { body_1: 'ORD-12345', body_2: 'March 15' },
			},
		});
		expect(body).toEqual({
			...envelope,
			type: 'template',
			template: {
				name: 'order_confirmation',
				language: { code: 'en_US' },
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'ORD-12345' },
							{ type: 'text', text: 'March 15' },
						],
					},
				],
			},
		});
	});
});

describe('AIsoule, "Sending messages via API"', () => {
	const aisoule = async (parameters: Parameters) => {
		const { request, accepted } = await send(nodes.aisouleSend, {
			operation: 'send',
			recipient: '+919876543210',
			additionalFields: {},
			...parameters,
		});
		expect(request).toMatchObject({
			method: 'POST',
			path: '/aisoule/api/messages/send',
			headers: { 'content-type': 'application/json', 'x-api-key': '[hidden]' },
		});
		return { body: request.body, accepted };
	};

	test('Sending a text message', async () => {
		const { body, accepted } = await aisoule({
			messageType: 'text',
			messageText: 'Hello! Your order has been shipped.',
		});
		expect(accepted).toBe(true);
		expect(body).toEqual({
			to: '+919876543210',
			type: 'text',
			text: 'Hello! Your order has been shipped.',
		});
	});

	test('Sending a template message', async () => {
		const { body, accepted } = await aisoule({
			operation: 'sendTemplate',
			templateName: 'order_confirmation',
			language: 'en',
			variablesAs: 'fields',
			templateVariables: { body: [{ value: 'John' }, { value: 'ORD-789' }] },
		});
		expect(accepted).toBe(true);
		expect(body).toEqual({
			to: '+919876543210',
			type: 'template',
			template: {
				name: 'order_confirmation',
				language: 'en',
				components: [
					{
						type: 'body',
						parameters: [
							{ type: 'text', text: 'John' },
							{ type: 'text', text: 'ORD-789' },
						],
					},
				],
			},
		});
	});

	test('Sending media', async () => {
		const { body, accepted } = await aisoule({
			messageType: 'image',
			mediaLink: 'https://example.com/product.jpg',
			caption: 'Check out our new product!',
		});
		expect(accepted).toBe(true);
		expect(body).toEqual({
			to: '+919876543210',
			type: 'image',
			image: {
				url: 'https://example.com/product.jpg',
				caption: 'Check out our new product!',
			},
		});
	});

	const buttons = {
		to: '+919876543210',
		type: 'interactive',
		interactive: {
			type: 'button',
			body: { text: 'How can we help?' },
			action: {
				buttons: [
					{ type: 'reply', reply: { id: 'sales', title: 'Sales' } },
					{ type: 'reply', reply: { id: 'support', title: 'Support' } },
				],
			},
		},
	};

	test('Sending interactive messages, Buttons', async () => {
		const { body, accepted } = await aisoule({
			operation: 'sendInteractive',
			interactiveType: 'button',
			bodyText: 'How can we help?',
			buttons: {
				button: [
					{ id: 'sales', title: 'Sales' },
					{ id: 'support', title: 'Support' },
				],
			},
			interactiveFields: {},
		});
		expect(accepted).toBe(true);
		expect(body).toEqual(buttons);
	});

	test('Sending interactive messages, Buttons, as JSON', async () => {
		const { body, accepted } = await aisoule({
			operation: 'sendInteractive',
			interactiveType: 'json',
			interactiveJson: JSON.stringify(buttons.interactive),
		});
		expect(accepted).toBe(true);
		expect(body).toEqual(buttons);
	});

	test('Specifying WhatsApp account', async () => {
		const { body } = await aisoule({
			messageType: 'text',
			messageText: 'Hello!',
			additionalFields: { whatsappAccount: 'account_id_here' },
		});
		expect(body).toEqual({
			to: '+919876543210',
			type: 'text',
			text: 'Hello!',
			whatsapp_account: 'account_id_here',
		});
	});
});

describe('Evolution', () => {
	const ada = {
		fullName: 'Ada Lovelace',
		wuid: '5531999999999',
		phoneNumber: '+55 31 99999-9999',
		organization: 'Analytical Engines',
		email: 'ada@example.com',
		url: 'https://example.com',
	};
	const { fullName, phoneNumber, organization, email, url } = ada;
	const contact = { fullName, phoneNumber, additional: { organization, email, url } };
	const parameters = (changes: Parameters = {}) => ({
		operation: 'send',
		instance: located('cap', 'list'),
		recipient: '5531982968010',
		contacts: { contact: [contact] },
		apiVersion: 'auto',
		additionalFields: {},
		...changes,
	});

	test('"Send Contact", the example with every field and both options', async () => {
		const { request, accepted } = await send(
			nodes.evolutionV1,
			parameters({
				apiVersion: 'v1',
				additionalFields: { delay: 123, presence: 'composing' },
			}),
		);
		expect(accepted).toBe(true);
		expect(request).toMatchObject({
			method: 'POST',
			path: '/evolution-v1/message/sendContact/cap',
			headers: { 'content-type': 'application/json', apikey: '[hidden]' },
		});
		expect(request.body).toEqual({
			number: '5531982968010',
			options: { delay: 123, presence: 'composing' },
			contactMessage: [ada],
		});
	});

	test('the request recorded on a server 1.8.6', async () => {
		const { request } = await send(
			nodes.evolutionV1,
			parameters({ apiVersion: 'v1', additionalFields: { delay: 10 } }),
		);
		expect(request.body).toEqual({
			number: '5531982968010',
			contactMessage: [ada],
			options: { delay: 10 },
		});
	});

	test('the request recorded on a server 2.3.6', async () => {
		const { request, accepted } = await send(
			nodes.evolutionV2,
			parameters({ apiVersion: 'v2', additionalFields: { delay: 10 } }),
		);
		expect(accepted).toBe(true);
		expect(request.path).toBe('/evolution-v2/message/sendContact/cap');
		expect(request.body).toEqual({ number: '5531982968010', contact: [ada], delay: 10 });
	});

	test.each(['1.8.6', '2.3.7'])(
		'the body of both versions, as taken by a server %s',
		async (version) => {
			const file = `v${version}/sendContact-bothKeys.cloud.json`;
			const recording = JSON.parse(
				readFileSync(join(__dirname, '..', 'fixtures', 'evolution', file), 'utf8'),
			) as { request: { body: object } };
			const { request, accepted } = await send(
				version === '1.8.6' ? nodes.evolutionV1 : nodes.evolutionV2,
				parameters({
					recipient: '56912345678',
					contacts: { contact: [{ fullName: 'A', phoneNumber: '+56 9 1234 5678' }] },
					additionalFields: { delay: 5 },
				}),
			);
			expect(accepted).toBe(true);
			expect(request.body).toEqual(recording.request.body);
		},
	);
});
