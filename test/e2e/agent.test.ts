import { readExample } from '../../scripts/examples';
import { nodesAsTools, toolOf } from '../support/agent/agentTools';
import { AGENT, agentWorkflow } from '../support/agent/agentWorkflow';
import { attentive } from '../support/agent/attentiveModel';
import { START, startWith } from '../support/workflows/deliveryWorkflows';
import { chooseModelCredential, saveModelCredential } from '../support/agent/modelCredential';
import { openStack, type OpenStack } from '../support/stack/openStack';
import {
	startStandInModel,
	type Arguments,
	type StandInModel,
} from '../support/agent/standInModel';
import { chatWritten } from '../support/sandbox/triggerEvents';

let stack: OpenStack;
let model: StandInModel;
let modelCredential: Record<string, string>;

beforeAll(async () => {
	[stack, model] = await Promise.all([openStack(), startStandInModel()]);
	modelCredential = await saveModelCredential(stack.n8n, model.url);
});
afterAll(async () => {
	await stack?.stop();
	await model?.stop();
});
beforeEach(async () => await stack.clear());

const received = async () =>
	(await stack.messages()).map(({ accepted, content }) => ({ accepted, ...content }));

describe('the example: an agent with AIsoule Send as its tool', () => {
	const example = readExample('ai-agent-sends.json');
	let workflowId: string;
	beforeAll(async () => {
		workflowId = (await stack.n8n.findWorkflow(example.name))!;
		await chooseModelCredential(stack.n8n, workflowId, modelCredential);
	});

	/** Lets the user ask, and the model begin with this call; returns the agent's reply. */
	async function chat(asked: string, first: Arguments) {
		model.follow(attentive(first));
		const event = chatWritten(stack.n8n.url, workflowId, asked);
		const execution = await stack.n8n.run(workflowId, example.nodes[0].name, event);
		expect(execution.status).toBe('success');
		return String(execution.outputOf('AI Agent')[0].output);
	}

	/** What the model read after each of its calls. */
	const results = () =>
		model.conversations[model.conversations.length - 1].calls.map(({ result }) => result);

	test('the model is told what the tool takes', async () => {
		await chat('Greet +56912345678.', {
			Recipient_Phone_Number: '+56912345678',
			Message_Text: 'Hello!',
		});
		expect(model.conversations[0]).toMatchObject({
			said: ['Greet +56912345678.'],
			tools: [
				{
					name: 'Send_a_WhatsApp_message',
					description: 'Sends a WhatsApp text to one person',
					parameters: {
						properties: {
							Recipient_Phone_Number: { type: 'string' },
							Message_Text: { type: 'string' },
						},
					},
				},
			],
			calls: [],
		});
	});

	test('it sends, and the model reads the receipt', async () => {
		const reply = await chat('Tell +1 202 555 0143 that the order has left.', {
			Recipient_Phone_Number: '+1 202 555 0143',
			Message_Text: 'Your order has left.',
		});
		expect(reply).toBe('Done.');
		expect(await received()).toMatchObject([
			{ accepted: true, to: '+12025550143', type: 'text', text: 'Your order has left.' },
		]);
		const [receipt] = JSON.parse(results()[0]) as object[];
		expect(receipt).toMatchObject({ outcome: 'accepted', to: '+12025550143' });
	});

	test('a wrong number: the error alone tells the model how to correct it', async () => {
		const reply = await chat('Tell María in Chile (+56), 09 1234 5678, that we are open.', {
			Recipient_Phone_Number: '09 1234 5678',
			Message_Text: 'We are open.',
		});
		expect(reply).toBe('Done.');
		const { calls } = model.conversations[model.conversations.length - 1];
		expect(calls.map((call) => call.arguments.Recipient_Phone_Number)).toEqual([
			'09 1234 5678',
			'+56912345678',
		]);
		expect(results()[0]).toContain("'Recipient Phone Number' starts with 0");
		expect(await received()).toMatchObject([
			{ accepted: true, to: '+56912345678', text: 'We are open.' },
		]);
	});

	test('"Allowed Recipients" stops any other number, and the agent can say why', async () => {
		const reply = await chat('Tell João (+55), +55 11 98765-4321, that we are open.', {
			Recipient_Phone_Number: '+55 11 98765-4321',
			Message_Text: 'We are open.',
		});
		expect(reply).toContain(
			"It was not done. +5511987654321 is not among the 'Allowed Recipients' of this node",
		);
		expect(reply).toContain('It was not sent.');
		expect(await received()).toEqual([]);
	});

	test.each([
		['does not name the parameter', 'The number lacks its country code, such as +56912345678.'],
		['does not say what is right', '\'Recipient Phone Number\' is wrong: "09 1234 5678".'],
	])('the stand-in is no wiser than the error: one that %s ends its try', (_, error) => {
		const script = attentive({ Recipient_Phone_Number: '09 1234 5678' });
		const call = {
			tool: 'send',
			arguments: { Recipient_Phone_Number: '09 1234 5678' },
			result: JSON.stringify([{ error }]),
		};
		const turn = script({ ...model.conversations[0], said: ['In Chile (+56)'], calls: [call] });
		expect(turn).toEqual({ say: `It was not done. ${error}` });
	});
});

describe('every node is a tool of an agent', () => {
	const credentialIds: Record<string, string> = {};
	beforeAll(async () => {
		Object.assign(credentialIds, modelCredential);
		const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
		for (const { id, type } of known) credentialIds[type] = id;
	});

	describe.each(nodesAsTools)('$type', ({ filledIn, message, ...tool }) => {
		const parameters = { ...tool.parameters, options: { allowedRecipients: message.to } };
		let workflowId: string;
		beforeAll(async () => {
			const workflow = agentWorkflow(`An agent with ${tool.type}`, [startWith()], {
				parameters: { text: 'Send it.' },
				tools: [toolOf({ ...tool, parameters })],
			});
			workflowId = await stack.n8n.importWorkflow(workflow, credentialIds);
		});

		async function replyTo(call: Arguments) {
			model.follow(attentive(call));
			const [{ output }] = (await stack.n8n.run(workflowId, START)).outputOf(AGENT);
			return output;
		}

		test('sends what the model fills in', async () => {
			expect(await replyTo(filledIn)).toBe('Done.');
			const [{ tools: offered }] = model.conversations;
			expect(Object.keys(offered[0].parameters.properties).sort()).toEqual(
				Object.keys(filledIn).sort(),
			);
			expect(await received()).toMatchObject([{ accepted: true, ...message }]);
		});

		test('"Allowed Recipients" stops any other number', async () => {
			const other = '+12025550199';
			expect(await replyTo({ ...filledIn, Recipient_Phone_Number: other })).toContain(
				`It was not done. ${other} is not among the 'Allowed Recipients' of this node`,
			);
			expect(await received()).toEqual([]);
		});
	});
});
