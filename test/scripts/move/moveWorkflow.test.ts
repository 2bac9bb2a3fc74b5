import { exampleFiles, readExample } from '../../../scripts/examples';
import { readCounterparts } from '../../../scripts/move/counterparts';
import { moveWorkflow } from '../../../scripts/move/moveWorkflow';
import type { NodeJson, WorkflowJson } from '../../../scripts/n8n/n8nClient';
import { savedWorkflows } from '../../support/workflows/savedWorkflows';

const MAIN = 'n8n-nodes-whatsapp-gateways';
const VAMBE = 'n8n-nodes-vambe';

/** No package of a single provider has it. */
const OPT_OUT_LIST = `${MAIN}.whatsAppOptOutList`;

const EVOLUTION = 'n8n-nodes-evolution-whatsapp';

const counterparts = readCounterparts();
const singles = [...new Set(counterparts.map(({ single }) => single.package))];

type Nodes = Pick<WorkflowJson, 'nodes'>;

const there = <W extends Nodes>(workflow: W) => moveWorkflow(workflow, singles, counterparts);
const back = <W extends Nodes>(workflow: W) => moveWorkflow(workflow, [MAIN], counterparts);

const nodeOf = (type: string, parameters: object = {}, typeVersion = 2): NodeJson => ({
	name: 'Node',
	type,
	typeVersion,
	parameters: { ...parameters },
	position: [0, 0],
});

/** Moves one node, and returns what it is then, or why it stays. */
function moved(node: NodeJson, packages: string[]) {
	const move = moveWorkflow({ nodes: [node] }, packages, counterparts);
	const [{ type, typeVersion, parameters }] = move.workflow.nodes;
	const [reason] = move.left.map((each) => each.reason);
	return reason ?? { type, typeVersion, parameters };
}

const workflows: Array<[string, WorkflowJson]> = [
	...exampleFiles().map((file): [string, WorkflowJson] => [file, readExample(file)]),
	...savedWorkflows.map((workflow): [string, WorkflowJson] => [workflow.name, workflow]),
];

describe.each(workflows)('%s', (_name, workflow) => {
	const away = there(workflow);

	test('all of our nodes move, and nothing else changes', () => {
		const ours = ({ type }: NodeJson) => type.startsWith(`${MAIN}.`) && type !== OPT_OUT_LIST;
		expect(away.moved.map(({ name }) => name)).toEqual(
			workflow.nodes.filter(ours).map(({ name }) => name),
		);
		const staying = workflow.nodes.filter(({ type }) => type === OPT_OUT_LIST);
		expect(away.left.map(({ node }) => node)).toEqual(staying);
		expect(away.workflow.nodes.filter(ours)).toEqual([]);
		const elsewhere = ({ nodes, ...rest }: WorkflowJson) => ({
			...rest,
			nodes: nodes.map((node) =>
				away.moved.some(({ name }) => name === node.name)
					? { ...node, type: '', typeVersion: 0, parameters: {} }
					: node,
			),
		});
		expect(JSON.stringify(elsewhere(away.workflow))).toBe(JSON.stringify(elsewhere(workflow)));
	});

	test('there and back, it is the same JSON', () => {
		expect(JSON.stringify(back(away.workflow).workflow)).toBe(JSON.stringify(workflow));
	});
});

/** Every node of the main package and what n8n makes of it, with the defaults left out and written. */
const everything = counterparts.flatMap(({ main, single }) => {
	const { name, version, usableAsTool, webhooks = [] } = main.description;
	const versions = main.typeVersion ? [main.typeVersion] : [version].flat();
	const canAsk = !name.endsWith('Trigger') && webhooks.length > 0;
	const types = [
		name,
		...(usableAsTool ? [`${name}Tool`] : []),
		...(canAsk ? [`${name}HitlTool`] : []),
	];
	return types.flatMap((type) =>
		versions.flatMap((typeVersion) => [
			{ type, typeVersion, parameters: main.chosenBy, to: single.package },
			{ type, typeVersion, parameters: { ...main.chosenBy, options: {} }, to: single.package },
		]),
	);
});

test.each(everything)('$type of version $typeVersion moves to $to and back', (each) => {
	const node = nodeOf(`${MAIN}.${each.type}`, each.parameters, each.typeVersion);
	const away = moveWorkflow({ nodes: [node] }, [each.to], counterparts);
	expect(away.left).toEqual([]);
	expect(JSON.stringify(back(away.workflow).workflow)).toBe(JSON.stringify({ nodes: [node] }));
});

describe('the nodes of Vambe become resources of one', () => {
	test.each([
		['vambeMessage', 'vambe', 'message'],
		['vambeQrMessage', 'vambe', 'qrMessage'],
		['vambeTicketTool', 'vambeTool', 'ticket'],
		['vambeMessageHitlTool', 'vambeHitlTool', 'message'],
		['vambeQrMessageHitlTool', 'vambeHitlTool', 'qrMessage'],
	])('%s', (main, single, resource) => {
		const parameters = { recipient: '+56912345678' };
		const node = nodeOf(`${MAIN}.${main}`, parameters);
		const result = { resource, ...parameters };
		expect(moved(node, [VAMBE])).toEqual({
			type: `${VAMBE}.${single}`,
			typeVersion: 2,
			parameters: result,
		});
	});

	test.each(['vambe', 'vambeTool', 'vambeHitlTool'])(
		'%s without a resource is a message',
		(type) => {
			expect(moved(nodeOf(`${VAMBE}.${type}`), [MAIN])).toEqual({
				type: `${MAIN}.${type.replace('vambe', 'vambeMessage')}`,
				typeVersion: 2,
				parameters: {},
			});
		},
	);

	test('a message has one version in the main package', () => {
		expect(moved(nodeOf(`${VAMBE}.vambe`, { resource: 'message' }, 1), [MAIN])).toBe(
			`There is no ${MAIN}.vambeMessage of version 1.`,
		);
	});

	test('nobody can be asked by a ticket', () => {
		expect(moved(nodeOf(`${VAMBE}.vambeHitlTool`, { resource: 'ticket' }), [MAIN])).toBe(
			`There is no ${MAIN}.vambeTicketHitlTool of version 2.`,
		);
		expect(moved(nodeOf(`${MAIN}.vambeTicketHitlTool`), [VAMBE])).toBe(
			`${MAIN} has no such node of version 2.`,
		);
	});
});

describe('Evolution Send Contact becomes an operation of Evolution', () => {
	const contacts = {
		contact: [{ fullName: 'Ada', phoneNumber: '+5531999998888', additional: {} }],
	};
	const asEvolution = (parameters: object) => ({
		type: `${EVOLUTION}.evolution`,
		typeVersion: 2,
		parameters,
	});
	const from = (typeVersion: number, parameters: object) =>
		moved(nodeOf(`${MAIN}.evolutionSendContact`, parameters, typeVersion), [EVOLUTION]);

	test('as the editor saves it, and with everything written', () => {
		expect(from(1, { contacts })).toEqual(
			asEvolution({ operation: 'sendContacts', movedFrom: 'evolutionSendContact 1', contacts }),
		);
		expect(from(2, { operation: 'send', contacts })).toEqual(
			asEvolution({
				resource: 'message',
				operation: 'sendContacts',
				sendTo: 'number',
				movedFrom: 'evolutionSendContact 2',
				contacts,
			}),
		);
	});

	test('what the editor saved since goes back as Evolution Send', () => {
		const parameters = { operation: 'sendContacts', contacts };
		expect(moved(nodeOf(`${EVOLUTION}.evolution`, parameters), [MAIN])).toEqual({
			type: `${MAIN}.evolutionSend`,
			typeVersion: 2,
			parameters,
		});
	});

	test('and what has come to send something else', () => {
		const movedFrom = 'evolutionSendContact 2';
		for (const parameters of [
			{ movedFrom, operation: 'sendText', messageText: 'Hi' },
			{ movedFrom, operation: 'sendContacts', sendTo: 'group', contacts },
			{ movedFrom, operation: 'sendContacts', contacts, options: { replyTo: '3EB0' } },
		]) {
			expect(moved(nodeOf(`${EVOLUTION}.evolution`, parameters), [MAIN])).toMatchObject({
				type: `${MAIN}.evolutionSend`,
			});
		}
	});

	const waiting = { contacts, additionalFields: { delay: 2000, presence: 'composing' } };

	test('a delay that Evolution offers for another version of the API stays', () => {
		expect(from(1, waiting)).toBe(
			"'Additional Fields' is not the same in Evolution. Move this node by hand.",
		);
		expect(from(1, { ...waiting, apiVersion: 'v1' })).toMatchObject({
			parameters: { ...waiting, apiVersion: 'v1' },
		});
	});

	test('what the node does not read is not read afterwards either', () => {
		const hidden = { apiVersion: 'v2', additionalFields: { delay: 5 }, sendTo: 'group' };
		expect(from(2, { contacts, ...hidden })).toMatchObject({
			parameters: expect.not.objectContaining({ sendTo: 'group' }),
		});
		expect(from(2, { contacts, options: { replyTo: '3EB0' } })).toBe(
			"'Options' is not the same in Evolution. Move this node by hand.",
		);
	});
});

describe('the trigger becomes that of its provider', () => {
	const gateway = (parameters: object, typeVersion: number) =>
		nodeOf(`${MAIN}.whatsAppGatewayTrigger`, parameters, typeVersion);

	test('version 2 listens to Evolution where it says nothing', () => {
		expect(moved(gateway({}, 2), singles)).toEqual({
			type: `${EVOLUTION}.evolutionTrigger`,
			typeVersion: 2,
			parameters: {},
		});
		expect(moved(nodeOf(`${EVOLUTION}.evolutionTrigger`, {}, 2), [MAIN])).toMatchObject({
			type: `${MAIN}.whatsAppGatewayTrigger`,
			parameters: {},
		});
	});

	test.each([
		[EVOLUTION, 'evolution', 3],
		[VAMBE, 'vambe', 2],
		[VAMBE, 'vambe', 3],
	])('one of %s without %s in it chooses it on the way back', (name, provider, typeVersion) => {
		const own = nodeOf(`${name}.${provider}Trigger`, { events: ['*'] }, typeVersion);
		expect(moved(own, [MAIN])).toEqual({
			type: `${MAIN}.whatsAppGatewayTrigger`,
			typeVersion,
			parameters: { provider, events: ['*'] },
		});
	});

	test.each([
		['', 'provider is ""'],
		['={{ $vars.provider }}', 'provider is "={{ $vars.provider }}"'],
		['acme', 'provider is "acme"'],
	])('with the provider "%s" it stays', (provider, said) => {
		expect(moved(gateway({ provider }, 3), singles)).toBe(
			`What it does cannot be told from its parameters: ${said}.`,
		);
	});
});

describe('what stays', () => {
	test('the node of another provider', () => {
		expect(moved(nodeOf(`${MAIN}.vobizSend`), [VAMBE, EVOLUTION])).toBe(
			'It belongs to n8n-nodes-vobiz-whatsapp, which is not among the packages to move to.',
		);
	});

	test('a version that the package does not have', () => {
		expect(moved(nodeOf(`${MAIN}.vobizSend`, {}, 9), singles)).toBe(
			`${MAIN} has no such node of version 9.`,
		);
	});

	test('the Opt-Out List, which belongs to no provider', () => {
		expect(moved(nodeOf(`${MAIN}.whatsAppOptOutList`, {}, 1), singles)).toBe(
			`No other package has this node. Keep ${MAIN} installed for it.`,
		);
	});

	test('without a word, nodes of n8n and nodes that are there already', () => {
		const nodes = [nodeOf('n8n-nodes-base.set'), nodeOf(`${VAMBE}.vambe`)];
		expect(there({ nodes })).toMatchObject({ workflow: { nodes }, moved: [], left: [] });
	});
});

describe('what a person should look at', () => {
	test('where the workflow names a node of ours elsewhere', () => {
		const code = `return $input.all().filter(({ json }) => json.type === '${MAIN}.vambeTicketTool')`;
		const site = `See https://example.com/${MAIN}/${MAIN}.git`;
		const workflow = {
			nodes: [
				nodeOf(`${MAIN}.vambeTicket`),
				{ ...nodeOf('n8n-nodes-base.code', { jsCode: code, notes: [site] }), name: 'Code' },
			],
			pinData: { Node: [{ json: { type: `${MAIN}.vobizSend` } }] },
		};
		expect(there(workflow).remarks).toEqual([
			`"Code", in parameters.jsCode, names ${MAIN}.vambeTicketTool.`,
			`pinData.Node.0.json.type names ${MAIN}.vobizSend.`,
		]);
	});

	test('a tool that n8n describes to the agent', () => {
		const tools = [
			{},
			{ descriptionType: 'auto', toolDescription: 'Sends' },
			{ descriptionType: 'manual', toolDescription: 'Sends' },
		].map((parameters, index) => ({
			...nodeOf(`${MAIN}.vobizSendTool`, parameters),
			name: `Tool ${index}`,
		}));
		expect(there({ nodes: tools }).remarks).toEqual([
			'"Tool 0": n8n describes this tool to the agent in other words now.',
			'"Tool 1": n8n describes this tool to the agent in other words now.',
		]);
	});
});
