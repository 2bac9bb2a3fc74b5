import type { IDataObject, INode } from 'n8n-workflow';
import {
	mapFields,
	newestVersion,
	nodeWith,
	runNode,
	type NodeUnderTest,
	type Parameters,
	type RunResult,
} from '../support/n8n/engine';
import { located } from '../support/n8n/located';
import { CHANNEL, type Account, type Provider } from './provider';

export interface SendInput {
	node: keyof typeof nodes;
	parameters: Parameters;
	items?: IDataObject[];
	onError?: INode['onError'];
	/** What the account lists. */
	templates?: IDataObject[];
}

export interface PhoneInput {
	cell: unknown;
	options?: object;
}

/** A template as Vobiz lists it, and what a person enters for it. */
export interface FieldsInput {
	template: IDataObject;
	/** By what stands above a field, or by the text of a button. */
	values?: Record<string, string>;
	json?: string;
}

const RECIPIENT = '+56912345678';

/** A node, and how it sends "Hello" to somebody; a case says what it wants otherwise. */
const nodes = {
	vobiz: {
		at: (baseUrl: string) =>
			nodeWith('vobiz', 'Vobiz/VobizSend', { authId: 'MA_X', authToken: 'token', baseUrl }),
		parameters: { channel: located(CHANNEL), recipient: RECIPIENT, messageText: 'Hello' },
	},
	aisoule: {
		at: (baseUrl: string) => nodeWith('aisoule', 'Aisoule/AisouleSend', { apiKey: 'key', baseUrl }),
		parameters: { recipient: RECIPIENT, messageText: 'Hello' },
	},
	evolution: {
		at: (serverUrl: string) =>
			nodeWith('evolution', 'Evolution/EvolutionSendContact', { apiKey: 'key', serverUrl }),
		parameters: {
			instance: located('sales'),
			recipient: RECIPIENT,
			contacts: { contact: [{ fullName: 'Ada', phoneNumber: RECIPIENT }] },
		},
	},
	vambe: {
		at: (baseUrl: string) => nodeWith('vambe', 'Vambe/VambeTicket', { apiKey: 'key', baseUrl }),
		parameters: { channel: located('c1'), stage: located('s1'), recipient: RECIPIENT },
	},
	vambeQr: {
		at: (baseUrl: string) => nodeWith('vambe', 'Vambe/VambeQrMessage', { apiKey: 'key', baseUrl }),
		parameters: {
			channel: located('c1'),
			stage: located('s1'),
			recipient: RECIPIENT,
			contactName: 'Ada',
			messageText: 'Hello',
		},
	},
} satisfies Record<string, { at: (url: string) => NodeUnderTest; parameters: Parameters }>;

export async function send(input: SendInput, provider: Provider): Promise<object> {
	const { at, parameters } = nodes[input.node];
	const account = provider.account(input.templates);
	return await run(
		at(account.url),
		account,
		{ ...parameters, ...input.parameters } as Parameters,
		input,
	);
}

export async function sendTo({ cell, options }: PhoneInput, provider: Provider): Promise<object> {
	const { at, parameters } = nodes.aisoule;
	const account = provider.account();
	// Beside the recipient, where a node of today has it.
	const changed = { ...parameters, recipient: '={{ $json.cell }}', ...options };
	const items = [{ cell } as IDataObject];
	const seen = await run(at(account.url), account, changed, { items });
	return { ...seen, to: account.bodies[0]?.to };
}

export async function sendTemplate(input: FieldsInput, provider: Provider): Promise<object> {
	const { at, parameters } = nodes.vobiz;
	const account = provider.account([{ status: 'APPROVED', ...input.template }]);
	const node = at(account.url);
	const chosen = {
		...parameters,
		operation: 'sendTemplate',
		template: located(`${String(input.template.name)}|${String(input.template.language)}`),
	};
	const { fields } = await mapFields(node, 'templateVariables', chosen);
	const entered = Object.entries(input.values ?? {}).flatMap(([name, value]) => {
		const field =
			fields.find(({ displayName }) => displayName === name) ??
			fields.find(({ displayName }) => displayName.includes(name));
		return field ? [[field.id, value]] : [];
	});
	const variables =
		input.json === undefined
			? {
					variablesAs: 'fields',
					templateVariables: {
						mappingMode: 'defineBelow',
						value: Object.fromEntries(entered) as Record<string, string>,
						schema: fields,
					},
				}
			: { variablesAs: 'json', componentsJson: input.json };
	const seen = await run(node, account, { ...chosen, ...variables }, {});
	return { ...seen, fields: fields.map(({ displayName }) => displayName) };
}

async function run(
	node: NodeUnderTest,
	{ bodies }: Account,
	parameters: Parameters,
	{ items = [{}], onError }: Pick<SendInput, 'items' | 'onError'>,
) {
	const settings = { typeVersion: newestVersion(node) };
	const running = runNode(node, parameters, items, onError, settings).catch(notStarted);
	const { status, error, hints, outputs } = await running;
	const [receipts = [], errors = []] = outputs.map((output) => output.map(({ json }) => json));
	return { status, requests: bodies, error: error?.message, errors, receipts, hints };
}

/** n8n itself refuses to start a workflow where a required field is left empty. */
function notStarted(error: Error): Pick<RunResult, 'status' | 'error' | 'hints' | 'outputs'> {
	if (error.constructor.name !== 'WorkflowHasIssuesError') throw error;
	return {
		status: 'error',
		error: { ...error, message: error.message, context: {} },
		hints: [],
		outputs: [],
	};
}
