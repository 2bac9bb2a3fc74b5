import { exampleFiles, readExample } from '../../scripts/examples';
import type { Execution, NodeJson, TriggerEvent, WorkflowJson } from '../../scripts/n8nClient';
import type { SandboxMessage } from '../../sandbox/conversations';
import { attentive } from '../support/attentiveModel';
import { chooseModelCredential, saveModelCredential } from '../support/modelCredential';
import { openHouse, type OpenHouse } from '../support/openHouse';
import { startStandInModel, type StandInModel } from '../support/standInModel';
import { chatWritten, formSubmitted } from '../support/triggerEvents';

type Message = Pick<SandboxMessage, 'provider'> & {
	content: { to: string; [field: string]: unknown };
};

/** Messages to different people travel side by side: only each person's own are in order. */
const byRecipient = <M extends { content: { to: string | null } }>(messages: M[]): M[] =>
	[...messages].sort((one, other) => `${one.content.to}`.localeCompare(`${other.content.to}`));

interface Expectation {
	/** All that arrives at the sandbox, in order for each recipient. */
	messages: Message[];
	/** What its trigger waits for, if it does. */
	event?(n8nUrl: string, trigger: NodeJson, workflowId: string): TriggerEvent;
	/** What else is worth a look. */
	check?(execution: Execution): void;
}

const expectations: Record<string, Expectation> = {
	'ai-agent-sends.json': {
		messages: [
			{
				provider: 'aisoule',
				content: { to: '+56912345678', type: 'text', text: 'Your order has arrived.' },
			},
		],
		event: (n8nUrl, _trigger, workflowId) =>
			chatWritten(n8nUrl, workflowId, 'Tell +56 9 1234 5678 that the order has arrived.'),
		check: ({ outputOf }) => expect(outputOf('AI Agent')).toEqual([{ output: 'Done.' }]),
	},
	'buttons-and-list.json': {
		messages: [
			{
				provider: 'aisoule',
				content: {
					to: '+12025550143',
					type: 'interactive',
					text: 'Hi John, how can we help?',
					card: {
						header: 'Our shop',
						buttons: [
							{ label: 'Track my order' },
							{ label: 'Change my order' },
							{ label: 'Talk to a person' },
						],
					},
				},
			},
			{
				provider: 'aisoule',
				content: {
					to: '+12025550143',
					type: 'interactive',
					text: 'When should we deliver ORD-789?',
					card: {
						list: {
							button: 'Choose a time',
							sections: [
								{ title: 'Tomorrow', rows: [{ title: 'Morning' }, { title: 'Afternoon' }] },
								{ title: 'Later', rows: [{ title: 'Another day' }] },
							],
						},
					},
				},
			},
			{
				provider: 'aisoule',
				content: {
					to: '+12025550143',
					type: 'template',
					text: 'Hi John, your order ORD-789 is confirmed.',
				},
			},
		],
	},
	'form-to-ticket.json': {
		messages: [
			{
				provider: 'vambe',
				content: {
					to: '+56912345678',
					type: 'ai',
					contactName: 'Camila Soto',
					metadata: { contact: { email: 'camila@example.com' }, ticket: { topic: 'Prices' } },
				},
			},
		],
		event: (n8nUrl, trigger) =>
			formSubmitted(n8nUrl, trigger.webhookId!, [
				'Camila Soto',
				'9 1234 5678',
				'camila@example.com',
				'Prices',
			]),
	},
	'lead-contact-card.json': {
		messages: [
			{
				provider: 'evolution-v2',
				content: {
					to: '+5511977770001',
					type: 'contacts',
					contacts: [
						{
							name: 'Ada Lovelace',
							email: 'ada@example.com',
							organization: 'Analytical Engines',
						},
						{ name: 'Charles Babbage', organization: 'Analytical Engines' },
					],
				},
			},
		],
	},
	'open-tickets.json': {
		messages: [
			{ provider: 'vambe', content: { to: '+56912345678', type: 'text' } },
			{ provider: 'vambe', content: { to: '+5511987654321', type: 'text' } },
			{ provider: 'vambe', content: { to: '+919876543210', type: 'text' } },
		],
	},
	'order-paid-document.json': {
		messages: ['1001', '1003'].map((number, index) => ({
			provider: 'vobiz',
			content: {
				to: ['+919876543210', '+919000012345'][index],
				type: 'document',
				text: `Hi ${['Priya', 'Meera'][index]}, here is the invoice of your order ${number}.`,
				media: {
					link: `https://example.com/invoices/${number}.pdf`,
					filename: `invoice-${number}.pdf`,
				},
			},
		})),
		check({ outputOf }) {
			const [{ sent }] = outputOf('Invoices sent');
			expect(sent).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
			const [{ failed }] = outputOf('Invoices to look at');
			expect(failed).toMatchObject([
				{ number: '1002', details: { outcome: 'notSent', field: 'items[1].recipient' } },
			]);
		},
	},
	'qr-message.json': {
		messages: [
			{
				provider: 'vambe',
				content: {
					to: '+56912345678',
					type: 'text',
					text: 'Hola María Rodríguez, tu pedido ORD-1001 va en camino con Chilexpress.',
				},
			},
			{ provider: 'vambe', content: { to: '+56922334455', type: 'text' } },
		],
	},
	'sheet-template-campaign.json': {
		messages: [
			{
				provider: 'vobiz',
				content: {
					to: '+919876543210',
					type: 'template',
					text: 'Priya, our new collection is here. Have a look!',
					card: { header: { kind: 'image', link: 'https://example.com/summer.jpg' } },
				},
			},
			{ provider: 'vobiz', content: { to: '+919988776655', type: 'template' } },
			{ provider: 'vobiz', content: { to: '+919000012345', type: 'template' } },
		],
	},
	'ticket-lifecycle.json': {
		messages: [{ provider: 'vambe', content: { to: '+56987654321', type: 'text' } }],
		check({ outputOf }) {
			const [{ contactId }] = outputOf('Open the ticket');
			expect(outputOf('Read the ticket')).toMatchObject([
				{ id: contactId, metadata: { order: 'ORD-1001', priority: 'high' } },
			]);
			expect(outputOf('Close the ticket')).toMatchObject([{ closed: true, contactId }]);
		},
	},
};

test('each example has an expectation here', () => {
	expect(exampleFiles()).toEqual(Object.keys(expectations));
});

describe('npm start imports all of them, and they run', () => {
	let house: OpenHouse;
	let model: StandInModel;
	let agentAsImported: WorkflowJson;

	const imported = async (file: string) => (await house.n8n.findWorkflow(readExample(file).name))!;

	const fetchWorkflow = async (id: string) =>
		await house.n8n.rest<WorkflowJson>('GET', `/workflows/${id}`);

	beforeAll(async () => {
		[house, model] = await Promise.all([openHouse(), startStandInModel()]);
		model.follow(
			attentive({
				Recipient_Phone_Number: '+56 9 1234 5678',
				Message_Text: 'Your order has arrived.',
			}),
		);
		const agentId = await imported('ai-agent-sends.json');
		agentAsImported = await fetchWorkflow(agentId);
		const credential = await saveModelCredential(house.n8n, model.url);
		await chooseModelCredential(house.n8n, agentId, credential);
	});
	afterAll(async () => {
		await house?.stop();
		await model?.stop();
	});

	test('the agent comes without a credential for its model, so that n8n asks for one', () => {
		const chatModel = agentAsImported.nodes.find(({ type }) => type.endsWith('.lmChatOpenAi'));
		expect(chatModel!.credentials).toEqual({});
	});

	test('what the person changed stays', async () => {
		const example = readExample('qr-message.json');
		const id = await imported('qr-message.json');
		await house.n8n.rest('PATCH', `/workflows/${id}`, {
			...(await fetchWorkflow(id)),
			settings: { executionOrder: 'v1', timezone: 'America/Santiago' },
		});
		expect(await house.n8n.importWorkflow(example, {})).toBe(id);
		expect(await fetchWorkflow(id)).toMatchObject({ settings: { timezone: 'America/Santiago' } });
	});

	test.each(Object.entries(expectations))('%s', async (file, { messages, event, check }) => {
		const [trigger] = readExample(file).nodes;
		const workflowId = await imported(file);
		await house.clear();

		const happening = event?.(house.n8n.url, trigger, workflowId);
		const execution = await house.n8n.run(workflowId, trigger.name, happening);

		expect({ error: execution.error?.message, status: execution.status }).toEqual({
			error: undefined,
			status: 'success',
		});
		const received = byRecipient(await house.messages());
		expect(received).toHaveLength(messages.length);
		expect(received).toMatchObject(
			byRecipient(messages).map((message) => ({ accepted: true, ...message })),
		);
		check?.(execution);
	});
});
