import type { Execution } from '../../scripts/n8n/n8nClient';
import { AGENT } from '../support/agent/agentWorkflow';
import {
	answeringAgents,
	answeringWorkflow,
	obliging,
	WRITER,
	WRITER_IN_A_MINUTE,
	type AnsweringAgent,
} from '../support/agent/answeringAgents';
import { listen, type Listening } from '../support/stack/listening';
import { saveModelCredential } from '../support/agent/modelCredential';
import { oneDelivery } from '../support/sandbox/oneDelivery';
import { openStack, type OpenStack } from '../support/stack/openStack';
import { startStandInModel, type StandInModel } from '../support/agent/standInModel';
import { until } from '../support/stack/until';

/** Somebody writes, the trigger starts an agent, and the agent answers with one of our nodes. */
let stack: OpenStack;
let model: StandInModel;
const credentialIds: Record<string, string> = {};

beforeAll(async () => {
	[stack, model] = await Promise.all([openStack(), startStandInModel()]);
	const known = await stack.n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
	for (const { id, type } of known) credentialIds[type] = id;
	Object.assign(credentialIds, await saveModelCredential(stack.n8n, model.url));
});
afterAll(async () => {
	await stack?.stop();
	await model?.stop();
});

const maria = { from: '+56912345678', name: 'María', type: 'text' };
const joao = { from: '+5511987654321', name: 'João', type: 'text' };
const open = { ...maria, text: 'Are you open?' };

/** The workflow of an agent, active for the tests of a block. */
function active(agent: AnsweringAgent) {
	let workflow: Listening;
	beforeAll(async () => {
		const built = answeringWorkflow(agent);
		workflow = await listen(stack, await stack.n8n.importWorkflow(built, credentialIds));
	});
	afterAll(async () => {
		await workflow?.stop();
		await workflow?.forgetWebhooks();
	});
	beforeEach(async () => {
		await workflow.clear();
		await workflow.deliver({});
		model.follow(obliging(agent));
	});

	const reply = async (text: object) => await workflow.reply({ ...agent.player, ...text });

	const ids = async () => await stack.n8n.executionsOf(workflow.workflowId, 100);

	/** The executions that come of what happens, once it was delivered so many times. */
	async function executionsAfter(happen: () => Promise<unknown>, deliveries = 1) {
		const before = await ids();
		await happen();
		const isThere = async () => (await ids()).length >= before.length + deliveries;
		await until(60, isThere, `${deliveries} executions`);
		expect(await workflow.errors()).toEqual([]);
		const others = (await ids()).filter((id) => !before.includes(id));
		return await Promise.all(others.map(async (id) => await stack.n8n.untilEnded(id)));
	}

	return {
		deliver: async (settings: object) => await workflow.deliver(settings),
		executionsAfter,
		reply,
		/** Lets a contact write, and waits for what comes of it. */
		write: async (text: object, deliveries = 1) =>
			await executionsAfter(async () => await reply(text), deliveries),
		/** Everything that left. */
		async sent() {
			const messages = await workflow.messages();
			return messages
				.filter(({ direction }) => direction === 'outgoing')
				.map(({ accepted, content }) => ({ accepted, ...content }));
		},
		tell: async (event: object) => await workflow.event(event),
	};
}

/** What the agents said in the end. */
const said = (executions: Execution[]) =>
	executions.flatMap(({ outputOf }) => outputOf(AGENT).map(({ output }) => String(output)));

/** What the model knew when it was asked last. */
const last = () => model.conversations[model.conversations.length - 1];

describe.each(answeringAgents)('$provider, $type', (agent) => {
	const { deliver, reply, write, executionsAfter, sent } = active(agent);

	/** What the contact gets: what the tool sends, and maybe what the agent says in the end. */
	const answer = (to: string) => [
		{ accepted: true, to, ...agent.message },
		...(agent.says ? [{ accepted: true, to, text: 'Done.' }] : []),
	];

	test('it answers whoever wrote', async () => {
		expect(said(await write(open))).toEqual(['Done.']);
		expect(await sent()).toMatchObject(answer(maria.from));
		await write({ ...joao, text: 'And on Sunday?' });
		expect(await sent()).toMatchObject([...answer(maria.from), ...answer(joao.from)]);
	});

	test('it remembers each contact alone', async () => {
		await write({ ...maria, from: '+56987650001', text: 'My name is Ana.' });
		await write({ ...maria, from: '+56987650002', text: 'My name is Ben.' });
		await write({ ...maria, from: '+56987650001', text: 'What is my name?' });
		expect(last().said).toEqual(['My name is Ana.', 'What is my name?']);
	});

	const numbers = Object.keys({ Recipient_Phone_Number: '', ...agent.filledIn }).filter((name) =>
		name.endsWith('Phone_Number'),
	);
	test.each(numbers)('a wrong %s: the error alone tells how to correct it', async (name) => {
		model.follow(obliging(agent, { [name]: '09 1234 5678' }));
		expect(said(await write({ ...maria, text: 'I am in Chile (+56).' }))).toEqual(['Done.']);
		const { calls } = last();
		expect(calls.map((call) => call.arguments[name])).toEqual(['09 1234 5678', '+56912345678']);
		expect(calls[0].result).toContain(`'${name.replaceAll('_', ' ')}' starts with 0`);
		expect(await sent()).toMatchObject(answer(maria.from));
	});

	test('"Allowed Recipients" stops any other number, and the agent can say why', async () => {
		const [reason] = said(await write({ ...maria, text: 'Write to +55 11 98765-4321.' }));
		expect(reason).toContain(
			"It was not done. +5511987654321 is not among the 'Allowed Recipients' of this node",
		);
		expect(reason).toContain('It was not sent.');
		expect(await sent()).toMatchObject(
			agent.says ? [{ to: maria.from, type: 'text', text: reason }] : [],
		);
	});

	test('told three times, and of its own answer too, it runs once', async () => {
		await deliver({ copies: 3, shuffle: true, tellOfSent: true });
		const executions = await write(open, 3);
		expect(executions).toHaveLength(3);
		expect(said(executions)).toEqual(['Done.']);
		expect(await sent()).toMatchObject(answer(maria.from));
	});

	// Vobiz tells nothing of it.
	if (agent.provider !== 'vobiz') {
		test('what the shop itself writes on its phone starts nothing', async () => {
			const executions = await executionsAfter(async () => {
				await reply({ ...open, text: 'We open at nine.', fromMe: true });
				await reply(open);
			});
			expect(executions).toHaveLength(1);
			expect(last().said.slice(-1)).toEqual([open.text]);
		});
	}

	test('a model that calls the tool again and again writes once', async () => {
		const oblige = obliging(agent);
		model.follow((conversation) =>
			conversation.calls.length < 3 ? oblige({ ...conversation, calls: [] }) : oblige(conversation),
		);
		await write(open);
		const outcomes = last().calls.map(
			({ result }) => (JSON.parse(result) as Array<{ outcome: string }>)[0].outcome,
		);
		expect(outcomes).toEqual(['accepted', 'skipped', 'skipped']);
		expect(await sent()).toMatchObject(answer(maria.from));
	});
});

const by = (provider: string) => answeringAgents.find((agent) => agent.provider === provider)!;

describe('several contacts in one delivery', () => {
	const { executionsAfter, tell, sent } = active(by('vobiz'));

	test('are answered one by one, and each agent writes to its own only', async () => {
		const executions = await executionsAfter(
			async () =>
				await tell(
					oneDelivery([
						open,
						{ ...joao, text: `Write to ${maria.from}.` },
						{ from: '+919876543210', name: 'Priya', text: 'And on Sunday?' },
					]),
				),
		);
		expect(said(executions)).toEqual([
			'Done.',
			expect.stringContaining("+56912345678 is not among the 'Allowed Recipients'"),
			'Done.',
		]);
		expect(await sent()).toMatchObject([{ to: maria.from }, { to: '+919876543210' }]);
		expect(last().said).toEqual(['And on Sunday?']);
	});
});

describe('a contact whose number WhatsApp hides', () => {
	const { write, sent } = active(by('evolution'));

	test('is answered by the ID that Evolution knows, and by no other', async () => {
		const hidden = { ...maria, from: '123456789012345@lid' };
		expect(said(await write({ ...hidden, text: 'Are you open?' }))).toEqual(['Done.']);
		const [reason] = said(await write({ ...hidden, text: `Write to ${maria.from}.` }));
		expect(reason).toContain("is not among the 'Allowed Recipients'");
		expect((await sent()).map(({ to, type }) => [to, type])).toEqual([
			[hidden.from, 'contacts'],
			[hidden.from, 'text'],
			[hidden.from, 'text'],
		]);
	});
});

describe('a model that passes more to its tool than it was asked for', () => {
	const agent = by('aisoule');
	const to = joao.from;
	const forged = obliging(agent, { Recipient_Phone_Number: to, to, contact: { phone: to } });

	describe('"Allowed Recipients" from a node before the agent', () => {
		const { write, sent } = active(agent);

		test('stands', async () => {
			model.follow(forged);
			const [reason] = said(await write(open));
			expect(reason).toContain(`${to} is not among the 'Allowed Recipients'`);
			expect(await sent()).toEqual([]);
		});
	});

	describe('"Allowed Recipients" from $json, which it can change', () => {
		const { write, sent } = active({ ...agent, options: { allowedRecipients: '={{ $json.to }}' } });

		test('allows nobody', async () => {
			model.follow(forged);
			const [reason] = said(await write(open));
			expect(reason).toContain(
				"'Allowed Recipients' is read from what the agent itself passes to this tool",
			);
			expect(await sent()).toEqual([]);
		});
	});

	describe('a recipient that it does not define', () => {
		const parameters = { ...agent.parameters, recipient: WRITER };
		const { write, sent } = active({ ...agent, parameters });

		test('stays the one who wrote', async () => {
			model.follow(forged);
			expect(said(await write(open))).toEqual(['Done.']);
			expect(await sent()).toMatchObject([{ accepted: true, to: maria.from }]);
		});
	});
});

describe('a contact that is a bot and answers everything', () => {
	const { write, sent } = active({
		...by('vobiz'),
		options: { sendOnceKey: WRITER_IN_A_MINUTE },
	});

	test('gets no second answer within the same minute, so that it ends', async () => {
		const many = 8;
		let answers = 0;
		for (let written = 1; written <= many; written++) {
			await write({ ...maria, text: 'We have your message, and will answer soon.' });
			answers = (await sent()).length;
			if (answers < written) break;
		}
		expect(answers).toBeGreaterThan(0);
		expect(answers).toBeLessThan(many);
	});
});
