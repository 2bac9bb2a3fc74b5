import { createHmac } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { inbound as evolution } from '../../nodes/Evolution/inbound';
import { inbound as vobiz } from '../../nodes/Vobiz/inbound';
import { receive } from '../../nodes/shared/webhook/receive';
import { derivedSecret } from '../../nodes/shared/webhook/secrets';
import { answerJob } from './job';

export interface ManyEventsJob {
	provider: 'evolution' | 'vobiz';
	entries: number;
}

export interface ManyEvents {
	events: number;
	bodyBytes: number;
	ms: number;
	/** What the process took at the most, above what it had before. */
	peakBytes: number;
}

const KEY = 'bench-key';
const SECRET = derivedSecret(KEY, 'workflow', 'node');

const phone = (index: number) => `569${10_000_000 + index}`;

const bodies = {
	evolution: (entries: number[]) => ({
		event: 'contacts.upsert',
		instance: 'sales',
		data: entries.map((index) => ({
			remoteJid: `${phone(index)}@s.whatsapp.net`,
			pushName: `Contact ${index}`,
			instanceId: 'd04d84cf-0fe3-49d5-831f-cf0e02702be4',
		})),
	}),
	vobiz: (entries: number[]) => {
		const statuses = entries.map((index) => ({
			id: `wamid.${index}`,
			status: 'delivered',
			timestamp: '1795168800',
			recipient_id: phone(index),
		}));
		const value = { metadata: { display_phone_number: '919000000001' }, statuses };
		return {
			event_type: 'message.status',
			payload: { entry: [{ changes: [{ field: 'messages', value }] }] },
		};
	},
};

async function call(provider: ManyEventsJob['provider'], rawBody: Buffer): Promise<number> {
	const signature = createHmac('sha256', SECRET).update(rawBody).digest('hex');
	const parameters: Record<string, unknown> = { events: ['*'], filters: {} };
	const node = {
		getRequestObject: () => ({
			readRawBody: async () => {},
			rawBody,
			headers: { 'x-webhook-secret': SECRET, 'x-webhook-signature': signature },
			query: {},
		}),
		getCredentials: async () => ({ apiKey: KEY, authToken: KEY }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getNode: () => ({ id: 'node', name: 'Trigger', credentials: {} }),
		getWorkflow: () => ({ id: 'workflow' }),
	} as unknown as IWebhookFunctions;
	const { workflowData } = await receive(node, { evolution, vobiz }[provider]);
	// As n8n stores it.
	return JSON.stringify(workflowData).length > 0 ? workflowData![0].length : 0;
}

const bytesOf = (provider: ManyEventsJob['provider'], entries: number) =>
	Buffer.from(
		JSON.stringify(bodies[provider](Array.from({ length: entries }, (_, index) => index))),
	);

answerJob(async ({ provider, entries }: ManyEventsJob): Promise<ManyEvents> => {
	await call(provider, bytesOf(provider, 1));
	const body = bytesOf(provider, entries);
	global.gc!();
	const before = process.memoryUsage().rss;
	const start = performance.now();
	const events = await call(provider, body);
	const ms = performance.now() - start;
	const peakBytes = Math.max(0, process.resourceUsage().maxRSS * 1024 - before);
	return { events, bodyBytes: body.length, ms, peakBytes };
});
