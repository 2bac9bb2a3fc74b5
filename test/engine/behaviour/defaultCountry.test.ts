import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { allSenders, senders } from '../../providers/providers';
import { newestVersion, nodesAt, runNode, type NodeUnderTest } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';

/** Where the country of a number without its country code comes from, in every node that sends. */
let sandbox: SandboxProcess;
beforeAll(async () => {
	sandbox = await startSandboxProcess();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const run = async (
	node: NodeUnderTest,
	name: string,
	parameters: object,
	items: IDataObject[] = [{}],
	onError: 'stopWorkflow' | 'continueErrorOutput' = 'stopWorkflow',
	typeVersion = 1,
) =>
	await runNode(
		node,
		{
			...senders[name].parameters,
			recipient: '9 8765 4321',
			...parameters,
		},
		items.map((item) => ({ text: 'Hello', ...item })),
		onError,
		{ typeVersion },
	);

const withCountry = (defaultCountry: string) => nodesAt(sandbox.url, { defaultCountry });

/** The entries of "Options" that a version of the node has. */
const optionsOf = ({ type }: NodeUnderTest, typeVersion: number) =>
	type.description.properties
		.filter(({ name }) => name === 'options')
		.flatMap(({ options }) => options as INodeProperties[])
		.filter(
			({ displayOptions }) =>
				displayOptions?.show?.['@version']?.includes(typeVersion as never) ?? true,
		);

describe.each(allSenders)('$provider: $name', ({ name }) => {
	test('reads it from the field beside the recipient, and the receipt has the country', async () => {
		const { outputs } = await run(withCountry('')[name], name, { defaultCountry: 'CL' });
		expect(outputs[0][0].json).toMatchObject({
			outcome: 'accepted',
			to: expect.stringMatching(/^\+?56987654321$/),
			toCountry: 'CL',
		});
	});

	test('reads it from the credential', async () => {
		const { outputs } = await run(withCountry('CL')[name], name, {});
		expect(outputs[0][0].json).toMatchObject({ outcome: 'accepted', toCountry: 'CL' });
	});

	test('the option of saved workflows is read in every version, and a new node does not offer it', async () => {
		const node = withCountry('')[name];
		const parameters = { options: { defaultCountry: 'CL' } };
		for (const typeVersion of [1, newestVersion(node)]) {
			const saved = await run(node, name, parameters, [{}], 'stopWorkflow', typeVersion);
			expect(saved.outputs[0][0].json).toMatchObject({ outcome: 'accepted', toCountry: 'CL' });
		}
		const offered = optionsOf(node, newestVersion(node)).filter(
			(option) => option.name === 'defaultCountry' && option.type !== 'hidden',
		);
		expect(offered).toEqual([]);
		expect(optionsOf(node, 1).map((option) => option.name)).toContain('defaultCountry');
	});

	test('without any, nothing is sent, and the error shows the way out', async () => {
		const { error } = await run(withCountry('')[name], name, {});
		expect(error!.message).toContain('With Default Country Chile it would be +56987654321');
		expect(await sandbox.messages()).toEqual([]);
	});
});

describe('the order', () => {
	const to = async (credential: string, parameters: object, items: IDataObject[] = [{}]) => {
		const { outputs, error } = await run(
			withCountry(credential).aisouleSend,
			'aisouleSend',
			parameters,
			items,
		);
		return error?.message ?? outputs[0].map(({ json }) => json.to);
	};

	test.each([
		['the field first', 'IN', { defaultCountry: 'CL', options: { defaultCountry: 'PE' } }, '+569'],
		['the option of saved workflows', 'IN', { options: { defaultCountry: 'PE' } }, '+519'],
		[
			'From Credential leaves it to the option',
			'IN',
			{ defaultCountry: 'fromCredential', options: { defaultCountry: 'PE' } },
			'+519',
		],
		['the credential last', 'CL', { defaultCountry: 'fromCredential' }, '+569'],
	])('%s', async (_name, credential, parameters, prefix) => {
		expect(await to(credential, parameters)).toEqual([`${prefix}87654321`]);
	});

	test('None overrules the credential', async () => {
		expect(await to('CL', { defaultCountry: 'none' })).toContain(
			'country code seems to be missing',
		);
	});

	test('an expression gives the country of each item, and a blank one the credential’s', async () => {
		const items = [{ c: 'PE' }, { c: 'cl' }, { c: '' }];
		expect(await to('CL', { defaultCountry: '={{ $json.c }}' }, items)).toEqual([
			'+51987654321',
			'+56987654321',
			'+56987654321',
		]);
	});
});

test('Allowed Recipients are read alike, and a mobile digit makes nobody another', async () => {
	const { outputs } = await run(
		withCountry('BR').aisouleSend,
		'aisouleSend',
		{ recipient: '={{ $json.to }}', options: { allowedRecipients: '(11) 8765-4321' } },
		[{ to: '11 98765-4321' }, { to: '+5511887654321' }],
		'continueErrorOutput',
	);
	expect(outputs[0].map(({ json }) => json.to)).toEqual(['+5511987654321']);
	expect(outputs[1].map(({ json }) => json.error)).toEqual([
		expect.stringContaining("+5511887654321 is not among the 'Allowed Recipients'"),
	]);
});

test('the phone of the contact of a Vambe ticket is read alike', async () => {
	const update = async (defaultCountry: string) =>
		await runNode(
			withCountry('').vambeTicket,
			{
				operation: 'updateMetadata',
				metadataOf: 'ticket',
				ticketBy: 'phone',
				contactPhone: '9 8765 4321',
				defaultCountry,
				metadata: { fields: [{ key: 'a', value: 'b' }] },
				allowClosedTicket: false,
				options: {},
			},
			[{}],
		);
	expect((await update('fromCredential')).error!.message).toContain('items[0].contactPhone');
	expect((await update('CL')).error?.message ?? '').not.toContain('items[0].contactPhone');
});

test('a run over several countries and a recipient in several items are hinted at', async () => {
	const { hints, outputs } = await run(
		withCountry('').aisouleSend,
		'aisouleSend',
		{ recipient: '={{ $json.to }}', options: { preview: true } },
		[{ to: '+56912345678' }, { to: '+5511987654321' }, { to: '56 9 1234 5678' }],
	);
	expect(outputs[0].map(({ json }) => json.toCountry)).toEqual(['CL', 'BR', 'CL']);
	expect(hints).toEqual(
		expect.arrayContaining([
			'Recipients are in 2 countries: Chile 1, Brazil 1. Check that all of them are intended.',
			'+56912345678 is the recipient of 2 items of this run.',
		]),
	);
});

test('a group has no country', async () => {
	const { outputs } = await run(withCountry('CL').evolutionV2, 'evolutionV2', {
		recipient: '120363021234567890@g.us',
	});
	expect(outputs[0][0].json).toMatchObject({ outcome: 'accepted', toCountry: null });
});
