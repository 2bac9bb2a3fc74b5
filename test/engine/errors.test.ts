import type { IDataObject } from 'n8n-workflow';
import { nodesAt, runNode, type NodeUnderTest, type Parameters } from '../support/engine';
import { startSandboxProcess, type SandboxProcess } from '../support/sandbox';

/** Every error that a provider documents, or that its real server was recorded with, and what a person reads. */
let sandbox: SandboxProcess;
let nodes: ReturnType<typeof nodesAt>;
let wrongKey: ReturnType<typeof nodesAt>;
const WRONG = 'wrong-5d41402abc4b2a76';

beforeAll(async () => {
	sandbox = await startSandboxProcess();
	nodes = nodesAt(sandbox.url);
	wrongKey = nodesAt(sandbox.url, { apiKey: WRONG, authToken: WRONG });
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => await sandbox.clear());

const located = (value: string) => ({ __rl: true, mode: 'id', value });

interface Case {
	name: string;
	node: () => NodeUnderTest;
	parameters: Parameters;
	/** What happened and what to do, as the message says it. */
	says: [string, string];
	outcome: 'notSent' | 'unknown';
	httpStatus: number;
	cause?: string;
	field?: string;
}

const qr = (changes: Parameters = {}) => ({
	operation: 'send',
	channel: located('1001'),
	stage: located('stage_initial_001'),
	recipient: '+56912345678',
	contactName: 'Maria',
	messageText: 'Hola',
	additionalFields: {},
	...changes,
});

const vobiz = (channel: string, changes: Parameters = {}) => ({
	operation: 'send',
	channel: located(`0a8f3feb-9598-47f2-8a6c-df1aeb30${channel}`),
	recipient: '+919876543210',
	messageType: 'text',
	messageText: 'Hello',
	additionalFields: {},
	...changes,
});

const aisoule = (whatsappAccount: string, changes: Parameters = {}) => ({
	operation: 'send',
	recipient: '+919876543210',
	messageType: 'text',
	messageText: 'Hello',
	additionalFields: { whatsappAccount },
	...changes,
});

const evolution = (instance: string, recipient = '5531982968010', changes: Parameters = {}) => ({
	operation: 'send',
	instance: located(instance),
	recipient,
	contacts: { contact: [{ fullName: 'Ada', phoneNumber: '+55 31 99999-9999' }] },
	apiVersion: 'auto',
	additionalFields: {},
	...changes,
});

const cases: Case[] = [
	{
		name: 'Vambe QR 401',
		node: () => wrongKey.vambeQrMessage,
		parameters: qr(),
		says: ['Vambe did not accept the API key', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		name: 'Vambe QR "Invalid Stage (400)"',
		node: () => nodes.vambeQrMessage,
		parameters: qr({ stage: located('gone') }),
		says: [
			'did not accept the phone number or the pipeline stage',
			"'Pipeline Stage' from the list",
		],
		outcome: 'notSent',
		httpStatus: 400,
	},
	{
		name: 'Vambe QR "Rate Limit (429)"',
		node: () => nodes.vambeQrMessage,
		parameters: qr({ channel: located('1429') }),
		says: ['daily quota of this QR channel, about 250 messages', 'Send the rest tomorrow'],
		outcome: 'notSent',
		httpStatus: 429,
		cause: 'quota-exhausted',
	},
	{
		name: 'Vambe QR "Phone Offline (503)"',
		node: () => nodes.vambeQrMessage,
		parameters: qr({ channel: located('1503') }),
		says: ['phone of this channel is offline', 'Check that the phone has internet'],
		outcome: 'notSent',
		httpStatus: 503,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'Vobiz 401',
		node: () => wrongKey.vobizSend,
		parameters: vobiz('6ae1'),
		says: ['Vobiz did not accept the Auth ID and Auth Token', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		name: 'Vobiz 400',
		node: () => nodes.vobizSend,
		parameters: vobiz('6ae1', { additionalFields: { wabaId: '999' } }),
		says: ['did not accept the values of this message', "Check 'Channel'"],
		outcome: 'notSent',
		httpStatus: 400,
	},
	{
		name: 'Vobiz 402',
		node: () => nodes.vobizSend,
		parameters: vobiz('0402'),
		says: ['balance of the Vobiz account is used up', 'Top it up'],
		outcome: 'notSent',
		httpStatus: 402,
		cause: 'quota-exhausted',
	},
	{
		name: 'Vobiz 403',
		node: () => nodes.vobizSend,
		parameters: vobiz('0403'),
		says: ['may not use this channel', "Pick another 'Channel'"],
		outcome: 'notSent',
		httpStatus: 403,
		cause: 'configuration-invalid',
	},
	{
		name: 'Vobiz 429',
		node: () => nodes.vobizSend,
		parameters: vobiz('0429'),
		says: ['Rate limit of Vobiz reached for this account', 'Wait a moment'],
		outcome: 'notSent',
		httpStatus: 429,
		cause: 'rate-limited',
	},
	{
		name: 'Vobiz 500',
		node: () => nodes.vobizSend,
		parameters: vobiz('0500'),
		says: ['does not say whether it took the message', 'before you send it again'],
		outcome: 'unknown',
		httpStatus: 500,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'AIsoule 401',
		node: () => wrongKey.aisouleSend,
		parameters: aisoule(''),
		says: ['AIsoule did not accept the API key', 'Open the credential "My account"'],
		outcome: 'notSent',
		httpStatus: 401,
		cause: 'credential-invalid',
	},
	{
		name: 'AIsoule "Outside 24-hour window"',
		node: () => nodes.aisouleSend,
		parameters: aisoule('answers-400'),
		says: ['has not written to you within the last 24 hours', '"Send Template"'],
		outcome: 'notSent',
		httpStatus: 400,
		field: 'items[0].recipient',
	},
	{
		name: 'AIsoule 404, template',
		node: () => nodes.aisouleSend,
		parameters: aisoule('', {
			operation: 'sendTemplate',
			templateName: 'gone',
			language: 'en',
			variablesAs: 'fields',
			templateVariables: {},
		}),
		says: [
			'no approved template of this name and language',
			"Check 'Template Name' and 'Language'",
		],
		outcome: 'notSent',
		httpStatus: 404,
		field: 'items[0].templateName',
	},
	{
		name: 'AIsoule 404, contact',
		node: () => nodes.aisouleSend,
		parameters: aisoule('answers-404'),
		says: ['does not know this contact or this template', 'Check the recipient'],
		outcome: 'notSent',
		httpStatus: 404,
		cause: 'configuration-invalid',
	},
	{
		name: 'AIsoule 429',
		node: () => nodes.aisouleSend,
		parameters: aisoule('answers-429'),
		says: ['Rate limit of AIsoule reached for this account', '100 messages in a minute'],
		outcome: 'notSent',
		httpStatus: 429,
		cause: 'rate-limited',
	},
	{
		name: 'AIsoule 500',
		node: () => nodes.aisouleSend,
		parameters: aisoule('answers-500'),
		says: ['does not say whether it took the message', 'before you send it again'],
		outcome: 'unknown',
		httpStatus: 500,
		cause: 'temporarily-unavailable',
	},
	{
		name: 'AIsoule 200 with status "error"',
		node: () => nodes.aisouleSend,
		parameters: aisoule('answers-200-error'),
		says: ['The recipient is not on WhatsApp', 'Check the number'],
		outcome: 'notSent',
		httpStatus: 200,
		field: 'items[0].recipient',
	},
	...(['evolutionV1', 'evolutionV2'] as const).flatMap((version): Case[] => [
		{
			name: `${version} 401`,
			node: () => wrongKey[version],
			parameters: evolution('cap'),
			says: ['did not accept the API key for this instance', 'Open the credential "My account"'],
			outcome: 'notSent',
			httpStatus: 401,
			cause: 'credential-invalid',
		},
		{
			name: `${version} 404`,
			node: () => nodes[version],
			parameters: evolution('nope'),
			says: ['has no instance of this name', "Pick 'Instance' from the list"],
			outcome: 'notSent',
			httpStatus: 404,
			cause: 'configuration-invalid',
			field: 'items[0].instance',
		},
		{
			name: `${version} 400 of the other version`,
			node: () => nodes[version],
			parameters: evolution('cap', undefined, {
				apiVersion: version === 'evolutionV1' ? 'v2' : 'v1',
			}),
			says: ['speaks another version of the API', "Set 'API Version' to Detect"],
			outcome: 'notSent',
			httpStatus: 400,
			cause: 'configuration-invalid',
			field: 'items[0].apiVersion',
		},
		{
			name: `${version} Meta 131047`,
			node: () => nodes[version],
			parameters: evolution('cap', '+5511000000000'),
			says: ['has not written to you within the last 24 hours', 'Send an approved template first'],
			outcome: 'notSent',
			httpStatus: version === 'evolutionV1' ? 400 : 201,
			field: 'items[0].recipient',
		},
		{
			name: `${version} number not on WhatsApp`,
			node: () => nodes[version],
			parameters: evolution('phone', '+5511000000001'),
			says: ['The recipient is not on WhatsApp', 'Check the number'],
			outcome: 'notSent',
			httpStatus: 400,
			field: 'items[0].recipient',
		},
		{
			name: `${version} Connection Closed`,
			node: () => nodes[version],
			parameters: evolution('capbai'),
			says: ['The instance is not connected to WhatsApp', 'connect the instance by QR code'],
			outcome: 'notSent',
			httpStatus: 500,
			cause: 'temporarily-unavailable',
			field: 'items[0].instance',
		},
		{
			name: `${version} method not available`,
			node: () => nodes[version],
			parameters: evolution('channel'),
			says: ['cannot send this kind of message', "Pick an 'Instance'"],
			outcome: 'notSent',
			httpStatus: 400,
			cause: 'configuration-invalid',
			field: 'items[0].instance',
		},
	]),
];

test.each(cases)('$name', async ({ node, parameters, says, outcome, httpStatus, cause, field }) => {
	const given = { options: {}, ...parameters };
	const { error, everything } = await runNode(node(), given, [{}]);
	for (const words of says) expect(error!.message).toContain(words);
	expect(error!.message).toContain(`HTTP ${httpStatus}`);
	expect(error!.context.data).toMatchObject({
		[outcome]: [0],
		problems: [{ outcome, httpStatus, field: field ?? null }],
	});
	if (cause) expect(error!.failure).toMatchObject({ cause });
	else expect(error!.failure).toBeUndefined();
	expect(everything).not.toContain(WRONG);
	expect(everything).not.toMatch(/vobiz-sandbox-token|(vambe|aisoule|evolution)-sandbox-key/);
});

test('each has a message of its own', async () => {
	const messages = await Promise.all(
		cases
			.filter(({ name }) => !name.startsWith('evolutionV1'))
			.map(async ({ node, parameters }) => {
				const { error } = await runNode(node(), { options: {}, ...parameters }, [{}]);
				return error!.message;
			}),
	);
	expect(new Set(messages).size).toBe(messages.length);
});

describe('what a refusal stops', () => {
	const items = (values: IDataObject[]) => values;

	test('Vobiz 403 and 402: the channel, and the account', async () => {
		const send = async (channels: string[]) => {
			await sandbox.clear();
			await runNode(
				nodes.vobizSend,
				{ options: {}, ...vobiz('6ae1'), channel: located('={{ $json.channel }}') },
				items(channels.map((id) => ({ channel: `0a8f3feb-9598-47f2-8a6c-df1aeb30${id}` }))),
				'continueErrorOutput',
			);
			return (await sandbox.messages()).map(({ response }) => response.status);
		};
		expect(await send(['0403', '6ae1', '0403', '6ae2'])).toEqual([403, 201, 201]);
		expect(await send(['6ae1', '0402', '6ae1', '6ae2'])).toEqual([201, 402]);
	});

	test('an Evolution instance that is not connected: that instance', async () => {
		const { outputs } = await runNode(
			nodes.evolutionV2,
			{ options: {}, ...evolution('cap'), instance: located('={{ $json.instance }}') },
			items([{ instance: 'capbai' }, { instance: 'cap' }, { instance: 'capbai' }]),
			'continueErrorOutput',
		);
		expect(outputs.map((output) => output.length)).toEqual([1, 2]);
		const [first, second] = outputs[1].map(({ json }) => json.details as IDataObject);
		expect([first.outcome, second.outcome]).toEqual(['notSent', 'notSent']);
		expect(second.reason).toContain('Not tried after');
		expect(await sandbox.messages()).toHaveLength(2);
	});
});
