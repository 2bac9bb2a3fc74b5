import { exampleFiles, readExample } from '../../scripts/examples';
import type { WorkflowJson } from '../../scripts/n8n/n8nClient';
import { startStandInModel, type StandInModel } from '../support/agent/standInModel';
import { openStack, type OpenStack } from '../support/stack/openStack';
import {
	exampleRuns,
	importedExample,
	prepareAgents,
	testExamples,
	type ExampleRun,
} from '../support/workflows/exampleRuns';
import { filledIn, templates } from '../support/workflows/templates';

test('each example has an expectation', () => {
	expect(exampleFiles()).toEqual(exampleRuns);
});

/** With the credentials of the sandbox and of the stand-in model. */
const ofTemplates = templates.map(
	(name): ExampleRun => ({
		title: `the template ${name}`,
		file: `${name}.json`,
		async imported(n8n) {
			const known = await n8n.rest<Array<{ id: string; type: string }>>('GET', '/credentials');
			const ids = Object.fromEntries(known.map(({ id, type }) => [type, id]));
			return await n8n.importWorkflow(filledIn(name), ids);
		},
	}),
);

describe('npm start imports all of them, and they run', () => {
	let stack: OpenStack;
	let model: StandInModel;
	let agentAsImported: WorkflowJson;

	const imported = async (file: string) => await importedExample(stack.n8n, file);

	const fetchWorkflow = async (id: string) =>
		await stack.n8n.rest<WorkflowJson>('GET', `/workflows/${id}`);

	beforeAll(async () => {
		[stack, model] = await Promise.all([openStack(), startStandInModel()]);
		agentAsImported = await fetchWorkflow(await imported('ai-agent-sends.json'));
		await prepareAgents(stack.n8n, model);
	});
	afterAll(async () => {
		await stack?.stop();
		await model?.stop();
	});

	test('the agent comes without a credential for its model, so that n8n asks for one', () => {
		const chatModel = agentAsImported.nodes.find(({ type }) => type.endsWith('.lmChatOpenAi'));
		expect(chatModel!.credentials).toEqual({});
	});

	test('what the person changed stays', async () => {
		const example = readExample('qr-message.json');
		const id = await imported('qr-message.json');
		await stack.n8n.rest('PATCH', `/workflows/${id}`, {
			...(await fetchWorkflow(id)),
			settings: { executionOrder: 'v1', timezone: 'America/Santiago' },
		});
		expect(await stack.n8n.importWorkflow(example, {})).toBe(id);
		expect(await fetchWorkflow(id)).toMatchObject({ settings: { timezone: 'America/Santiago' } });
	});

	testExamples(() => stack, ofTemplates);
});
