import { createHmac, randomUUID } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { derivedSecret } from '../../nodes/shared/webhook/secrets';
import {
	callTrigger,
	newestVersion,
	nodeWith,
	runNode,
	type Parameters,
	type WebhookCall,
} from '../support/n8n/engine';
import type { MemoryStore } from '../support/n8n/memoryStore';

/** A call of a provider: its body, or its very bytes. */
interface Call {
	body?: unknown;
	rawBody?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	/** The header that proves it, made here: who writes a case does not know the secret. */
	sign?: { header: string; over: 'raw' | 'parsed' };
}

export interface ReceiveInput extends Call {
	provider: string;
	credential?: ICredentialDataDecryptedObject;
	/** Trigger On. */
	events?: string[];
	parameters?: Parameters;
	/** Calls that come after it. */
	then?: Call | Call[];
}

/** As `wire` names them. */
const WORKFLOW = 'test';
const NODE = '2';

/**
 * What the trigger makes of the calls of one case, and what the workflow behind it gets.
 * @param store what n8n keeps of earlier calls
 */
export async function receive(input: ReceiveInput, store: MemoryStore): Promise<object> {
	const credential = { apiKey: 'key', authId: 'MA_X', authToken: 'token', ...input.credential };
	const trigger = nodeWith(input.provider, 'WhatsAppGateway/WhatsAppGatewayTrigger', credential);
	const settings = {
		typeVersion: newestVersion(trigger),
		// What one credential was is remembered for a moment.
		credentials: { [trigger.credentialType.name]: { id: randomUUID(), name: 'My account' } },
	};
	const parameters: Parameters = {
		provider: input.provider,
		...(input.provider === 'evolution' && { registration: 'byHand' }),
		events: input.events ?? ['*'],
		filters: { includeGroups: true, includeBroadcasts: true },
		options: { acceptUnsigned: !input.sign },
		...input.parameters,
	};
	store.clear();

	const events: IDataObject[] = [];
	const statuses: number[] = [];
	let passedOn = 0;
	for (const call of [input, ...[input.then ?? []].flat()]) {
		const wired = onTheWire(call, credential);
		const { status, workflowData } = await callTrigger(trigger, parameters, wired, settings);
		const found = (workflowData?.[0] ?? []).map(({ json }) => json);
		statuses.push(status);
		events.push(...found.map(withRawAside));
		if (found.length === 0) continue;
		const run = await runNode(trigger, parameters, found, 'stopWorkflow', settings, {
			mode: 'webhook',
		});
		passedOn += run.outputs[0]?.length ?? 0;
	}
	return { http: statuses[0], count: events.length, events, passedOn };
}

/** Everything stands in `raw`: "$has" asks for what stands elsewhere. */
const withRawAside = ({ raw, ...event }: IDataObject) =>
	Object.defineProperty(event, 'raw', { value: raw });

function onTheWire(
	{ body, rawBody, headers, query = {}, sign }: Call,
	{ webhookSecret, authToken }: ICredentialDataDecryptedObject,
): WebhookCall {
	const bytes = Buffer.from(rawBody ?? JSON.stringify(body));
	const secret = String(webhookSecret ?? derivedSecret(String(authToken), WORKFLOW, NODE));
	const signed = sign?.over === 'parsed' ? JSON.stringify(JSON.parse(String(bytes))) : bytes;
	return {
		rawBody: bytes,
		query,
		headers: {
			'content-type': 'application/json',
			...(sign && { [sign.header]: createHmac('sha256', secret).update(signed).digest('hex') }),
			...headers,
		},
	};
}
