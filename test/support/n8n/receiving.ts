import { randomUUID } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';
import type { GatewayEvent } from '../../../nodes/shared/contract/event';
import type { Inbound } from '../../../nodes/shared/contract/inbound';
import { receive, type ReceivedItem } from '../../../nodes/shared/webhook/receive';
import { folderOf } from '../../providers/providers';

/** What the provider's folder tells the trigger. */
export function inboundOf(provider: string): Inbound {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- its path is computed
	return (require(`../../../nodes/${folderOf(provider)}/inbound`) as { inbound: Inbound }).inbound;
}

/** What a call comes with; where a test does not say, it is proven and nothing is filtered. */
export interface Call {
	body: string | Buffer | object;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	credential?: ICredentialDataDecryptedObject | Promise<ICredentialDataDecryptedObject>;
	/** What one credential was is remembered for a moment. */
	credentialId?: string;
	parameters?: Record<string, unknown>;
	/** What the execution says that waits for an answer; absent: it cannot be reached. */
	waiting?: { statusCode: number; body: string };
}

export interface Received {
	/** Events that the workflow starts with; `undefined`: it does not start. */
	events: GatewayEvent[] | undefined;
	/** Of our own answer; `undefined`: n8n answers 200. */
	status: number | undefined;
	/** Everything that was logged. */
	logged: string[];
	/** How often the credential was read. */
	reads: number;
	items: ReceivedItem[];
}

/**
 * The trigger's `webhook` without n8n around it.
 * @param webhook that of another trigger for this provider
 */
export async function receiveFrom(
	provider: string,
	{
		body,
		headers = {},
		query = {},
		credential = {},
		credentialId = randomUUID(),
		parameters = {},
		waiting,
	}: Call,
	webhook = async (node: IWebhookFunctions) => await receive(node, inboundOf(provider)),
): Promise<Received> {
	const given: Record<string, unknown> = {
		events: ['*'],
		filters: { includeGroups: true, includeBroadcasts: true },
		'options.acceptUnsigned': true,
		...parameters,
	};
	const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
	const logged: string[] = [];
	const log = (message: string) => logged.push(message);
	let status: number | undefined;
	let reads = 0;
	const type = inboundOf(provider).provider.credential;
	const node = {
		getRequestObject: () => ({
			readRawBody: async () => {},
			rawBody: Buffer.from(text),
			headers,
			query,
			socket: {},
		}),
		evaluateExpression: () => 'https://n8n.example/webhook-waiting/1',
		helpers: {
			httpRequest: async () => {
				if (!waiting) throw new Error('connect ECONNREFUSED');
				return waiting;
			},
		},
		getCredentials: async () => {
			reads++;
			return await credential;
		},
		getNodeParameter: (name: string, fallback: unknown) => given[name] ?? fallback,
		getNode: () => ({
			id: 'node',
			name: 'Trigger',
			parameters: { options: { sharedMemory: given['options.sharedMemory'] } },
			credentials: { [type]: { id: credentialId } },
		}),
		getWorkflow: () => ({ id: 'workflow' }),
		getResponseObject: () => ({
			status(code: number) {
				status = code;
				return { send: () => {} };
			},
		}),
		logger: { debug: log, info: log, warn: log, error: log },
	} as unknown as IWebhookFunctions;
	const { workflowData } = await webhook(node);
	const items = workflowData?.[0] as ReceivedItem[] | undefined;
	const events = items?.map(({ json }) => json as unknown as GatewayEvent);
	return { events, status, logged, reads, items: items ?? [] };
}
