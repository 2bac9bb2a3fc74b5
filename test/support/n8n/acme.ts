import { Readable } from 'node:stream';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { QueryOperation, SendOperation } from '../../../nodes/shared/contract/operation';
import type { WrittenPhone } from '../../../nodes/shared/contract/parameters';
import type { Provider } from '../../../nodes/shared/contract/provider';
import { at, textOf } from '../../../nodes/shared/lib/jsonAccess';
import { z } from '../../../nodes/shared/lib/libraries';
import { phoneNumber, requiredText } from '../../../nodes/shared/validation/schema';
import { MemoryStore } from './memoryStore';

/** A provider that is as simple as possible, for tests of what all providers share. */
export const acme: Provider = {
	name: 'acme',
	displayName: 'Acme',
	credential: 'acmeApi',
	baseUrl: ({ baseUrl }) => baseUrl,
	secretFields: ['apiKey'],
	verdicts: {},
	messagesAtOnce: 1,
};

interface Text {
	channel: string;
	recipient: string;
	text: string;
}

const readText = ({
	value,
	phone,
}: {
	value(name: string): unknown;
	phone(name: string): WrittenPhone;
}) => ({ channel: value('channel'), recipient: phone('recipient'), text: value('text') });

const textSchema = z.object({
	channel: z.string().default(''),
	recipient: phoneNumber('Recipient Phone Number'),
	text: requiredText('Text', 'Enter a text.'),
});

/** Accepted by an answer with an `id`, refused by one with an `error`. */
export const sendText: SendOperation<Text> = {
	kind: 'send',
	provider: acme,
	read: readText,
	schema: textSchema as SendOperation<Text>['schema'],
	to: ({ recipient }) => recipient,
	redirect: (message, recipient) => ({ ...message, recipient }),
	channel: ({ channel }) => channel,
	request: ({ recipient, text }) => ({
		method: 'POST',
		path: '/messages',
		body: { to: recipient, text },
	}),
	acceptance({ body }) {
		if (at(body, 'error') !== undefined) return 'refused';
		const messageId = textOf(at(body, 'id'));
		return messageId === null ? null : { messageId, status: null };
	},
};

/** Sends nothing to anybody. */
export const readContact: QueryOperation<{ id: string }> = {
	kind: 'query',
	provider: acme,
	read: ({ value }) => ({ id: value('id') }),
	schema: z.object({ id: requiredText('ID', 'Enter an ID.') }) as never,
	request: ({ id }) => ({ method: 'GET', path: `/contacts/${id}` }),
	data: ({ body }) => (at(body, 'name') === undefined ? null : (body as IDataObject)),
};

/** What the server does with a request: it answers, or throws as n8n's helper would. */
export type AcmeAnswer =
	| { status: number; body?: unknown; headers?: IDataObject; meanwhile?: () => unknown }
	| { throws: unknown };

export const accepted: AcmeAnswer = { status: 201, body: { id: 'm1' } };

interface AcmeSetting {
	/** The parameters of each item. */
	items?: IDataObject[];
	credential?: ICredentialDataDecryptedObject;
	/** In turn; then every request is accepted. */
	answers?: AcmeAnswer[];
	goesOn?: boolean;
	settings?: Partial<INode>;
	mode?: WorkflowExecuteMode;
	cancel?: AbortSignal;
	/** Kept by n8n over the tries of a run. */
	context?: IDataObject;
	workflowSettings?: IDataObject;
}

/** A node of Acme without n8n around it, and what it did. */
export function acmeNode({
	items = [{}],
	credential = { baseUrl: 'https://acme.example', apiKey: 'acme-key' },
	answers = [],
	goesOn = false,
	settings = {},
	mode = 'webhook',
	cancel,
	context = {},
	workflowSettings = {},
}: AcmeSetting = {}) {
	const requests: IHttpRequestOptions[] = [];
	const hints: string[] = [];
	const logged: string[] = [];
	const store = new MemoryStore();
	const log = (message: string) => logged.push(message);
	const answer = async (options: IHttpRequestOptions) => {
		requests.push(options);
		const next = answers.shift() ?? accepted;
		if ('throws' in next) throw next.throws;
		await next.meanwhile?.();
		const { status, body, headers = {} } = next;
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const bytes = Buffer.from(body === undefined ? '' : text);
		return { statusCode: status, headers, body: Readable.from([bytes]) };
	};
	const node = {
		getNode: () => ({
			id: 'node',
			name: 'Acme Send',
			type: 'acmeSend',
			parameters: {},
			credentials: { acmeApi: { id: '1', name: 'My account' } },
			...settings,
		}),
		getWorkflow: () => ({ id: 'workflow' }),
		getWorkflowSettings: () => workflowSettings,
		getMode: () => mode,
		getTimezone: () => 'America/Santiago',
		getExecutionId: () => '1',
		getContext: () => context,
		getCredentials: async () => credential,
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		getNodeParameter: (name: string, item: number, fallback: unknown) =>
			name
				.split('.')
				.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], items[item]) ??
			fallback,
		evaluateExpression: () => 0,
		continueOnFail: () => goesOn,
		...(cancel && { getExecutionCancelSignal: () => cancel }),
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
		logger: { debug: log, info: log, warn: log, error: log },
		helpers: {
			...store.helpers,
			httpRequest: answer,
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				_type: string,
				options: IHttpRequestOptions,
			) {
				this.getExecutionCancelSignal?.()?.throwIfAborted();
				return await answer(options);
			},
		},
	} as unknown as IExecuteFunctions;
	return { node, requests, hints, logged, context, store };
}
