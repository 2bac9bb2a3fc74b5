import type { IDataObject, INode } from 'n8n-workflow';
import { referenceInButtonId, referenceInText } from '../../../nodes/shared/lib/resumeReference';
import { mapFields, nodesAt, runNode } from '../../support/n8n/engine';
import { located } from '../../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { answeringServer } from '../../support/servers/answeringServer';

let sandbox: SandboxProcess;
let vobiz: ReturnType<typeof nodesAt>['vobizSend'];
beforeAll(async () => {
	sandbox = await startSandboxProcess();
	vobiz = nodesAt(sandbox.url).vobizSend;
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const SHOP = '0a8f3feb-9598-47f2-8a6c-df1aeb306ae1';
const PRIYA = '+919876543210';

const asked = {
	resource: 'message',
	operation: 'sendAndWait',
	channel: located(SHOP),
	recipient: PRIYA,
	message: 'Is 10:30 fine?',
	additionalFields: {},
	options: {},
};

const ask = async (changes: IDataObject, settings: Partial<INode> = {}) => {
	const parameters = { ...asked, ...changes };
	const { status, error, outputs } = await runNode(
		vobiz,
		parameters,
		[{}],
		'stopWorkflow',
		settings,
	);
	const sent = (await sandbox.messages()).filter(({ direction }) => direction === 'outgoing');
	expect(sent.filter(({ accepted }) => !accepted)).toEqual([]);
	return {
		status,
		error: error?.message,
		item: outputs[0]?.[0],
		bodies: sent.map(({ request }) => request.body as IDataObject),
	};
};

/** As a person fills the form in, with what n8n knows of the template. */
const byTemplate = async (name: string, value: IDataObject, changes: IDataObject = {}) => {
	const template = located(name, 'list');
	const chosen = { answerBy: 'template', template, variablesAs: 'fields', ...changes };
	const { fields } = await mapFields(vobiz, 'templateVariables', { ...asked, ...chosen });
	const templateVariables = { mappingMode: 'defineBelow', value, schema: fields };
	return { ...chosen, templateVariables };
};

const APPOINTMENT = 'appointment_reminder|en_US';
const appointment = { body_customer_name: 'Priya', body_date: 'Friday', body_time: '10:30' };

const onlyApprove = { approvalOptions: { values: { approvalType: 'single' } } };

interface Component extends IDataObject {
	type: string;
	index?: string;
	parameters: Array<{ payload?: string }>;
}

const componentsIn = ([body]: IDataObject[]) =>
	(body.template as { components: Component[] }).components;

/** What a tap on each button says: the place of the button, and the answer. */
const repliesIn = (bodies: IDataObject[]) =>
	componentsIn(bodies)
		.filter(({ sub_type }) => sub_type === 'quick_reply')
		.map(({ index, parameters }) => [
			index,
			referenceInButtonId(parameters[0].payload ?? '')?.choice,
		]);

describe('by a link to a page', () => {
	test.each<[string, IDataObject]>([
		['an approval', {}],
		['a free text', { responseType: 'freeText' }],
		[
			'a free text, where a template was chosen before',
			{ responseType: 'freeText', answerBy: 'template' },
		],
		['a form', { responseType: 'customForm', formFields: { values: [{ fieldLabel: 'Time' }] } }],
	])('%s', async (_name, changes) => {
		const { status, item, bodies } = await ask(changes);
		expect(status).toBe('waiting');
		expect(bodies).toEqual([
			{
				channel_id: SHOP,
				waba_id: '123456789012345',
				to: PRIYA,
				type: 'text',
				text: { body: expect.stringMatching(/^Is 10:30 fine\?\n\nAnswer here: http/) },
			},
		]);
		const { body } = bodies[0].text as { body: string };
		expect(referenceInText(body)).toMatchObject({ execution: '7', node: '2', round: '0' });
		expect(item.json).toMatchObject({
			answer: null,
			timedOut: true,
			receipt: { outcome: 'accepted', to: PRIYA, contactId: expect.any(String) },
		});
	});

	test('a text that is too long with its link is refused beforehand', async () => {
		const { error, bodies } = await ask({ message: 'x'.repeat(4096) });
		expect(error).toContain('but WhatsApp allows only 4096');
		expect(bodies).toEqual([]);
	});
});

describe('by a template with quick replies', () => {
	test('each of them sends the ID of its answer, whatever was mapped to it', async () => {
		const own = { ...appointment, button_0_quick_reply: 'mine' };
		const { status, bodies } = await ask(await byTemplate(APPOINTMENT, own));
		expect(status).toBe('waiting');
		expect(bodies).toMatchObject([
			{ type: 'template', template: { name: 'appointment_reminder', language: { code: 'en_US' } } },
		]);
		expect(componentsIn(bodies)).toEqual([
			expect.objectContaining({ type: 'body' }),
			...['0', '1'].map((index) => ({
				type: 'button',
				sub_type: 'quick_reply',
				index,
				parameters: [{ type: 'payload', payload: expect.any(String) }],
			})),
		]);
		expect(repliesIn(bodies)).toEqual([
			['0', '0'],
			['1', '1'],
		]);
	});

	test('a payload that was mapped to a button beyond the answers stays', async () => {
		const own = { ...appointment, button_1_quick_reply: 'mine' };
		const { bodies } = await ask(await byTemplate(APPOINTMENT, own, onlyApprove));
		expect(componentsIn(bodies).flatMap(({ parameters }) => parameters[0].payload ?? [])).toEqual([
			'mine',
			expect.stringMatching(/^wag1\./),
		]);
	});

	test('they may stand behind other buttons', async () => {
		const values = {
			header_text_1: '1001',
			body_1: 'Priya',
			body_2: 'DHL',
			button_0_url: '1001',
		};
		const { bodies } = await ask(await byTemplate('order_shipped|en_US', values, onlyApprove));
		expect(repliesIn(bodies)).toEqual([['1', '0']]);
	});

	test('of a template by its name, with JSON', async () => {
		const payload = (index: number, type: string) => ({
			type: 'button',
			sub_type: type,
			index,
			parameters: [{ type: 'payload', payload: 'mine' }],
		});
		const { bodies } = await ask({
			answerBy: 'template',
			template: located('new_collection|en_US', 'name'),
			variablesAs: 'json',
			componentsJson: JSON.stringify([
				{
					type: 'header',
					parameters: [{ type: 'image', image: { link: 'https://example.com/a.jpg' } }],
				},
				{ type: 'body', parameters: [{ type: 'text', text: 'Priya' }] },
				payload(0, 'quick_reply'),
				payload(1, 'QUICK_REPLY'),
			]),
		});
		expect(JSON.stringify(bodies)).not.toContain('mine');
		expect(repliesIn(bodies)).toEqual([
			['0', '0'],
			['1', '1'],
		]);
	});

	test('the message can be one of its variables', async () => {
		const values = { ...appointment, body_customer_name: '={{ $parameter.message }}' };
		const options = { variablesOnOneLine: true };
		const { bodies } = await ask(
			await byTemplate(APPOINTMENT, values, { options, message: '={{ "Is 10:30\\nfine?" }}' }),
		);
		expect(componentsIn(bodies)[0].parameters[0]).toMatchObject({ text: 'Is 10:30 fine?' });
	});

	test.each([
		[
			'order_cancelled|en_US',
			{ body_1: '1001' },
			'has no quick replies, but the question has 2 answers',
		],
		[
			'order_shipped|en_US',
			{ header_text_1: '1001', body_1: 'Priya', body_2: 'DHL', button_0_url: '1001' },
			'has 1 quick reply, but the question has 2 answers',
		],
	])('%s has too few: refused beforehand', async (name, values, reason) => {
		const { error, bodies } = await ask(await byTemplate(name, values));
		expect(error).toContain(`The template ${name.split('|')[0]} ${reason}`);
		expect(error).toContain('Pick a template with a quick reply for each answer');
		expect(error).toContain('(items[0].template)');
		expect(bodies).toEqual([]);
	});

	test('the ID of a node that is too long for a payload is refused beforehand', async () => {
		const { error, bodies } = await ask(await byTemplate(APPOINTMENT, appointment), {
			id: 'n'.repeat(60),
		});
		expect(error).toMatch(/a quick reply has to send back has 1\d\d characters.*only 128/);
		expect(error).toContain('Duplicate the node');
		expect(bodies).toEqual([]);
	});

	test('no signature is left in what n8n keeps of a preview', async () => {
		const { item } = await ask(
			await byTemplate(APPOINTMENT, appointment, { options: { preview: true } }),
		);
		const kept = JSON.stringify(item.json);
		expect(kept).toContain('wag1.7.');
		expect(kept).not.toMatch(/wag1\.[\w.=-]+\.[\w-]{43}/);
	});
});

describe('if the window is closed', () => {
	const says = async () =>
		await sandbox.reply({ provider: 'vobiz', from: PRIYA, type: 'text', text: 'Hello' });
	const CLOSED = { answerBy: 'page', ifWindowClosed: 'sendTemplate' };

	test('the template goes instead, and its quick replies answer', async () => {
		const { status, item, bodies } = await ask(await byTemplate(APPOINTMENT, appointment, CLOSED));
		expect(status).toBe('waiting');
		expect(item.json.receipt).toMatchObject({ reason: expect.stringContaining('template goes') });
		expect(repliesIn(bodies)).toEqual([
			['0', '0'],
			['1', '1'],
		]);
	});

	test('while it is open, the link goes', async () => {
		await says();
		const { bodies } = await ask(await byTemplate(APPOINTMENT, appointment, CLOSED));
		expect(bodies).toMatchObject([{ type: 'text' }]);
	});

	test('a template without quick replies is refused beforehand', async () => {
		const { error, bodies } = await ask(
			await byTemplate('order_cancelled|en_US', { body_1: '1001' }, CLOSED),
		);
		expect(error).toContain('has no quick replies');
		expect(bodies).toEqual([]);
	});

	test.each(['freeText', 'customForm'])(
		'no template takes the answer: %s',
		async (responseType) => {
			const formFields = { values: [{ fieldLabel: 'Time' }] };
			const { error, bodies } = await ask({
				...(await byTemplate(APPOINTMENT, appointment, CLOSED)),
				responseType,
				formFields,
			});
			expect(error).toMatch(/not one of its choices.*Use one of: sendAnyway, skip/);
			expect(error).toContain('(items[0].ifWindowClosed)');
			expect(bodies).toEqual([]);
		},
	);

	test('a question that is skipped is not waited for', async () => {
		const { status, item, bodies } = await ask({ ifWindowClosed: 'skip' });
		expect(status).toBe('success');
		expect(item.json).toMatchObject({ answer: null, receipt: { outcome: 'skipped' } });
		expect(bodies).toEqual([]);
	});
});

test('what Vobiz does not say of a template does not stop it: its first buttons answer', async () => {
	const server = await answeringServer({
		[`GET /channels/${SHOP}/templates?status=APPROVED&page=1&limit=100`]: { status: 403, body: {} },
		'POST /messages': { status: 201, body: { id: 'm1', status: 'pending' } },
	});
	try {
		const parameters = {
			...asked,
			answerBy: 'template',
			template: located('unknown|en', 'name'),
			variablesAs: 'fields',
			templateVariables: { mappingMode: 'defineBelow', value: null },
			additionalFields: { wabaId: '1' },
		};
		const node = nodesAt('', { baseUrl: server.url }).vobizSend;
		expect(await runNode(node, parameters, [{}])).toMatchObject({ status: 'waiting' });
		const [{ body }] = server.asked.filter(({ request }) => request.startsWith('POST'));
		expect(repliesIn([body as IDataObject])).toEqual([
			['0', '0'],
			['1', '1'],
		]);
	} finally {
		await server.stop();
	}
});
