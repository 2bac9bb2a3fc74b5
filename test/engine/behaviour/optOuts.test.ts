import type { IDataObject } from 'n8n-workflow';
import { OptOutList } from '../../../nodes/shared/optOuts/optOutList';
import { allSenders } from '../../providers/providers';
import { nodesAt, runNode } from '../../support/n8n/engine';
import { startSandboxProcess, type SandboxProcess } from '../../support/sandbox/sandbox';
import { dataTables } from '../../support/servers/dataTables';

/** Respect Opt-Outs, on every node that sends. */
let sandbox: SandboxProcess;
let memory: Awaited<ReturnType<typeof dataTables>>;
let nodes: ReturnType<typeof nodesAt>;
beforeAll(async () => {
	[sandbox, memory] = await Promise.all([startSandboxProcess(), dataTables()]);
	nodes = nodesAt(sandbox.url, { n8nAddress: memory.url });
});
afterAll(async () => {
	await sandbox.stop();
	await memory.stop();
});
beforeEach(async () => {
	await sandbox.clear();
	memory.table.rows = [];
});

const MARIA = '+56912345678';

const respecting = { sharedMemory: true, respectOptOuts: true };

async function send(name: string, parameters: IDataObject, options: IDataObject) {
	const node = nodes[name];
	const credentials = Object.fromEntries(
		[node.credentialType.name, 'whatsAppSharedMemoryApi'].map((type) => [
			type,
			{ id: '1', name: 'My account' },
		]),
	);
	const items = [{ to: MARIA, text: 'Hello' }];
	const settings = { credentials };
	return await runNode(node, { ...parameters, options }, items, undefined, settings);
}

describe.each(allSenders)('$provider: $name', ({ name, parameters }) => {
	test('skips who opted out', async () => {
		const list = new OptOutList(memory.table);
		await list.add([{ person: { phone: MARIA }, reason: 'Wrote STOP' }]);
		const { error, outputs } = await send(name, parameters, respecting);
		expect(error?.message).toBeUndefined();
		expect(outputs[0]).toMatchObject([
			{
				json: {
					outcome: 'skipped',
					to: expect.any(String),
					reason: expect.stringMatching(/STOP$/),
				},
			},
		]);
		expect(await sandbox.messages()).toEqual([]);
	});

	test('sends to who did not', async () => {
		const { error, outputs } = await send(name, parameters, respecting);
		expect(error?.message).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ json: { outcome: 'accepted' } }]);
	});
});
