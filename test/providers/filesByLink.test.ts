import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { nodeAt, runNode } from '../support/n8n/engine';
import { located } from '../support/n8n/located';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox/sandbox';

/** Files of n8n through the providers that take links only. */
let sandbox: SandboxProcess;
beforeAll(async () => (sandbox = await startSandboxProcess()));
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const PDF: IBinaryData = {
	id: 'filesystem-v2:workflows/1/executions/1/binary_data/a',
	data: 'filesystem-v2',
	mimeType: 'application/pdf',
	fileName: 'invoice 7.pdf',
	bytes: 1000,
};

const common = {
	operation: 'send',
	recipient: '+919876543210',
	mediaFrom: 'n8n',
	binaryField: 'data',
	additionalFields: {},
	options: {},
};

const senders = {
	vobiz: {
		node: 'vobizSend',
		parameters: { channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1') },
		fileIn: (body: IDataObject) => body.media as IDataObject,
		link: 'link',
	},
	aisoule: {
		node: 'aisouleSend',
		parameters: {},
		fileIn: (body: IDataObject) => body[String(body.type)] as IDataObject,
		link: 'url',
	},
};

describe.each(Object.entries(senders))('%s', (server, { node, parameters, fileIn, link }) => {
	const send = async (changes: IDataObject, file: IBinaryData = PDF) => {
		const given = { ...common, ...parameters, messageType: 'document', ...changes };
		const { outputs, error } = await runNode(
			nodeAt(node, `${sandbox.url}/${server}`),
			given,
			[{}],
			'stopWorkflow',
			{},
			{ files: [file] },
		);
		const bodies = (await sandbox.messages()).map(({ request }) => request.body as IDataObject);
		return { error, receipt: outputs[0]?.[0]?.json, files: bodies.map(fileIn) };
	};

	test('a link of this n8n, with the name of the file', async () => {
		const { error, receipt, files } = await send({ caption: 'Your invoice' });
		expect(error?.message).toBeUndefined();
		expect(files).toEqual([
			{
				[link]: expect.stringMatching(/^http:\/\/localhost:5678\/.*binary-data\/signed\?token=./),
				caption: 'Your invoice',
				filename: 'invoice 7.pdf',
			},
		]);
		const [, token] = String(files[0][link]).split('token=');
		expect(JSON.stringify(receipt)).not.toContain(token);
	});

	test.each<[string, IDataObject, IBinaryData, string]>([
		[
			'a kind that WhatsApp does not take',
			{ messageType: 'image' },
			PDF,
			'as an image: its type is',
		],
		['one that is too large', {}, { ...PDF, bytes: 101 * 2 ** 20 }, 'has 101 MB'],
		['one that is not there', { binaryField: 'other' }, PDF, 'no binary field called "other"'],
		['one in memory', {}, { ...PDF, id: undefined, data: 'JVBERi0=' }, 'keeps this file in memory'],
	])('%s is refused, and nothing is sent', async (_name, changes, file, words) => {
		const { error, files } = await send(changes, file);
		expect(error!.message).toContain(words);
		expect(error!.message).toContain('(items[0].binaryField)');
		expect(files).toEqual([]);
	});
});

test('an address that Vobiz cannot reach is refused with what to set', async () => {
	const { error } = await runNode(
		nodeAt('vobizSend', 'https://api.vobiz.ai/api/v1/messaging'),
		{
			...common,
			channel: located('0a8f3feb-9598-47f2-8a6c-df1aeb306ae1'),
			messageType: 'document',
			additionalFields: { wabaId: '1' },
		},
		[{}],
		'stopWorkflow',
		{},
		{ files: [PDF] },
	);
	expect(error!.message).toContain('whose address is in a local network: http://localhost:5678');
	expect(error!.message).toContain('N8N_WEBHOOK_URL');
});
