import { NodeHelpers, type INode, type INodePropertyOptions, type JsonObject } from 'n8n-workflow';
import { WhatsAppGatewayTrigger } from '../../../nodes/WhatsAppGateway/WhatsAppGatewayTrigger.node';
import { providers } from '../../../nodes/WhatsAppGateway/providers';
import { EVENT_NAMES } from '../../../nodes/shared/contract/event';
import { partOf } from '../../providers/providers';
import { askHook, vobizTrigger } from '../../support/n8n/trigger';

const { description } = new WhatsAppGatewayTrigger();
const lists = description.properties.filter(({ displayName }) => displayName === 'Trigger On');
const optionsOf = ({ options }: (typeof lists)[number]) => options as INodePropertyOptions[];

/** Of a node as it is saved: n8n leaves out what is the default. */
const parametersOf = (typeVersion: number, parameters = {}) =>
	NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		{ typeVersion } as INode,
		description,
	);

test('a saved workflow of version 2 keeps Evolution; a new node has no provider', () => {
	expect(description.defaultVersion).toBe(3);
	expect(parametersOf(2)).toMatchObject({ provider: 'evolution', registration: 'automatic' });
	expect(parametersOf(3)).toMatchObject({ provider: '', events: ['message.received'] });
	expect(parametersOf(3, { provider: 'vambe' })).not.toHaveProperty('registration');
});

test.each([
	['', 'Choose'],
	['vambe', undefined],
])('a node of version 3 with the provider "%s": %s', (provider, says) => {
	const node = { typeVersion: 3, parameters: { provider }, name: 'Node' } as unknown as INode;
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	expect(issues?.parameters?.provider).toEqual(says && ['Parameter "Provider" is required.']);
});

test('without a provider nothing is asked for a credential', () => {
	const ofProviders = description.credentials!.filter(
		({ displayOptions }) => !displayOptions?.show,
	);
	expect(ofProviders).toHaveLength(providers.length);
	for (const { name, displayOptions } of ofProviders) {
		expect(`${name} ${String(displayOptions?.hide?.provider?.includes(''))}`).toBe(`${name} true`);
	}
});

test('the node panel offers every event of every provider, for no provider yet', () => {
	const [first, ...others] = lists;
	expect(first.displayOptions).toEqual({ show: { provider: [''] } });
	const values = optionsOf(first).map(({ value }) => value);
	expect([...values].sort()).toEqual(['*', ...EVENT_NAMES].sort());
	for (const other of others) {
		expect(values).toEqual(expect.arrayContaining(optionsOf(other).map(({ value }) => value)));
	}
});

test.each(providers)('$name: what is offered is what its reader can give', async (part) => {
	const { name } = part;
	const list = lists.find(({ displayOptions }) => displayOptions?.show?.provider?.includes(name))!;
	const { read } = await part.inbound();
	const given = partOf(name, 'reports').flatMap((body) => read(body as JsonObject).events);
	const offered = optionsOf(list).map(({ value }) => value);
	expect(offered.sort()).toEqual(['*', ...new Set(given.map(({ event }) => event))].sort());
});

test.each(providers)('$name is the provider that its inbound says', async (part) => {
	const { name, displayName, credential } = part;
	expect((await part.inbound()).provider).toMatchObject({ name, displayName, credential });
});

test('each list has a name of its own', () => {
	const names = providers.flatMap(({ listSearch = {} }) => Object.keys(listSearch));
	expect(names).not.toEqual([]);
	expect(new Set(names).size).toBe(names.length);
});

test('each event says in the panel what it is, and the same for all providers', () => {
	const actions = new Map<unknown, Set<unknown>>();
	for (const { value, action } of lists.flatMap(optionsOf)) {
		expect(action).toMatch(/^On [a-z]/);
		actions.set(value, (actions.get(value) ?? new Set()).add(action));
	}
	expect([...actions.values()].every(({ size }) => size === 1)).toBe(true);
	expect(new Set([...actions.values()].flatMap((each) => [...each])).size).toBe(actions.size);
});

test('a workflow without a provider does not become active, and says why', async () => {
	const activation = askHook(vobizTrigger('http://127.0.0.1:1'), 'create', { provider: '' });
	await expect(activation).rejects.toMatchObject({
		message: expect.stringContaining("Choose the 'Provider'"),
		description: expect.stringContaining('#empty-field'),
	});
});
