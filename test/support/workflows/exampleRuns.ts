import { docsOf } from '../../../nodes/shared/contract/errorCode';
import { TABLE_NAME } from '../../../nodes/shared/sharedMemory/dataTable';
import { readExample } from '../../../scripts/examples';
import type {
	Execution,
	N8nClient,
	NodeJson,
	TriggerEvent,
	WorkflowJson,
} from '../../../scripts/n8n/n8nClient';
import type { SandboxMessage } from '../../../sandbox/conversations';
import { attentive } from '../agent/attentiveModel';
import { dataTableRows } from '../n8n/dataTableRows';
import { chooseModelCredential, saveModelCredential } from '../agent/modelCredential';
import { listen, type Listening } from '../stack/listening';
import { oneDelivery } from '../sandbox/oneDelivery';
import type { OpenStack } from '../stack/openStack';
import type { Script, StandInModel } from '../agent/standInModel';
import { chatWritten, formSubmitted, submitForm } from '../sandbox/triggerEvents';
import { until } from '../stack/until';
import { buttonsOf, linkIn, untilWaiting } from './askingWorkflow';

type Message = Pick<SandboxMessage, 'provider'> & {
	content: { to: string; [field: string]: unknown };
};

/** Messages to different people travel side by side: only each person's own are in order. */
const byRecipient = <M extends { content: { to: string | null } }>(messages: M[]): M[] =>
	[...messages].sort((one, other) => `${one.content.to}`.localeCompare(`${other.content.to}`));

interface Expectation {
	/** All that arrives at the sandbox, in order for each recipient. */
	messages: Message[];
	/** What the person who is asked does meanwhile, if one is. */
	answer?(stack: OpenStack): Promise<void>;
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
	'ask-rating.json': {
		messages: [
			{
				provider: 'vambe',
				content: {
					to: '+56912345678',
					type: 'text',
					text: expect.stringMatching(/^Hi María.+\n\nRate it here: http\S+$/),
				},
			},
			{
				provider: 'vambe',
				content: {
					to: '+56987654321',
					type: 'text',
					text: 'María Rodríguez rated ORD-1001 with “2 – Poor”: It was cold.\nCall +56 9 1234 5678.',
				},
			},
		],
		async answer({ messages }) {
			await until(30, async () => (await messages()).length === 1);
			const [question] = await messages();
			const page = linkIn(question);
			// n8n stores the execution a moment after the message has left.
			await until(30, async () => (await fetch(page)).ok, 'the page');
			expect(await (await fetch(page)).text()).toContain('How was it?');
			const after = await submitForm(page, ['2 – Poor', 'It was cold.']);
			expect(after).toContain('Thank you! You can close this page now.');
		},
		check: ({ outputOf }) =>
			expect(outputOf('Ask for a rating')).toMatchObject([
				{ answer: { rating: '2 – Poor', comment: 'It was cold.' }, answeredBy: null },
			]),
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
			const field = 'items[1].recipient';
			const code = 'empty-field';
			expect(failed).toMatchObject([
				{ number: '1002', details: { outcome: 'notSent', field, code, docs: docsOf(code) } },
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
	'send-pdf.json': {
		messages: [
			['evolution-v2', '+56912345678', 'María', 'ORD-1001'],
			['vobiz', '+919876543210', 'Priya', 'ORD-1002'],
			['aisoule', '+12025550143', 'John', 'ORD-1003'],
		].map(([provider, to, name, order]) => ({
			provider,
			content: {
				to,
				type: 'document',
				text: `Hi ${name}, here is the invoice of your order ${order}.`,
				media: { filename: `invoice-${order}.pdf` },
			},
		})),
		check({ outputOf }) {
			for (const provider of ['Evolution', 'Vobiz', 'AIsoule']) {
				expect(outputOf(`Send by ${provider}`)).toMatchObject([
					{ order: expect.stringMatching(/^ORD-/), receipt: { outcome: 'accepted' } },
				]);
			}
		},
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

const maria = { from: '+56912345678', name: 'María', type: 'text' };
const joao = { from: '+5511987654321', name: 'João', type: 'text' };

/** What contacts do with the examples that wait for them, and what has to come of it. */
const conversations: Record<string, (workflow: Listening) => Promise<void>> = {
	async 'ai-agent-answers.json'({ reply, event, sent }) {
		await reply({ ...maria, provider: 'vobiz', text: 'My name is María.' });
		await sent(1);
		await reply({ ...joao, provider: 'vobiz', text: 'And mine is João.' });
		await sent(2);
		await reply({ ...maria, provider: 'vobiz', text: 'What is my name?' });
		// The stand-in model says back all that it was told: of nobody but the contact who wrote.
		expect(await sent(3)).toMatchObject([
			{ content: { to: '+56912345678', text: 'You said: My name is María.' } },
			{ content: { to: '+5511987654321', text: 'You said: And mine is João.' } },
			{
				content: { to: '+56912345678', text: 'You said: My name is María. What is my name?' },
			},
		]);
		const atOnce = [
			{ ...joao, text: 'And mine?' },
			{ ...maria, text: 'Thank you.' },
		];
		await event(oneDelivery(atOnce));
		expect((await sent(5)).slice(3)).toMatchObject([
			{ content: { to: '+5511987654321', text: 'You said: And mine is João. And mine?' } },
			{
				content: {
					to: '+56912345678',
					text: 'You said: My name is María. What is my name? Thank you.',
				},
			},
		]);
	},
	async 'any-provider.json'({ reply, sent }) {
		const providers = ['aisoule', 'evolution-v2', 'vambe', 'vobiz'];
		const asked = new Map<string, string | null>();
		for (const provider of providers) {
			const text = `by ${provider}`;
			const { message } = await reply({ ...maria, provider, text, ...accountIn(provider) });
			asked.set(provider, message.messageId);
		}
		const messages = await sent(4);
		expect(messages.map(({ provider }) => provider).sort()).toEqual(providers);
		for (const { provider, accepted, content } of messages) {
			const { to, text, quoted } = content;
			expect({ accepted, to, text, quoted: quoted ?? null }).toEqual({
				accepted: true,
				to: '+56912345678',
				text: `Hi María, we have your message: by ${provider}`,
				quoted: QUOTING.includes(provider) ? asked.get(provider) : null,
			});
		}
	},
	async 'approve-order.json'({ n8n, workflowId, reply, sent }) {
		const [form] = readExample('approve-order.json').nodes;
		const boss = '+56987654321';
		await submitForm(`${n8n.url}/form/${form.webhookId}`, ['María', '9 1234 5678', 'Two pizzas']);
		const [question] = await sent(1);
		expect(question.content).toMatchObject({
			to: boss,
			text: 'New order of María:\nTwo pizzas\n\nDo you accept it?',
			card: { buttons: [{ label: 'Accept' }, { label: 'Decline' }] },
		});
		const [button] = buttonsOf(question);
		await reply({ provider: 'aisoule', from: boss, type: 'button', button });
		expect((await sent(2))[1].content).toMatchObject({
			to: '+56912345678',
			text: 'Hi María, we have your order and are preparing it.',
		});
		// The tap went to the execution that waited, and started none.
		expect(await n8n.executionsOf(workflowId, 10)).toHaveLength(1);
	},
	async 'auto-reply.json'({ reply, sent }) {
		await reply({ ...maria, provider: 'vobiz', text: 'Are you open?' });
		expect(await sent(1)).toMatchObject([
			{
				provider: 'vobiz',
				accepted: true,
				content: {
					to: '+56912345678',
					text: 'Hi María, thank you for your message. We answer until 18:00.',
				},
			},
		]);
	},
	async 'ask-boss-first.json'({ n8n, workflowId, reply, sent }) {
		const from = '+12025550143';
		const provider = 'aisoule';
		/** A customer asks, and the boss taps. */
		const asks = async (before: number, place: number) => {
			await reply({ provider, from, name: 'John', type: 'text', text: 'Ten chairs, please.' });
			const question = (await sent(before + 1)).at(-1)!;
			expect(question.content).toMatchObject({
				to: '+56912345678',
				text: expect.stringContaining('May I send this offer?\n\nTen chairs at 900.'),
			});
			const [executionId] = await n8n.executionsOf(workflowId, 1);
			await untilWaiting(n8n, executionId);
			const button = buttonsOf(question)[place];
			await reply({ provider, from: '+56912345678', type: 'button', button });
		};
		await asks(0, 0);
		expect((await sent(3)).slice(1)).toMatchObject([
			{ accepted: true, content: { to: from, text: 'Ten chairs at 900.' } },
			{ accepted: true, content: { to: from, text: 'Here you are.' } },
		]);
		await asks(3, 1);
		expect((await sent(5)).slice(4)).toMatchObject([
			{ accepted: true, content: { to: from, text: 'We will call you.' } },
		]);
	},
	async 'evolution-conversation.json'({ reply, sent }) {
		const says = async (text: string) =>
			await reply({ ...maria, provider: 'evolution-v2', account: 'phone', text });
		const { message } = await says('Good morning');
		const about = message.messageId;
		const [read, typing, answer] = await sent(3);
		expect([read, typing, answer].map(({ content }) => content)).toMatchObject([
			{ to: '+56912345678', type: 'read', about: [about] },
			{ to: '+56912345678', type: 'typing', presence: 'composing', seconds: 2 },
			{ to: '+56912345678', type: 'text', quoted: about, text: expect.stringMatching(/^Hi María/) },
		]);
		const { message: question } = await says('Where are you?');
		expect((await sent(6))[5].content).toMatchObject({
			type: 'location',
			quoted: question.messageId,
			location: { name: 'Our shop' },
		});
		const { message: thanks } = await says('Thank you!');
		expect((await sent(9))[8].content).toMatchObject({
			type: 'reaction',
			about: thanks.messageId,
			text: '❤️',
		});
	},
	async 'opt-out-list.json'({ n8n, reply, sent, errors }) {
		const says = async (who: typeof maria, text: string) => {
			await reply({ ...who, provider: 'aisoule', text });
			// Executions of one instant may overtake each other.
			expect(await errors()).toEqual([]);
		};
		const listed = async () =>
			(await dataTableRows(n8n, TABLE_NAME)).filter(({ kind }) => kind === 'Opt-out');
		for (const text of ['stop', ' STOP!\n', 'Please do not stop']) await says(maria, text);
		await says(joao, 'P a r á r');
		expect(await listed()).toMatchObject([
			{ key: '+56912345678', data: 'Wrote STOP' },
			{ key: '+5511987654321', data: 'Wrote PARAR' },
		]);
		await says(maria, 'Alta');
		await says(maria, 'alta');
		expect(await listed()).toMatchObject([{ key: '+5511987654321' }]);
		expect((await sent(3)).map(({ content }) => [content.to, content.text])).toEqual([
			['+56912345678', 'You will get no more offers from us. Write START to get them again.'],
			[
				'+5511987654321',
				'Você não receberá mais ofertas nossas. Escreva VOLTAR para voltar a recebê-las.',
			],
			['+56912345678', 'Volverás a recibir nuestras ofertas. Escribe BAJA para no recibirlas más.'],
		]);
	},
	async 'rapid-messages.json'({ n8n, reply, sent }) {
		const texts = ['Hi', 'one question', 'are you open on Sunday?'];
		for (const [index, text] of texts.entries()) {
			await reply({ ...maria, provider: 'aisoule', text });
			// Executions of one instant may overtake each other.
			await until(30, async () => (await waitingTexts(n8n, maria.from)).length > index);
			if (text === 'Hi') await reply({ ...joao, provider: 'aisoule', text: 'Good morning' });
		}
		expect(byRecipient(await sent(2))).toMatchObject([
			{ content: { to: '+5511987654321', text: 'You wrote:\nGood morning' } },
			{
				content: {
					to: '+56912345678',
					text: 'You wrote:\nHi\none question\nare you open on Sunday?',
				},
			},
		]);
		// What was answered does not come again.
		await reply({ ...maria, provider: 'aisoule', text: 'Thank you' });
		const [, , last] = await sent(3);
		expect(last).toMatchObject({ content: { text: 'You wrote:\nThank you' } });
	},
	async 'remind-if-no-answer.json'({ n8n, workflowId, reply, sent, messages }) {
		const workflow = await n8n.rest<WorkflowJson>('GET', `/workflows/${workflowId}`);
		const nodes = workflow.nodes.map((node) => (node.name === 'Ask' ? hurried(node) : node));
		await n8n.rest('PATCH', `/workflows/${workflowId}`, { ...workflow, nodes });
		const ended = n8n.run(workflowId, 'Start with an appointment');
		// n8n looks once a minute for those that waited long enough.
		await until(150, async () => (await messages()).length === 2, 'a reminder');
		const questions = await sent(2);
		expect(questions.map(({ content }) => content.text)).toEqual([
			expect.stringMatching(/^Hi María.+\n\n1 – Yes, I'm coming\n2 – No, cancel it\n/),
			expect.stringMatching(/^Hi María.+, a short reminder: .+\n\n1 – Yes, I'm coming\n/),
		]);
		const says = { ...maria, provider: 'evolution-v2', account: 'phone' };
		// The first question is over by then.
		await reply({ ...says, text: '2', context: questions[0].messageId });
		await reply({ ...says, text: '1' });
		expect((await sent(3))[2].content).toMatchObject({
			to: '+56912345678',
			text: 'Thank you. See you on Friday at 10:00!',
		});
		const { outputOf } = await ended;
		expect(outputOf('Ask')).toMatchObject([{ answer: null, timedOut: true }]);
		expect(outputOf('Remind and ask again')).toMatchObject([
			{ answer: "Yes, I'm coming", approved: true, answeredBy: { phone: '+56912345678' } },
		]);
	},
	async 'status-any-provider.json'({ n8n, workflowId, reply, sent, status, errors }) {
		// Otherwise what is sent through Vobiz fails.
		await reply({ provider: 'vobiz', from: '+919876543211', type: 'text', text: 'Hi' });
		await n8n.run(workflowId, 'When clicking ‘Execute workflow’');
		const messages = await sent(3);
		for (const { id } of messages) await status({ id, value: 'delivered' });
		expect(await errors()).toEqual([]);

		const time = expect.stringMatching(/^\d{4}-/);
		const rows = await dataTableRows(n8n, 'WhatsApp messages');
		expect(rows).toHaveLength(3);
		for (const { messageId, content } of messages) {
			expect(rows).toContainEqual(
				expect.objectContaining({
					messageId,
					contact: content.to,
					text: 'Your order ORD-1001 has left our shop.',
					acceptedAt: time,
					deliveredAt: time,
					failedAt: null,
				}),
			);
		}
	},
	async 'status-table.json'({ n8n, workflowId, sent, status, errors }) {
		await n8n.run(workflowId, 'When clicking ‘Execute workflow’');
		const [{ id, messageId }] = await sent(1);
		for (const value of ['delivered', 'read']) await status({ id, value });
		await n8n.run(workflowId, 'When clicking ‘Execute workflow’');
		const [, second] = await sent(2);
		await status({ id: second.id, value: 'failed', error: { message: 'Outside 24-hour window' } });
		expect(await errors()).toEqual([]);

		const time = expect.stringMatching(/^\d{4}-/);
		const text = 'Your order ORD-1001 has left our shop.';
		const contact = '+919876543210';
		expect(await dataTableRows(n8n, 'WhatsApp statuses')).toMatchObject([
			{ messageId, contact, text, acceptedAt: time, deliveredAt: time, readAt: time, error: null },
			{ messageId: second.messageId, failedAt: time, error: 'Outside 24-hour window' },
		]);
	},
	async 'store-picture.json'({ n8n, reply, sent }) {
		const picture = { type: 'image', provider: 'evolution-v2', account: 'phone', text: 'Our cat' };
		const { message } = await reply({ ...maria, ...picture });
		const about = message.messageId;
		expect((await sent(2)).map(({ content }) => content)).toMatchObject([
			{ to: '+56912345678', type: 'reaction', about, text: '👍' },
			{ type: 'text', quoted: about, text: 'Thank you, we have your picture.' },
		]);
		const [row] = await dataTableRows(n8n, 'WhatsApp pictures');
		expect(row).toMatchObject({ messageId: about, contact: '+56912345678', caption: 'Our cat' });
		const bytes = Buffer.from(String(row.base64), 'base64');
		expect(bytes.subarray(1, 4).toString()).toBe('PNG');
	},
	async 'vambe-message.json'({ reply, sent }) {
		const channel = { provider: 'vambe', account: '1951' };
		const { message } = await reply({ ...maria, ...channel, text: '¿Están abiertos?' });
		expect(await sent(1)).toMatchObject([
			{
				provider: 'vambe',
				accepted: true,
				content: {
					to: '+56912345678',
					text: 'Hola María, gracias por escribirnos. Te responderemos en una hora.',
					quoted: message.messageId,
				},
			},
		]);
	},
};

/** Does not wait for a day. */
const hurried = (node: NodeJson): NodeJson => ({
	...node,
	parameters: {
		...node.parameters,
		options: {
			limitWaitTime: {
				values: { limitType: 'afterTimeInterval', resumeAmount: 0.01, resumeUnit: 'minutes' },
			},
		},
	},
});

/** The instance that the workflow listens to, and the channel that it answers through. */
const ACCOUNTS: Record<string, { account: string } | undefined> = {
	'evolution-v2': { account: 'phone' },
	vambe: { account: '1951' },
};

/** Wants to send an offer, and says what came of it. */
const offers: Script = ({ tools: [tool], calls: [call] }) => {
	if (call)
		return { say: call.result.includes('rejected') ? 'We will call you.' : 'Here you are.' };
	const Offer = 'Ten chairs at 900.';
	return { call: tool.name, arguments: { toolParameters: { Offer }, hitlParameters: {} } };
};

const accountIn = (provider: string) => ACCOUNTS[provider] ?? {};

/** Whose documents have quotes. */
const QUOTING = ['evolution-v2', 'vambe'];

const waitingTexts = async (n8n: N8nClient, contact: string) =>
	(await dataTableRows(n8n, 'WhatsApp waiting messages')).filter((row) => row.contact === contact);

/** The examples that are run. */
export const exampleRuns = [...Object.keys(expectations), ...Object.keys(conversations)].sort();

/** Has the model say what the examples expect, and chooses it in their agents. */
export async function prepareAgents(n8n: N8nClient, model: StandInModel): Promise<void> {
	const sends = attentive({
		Recipient_Phone_Number: '+56 9 1234 5678',
		Message_Text: 'Your order has arrived.',
	});
	model.follow((conversation) => {
		const [tool] = conversation.tools;
		if (!tool) return { say: `You said: ${conversation.said.join(' ')}` };
		return tool.name === 'Send_an_offer' ? offers(conversation) : sends(conversation);
	});
	const credential = await saveModelCredential(n8n, model.url);
	for (const file of ['ai-agent-answers.json', 'ai-agent-sends.json', 'ask-boss-first.json']) {
		await chooseModelCredential(n8n, await importedExample(n8n, file), credential);
	}
}

/** The workflow that an example has become in this n8n. */
export const importedExample = async (n8n: N8nClient, file: string): Promise<string> =>
	(await n8n.findWorkflow(readExample(file).name))!;

/** A workflow of an example, or one that is made of it. */
export interface ExampleRun {
	title: string;
	/** Of the example. */
	file: string;
	/** @returns the ID of the workflow in n8n */
	imported(n8n: N8nClient): Promise<string>;
}

/**
 * Runs every example, or listens with it, in the n8n that is open by then.
 * @param others do what their examples do
 * @param isHere whether this n8n has all nodes of an example
 */
export function testExamples(
	opened: () => OpenStack,
	others: ExampleRun[] = [],
	isHere: (file: string) => boolean = () => true,
): void {
	const runsOf = (table: Record<string, unknown>): ExampleRun[] =>
		Object.keys(table)
			.filter(isHere)
			.flatMap((file) => [
				{ title: file, file, imported: async (n8n) => await importedExample(n8n, file) },
				...others.filter((other) => other.file === file),
			]);

	test.each(runsOf(expectations))('$title', async ({ file, imported }) => {
		const stack = opened();
		const { messages, answer, event, check } = expectations[file];
		const [trigger] = readExample(file).nodes;
		const workflowId = await imported(stack.n8n);
		await stack.clear();

		const happening = event?.(stack.n8n.url, trigger, workflowId);
		const [execution] = await Promise.all([
			stack.n8n.run(workflowId, trigger.name, happening),
			answer?.(stack),
		]);

		expect({ error: execution.error?.message, status: execution.status }).toEqual({
			error: undefined,
			status: 'success',
		});
		const received = byRecipient(await stack.messages());
		expect(received).toHaveLength(messages.length);
		expect(received).toMatchObject(
			byRecipient(messages).map((message) => ({ accepted: true, ...message })),
		);
		check?.(execution);
	});

	test.each(runsOf(conversations))('$title, active', async ({ file, imported }) => {
		const stack = opened();
		await stack.clear();
		const workflow = await listen(stack, await imported(stack.n8n));
		try {
			await conversations[file](workflow);
			expect(await workflow.errors()).toEqual([]);
		} finally {
			await workflow.stop();
			await workflow.forgetWebhooks();
		}
	});
}
