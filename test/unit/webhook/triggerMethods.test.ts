import type { IHookFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { TriggerPart } from '../../../nodes/shared/contract/triggerPart';
import { methodsOf, webhookMethodsOf } from '../../../nodes/shared/webhook/triggerMethods';
import { acme } from '../../support/n8n/acme';

/** A part that says what was loaded of it. */
function partOf(name: string, lists: string[]) {
	const loaded: string[] = [];
	const load =
		<Loaded>(what: string, value: Loaded) =>
		async () => {
			loaded.push(what);
			return value;
		};
	const part: TriggerPart = {
		name,
		displayName: name,
		credential: `${name}Api`,
		fields: [],
		events: {},
		inbound: load('inbound', { provider: acme } as never),
		credentialTest: load('test', async () => ({ status: 'OK' as const, message: name })),
		listSearch: Object.fromEntries(
			lists.map((list) => [
				list,
				load(list, async (_node, filter) => ({ results: [{ name: list, value: `${filter}` }] })),
			]),
		),
	};
	return { part, loaded };
}

test('each provider has its test and its lists, loaded when they are called', async () => {
	const [acmes, other] = [partOf('acme', ['instances']), partOf('other', [])];
	const { credentialTest, listSearch } = methodsOf([acmes.part, other.part]);
	expect(Object.keys(credentialTest)).toEqual([
		'acmeApiTest',
		'otherApiTest',
		'whatsAppSharedMemoryApiTest',
	]);
	expect(Object.keys(listSearch)).toEqual(['instances']);
	expect([...acmes.loaded, ...other.loaded]).toEqual([]);

	expect(await credentialTest.otherApiTest.call({} as never, {} as never)).toMatchObject({
		message: 'other',
	});
	const { results } = await listSearch.instances.call({} as ILoadOptionsFunctions, 'pho');
	expect(results).toEqual([{ name: 'instances', value: 'pho' }]);
	expect([acmes.loaded, other.loaded]).toEqual([['instances'], ['test']]);
});

test('a part without lists is one', () => {
	const { part } = partOf('acme', []);
	expect(methodsOf([{ ...part, listSearch: undefined }]).listSearch).toEqual({});
});

test('what n8n asks of the webhook is asked of the provider of the node', async () => {
	const calls: string[] = [];
	const note = (name: string, answer?: boolean) => async () => {
		calls.push(name);
		return answer as never;
	};
	const registration = {
		exists: note('exists', false),
		create: note('create'),
		remove: note('remove'),
	};
	const node = {
		getNode: () => ({ id: 'node' }),
		getWorkflow: () => ({ id: 'workflow' }),
		getCredentials: async () => ({}),
		getNodeParameter: (_name: string, fallback: unknown) => fallback,
		getNodeWebhookUrl: () => '',
	} as unknown as IHookFunctions;
	const inbound = { provider: acme, derivesSecretFrom: () => 'key', registration } as never;
	const { checkExists, create, delete: remove } = webhookMethodsOf(async () => inbound).default;
	expect(await checkExists.call(node)).toBe(false);
	expect(await create.call(node)).toBe(true);
	expect(await remove.call(node)).toBe(true);
	expect(calls).toEqual(['exists', 'create', 'remove']);
});
